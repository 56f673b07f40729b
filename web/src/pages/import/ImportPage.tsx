/** Data is brought in: files are chosen, looked at, corrected, tried out and loaded, and what became of them is told. */
import { useState } from "react";
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Problem } from "../../parts/States.tsx";
import { Icon } from "../../shell/icons.tsx";
import { takeHanded, useDropped } from "./dropped.ts";
import { FilesCard } from "./FilesCard.tsx";
import styles from "./Import.module.css";
import { OutcomeCard } from "./OutcomeCard.tsx";
import { Progress } from "./Progress.tsx";
import { Report } from "./Report.tsx";
import { Understood } from "./Understood.tsx";
import { useImport } from "./useImport.ts";

const Steps = () => {
  const [first] = useState(takeHanded);
  const work = useImport(first);
  const isOver = useDropped(work.add);
  if (work.loaded !== null) return <Report loaded={work.loaded} chosen={work.chosen} onRestart={work.restart} />;
  const { chosen, preview, waits, problem } = work;
  if (waits === "loading")
    return (
      <Card title="Loading" note="All of it is loaded, or nothing. It goes on when you leave this page.">
        <Progress words="Sending what was decided" />
      </Card>
    );
  return (
    <>
      <FilesCard
        chosen={chosen}
        isOver={isOver}
        isSending={waits === "sending"}
        problem={problem}
        onAdd={work.add}
        onTake={work.take}
      />
      {problem === null || problem === undefined ? null : (
        <Card label="What went wrong">
          <Problem error={problem} onRetry={work.again} />
        </Card>
      )}
      {waits === "looking" && preview === null ? (
        <Card title="What they are">
          <Progress words="Looking at them" />
        </Card>
      ) : null}
      {preview === null || chosen.length === 0 ? null : (
        <>
          <Understood preview={preview} work={work} />
          <OutcomeCard preview={preview} waits={waits} onTry={work.tryOut} onLoad={work.load} />
        </>
      )}
    </>
  );
};

export const ImportPage = () => (
  <>
    <PageHead
      title="Bring in data"
      note="Nothing is loaded before you say so"
      tools={
        <PageLink to="/data" className={styles.back}>
          <Icon name="left" size={14} />
          Back to the data
        </PageLink>
      }
    />
    <div className={styles.page}>
      <Steps />
    </div>
  </>
);
