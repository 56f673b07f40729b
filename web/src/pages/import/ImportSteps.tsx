/** Files are chosen, looked at, corrected, tried out and loaded, and what became of them is told. */
import { type ReactNode, useState } from "react";
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { Problem } from "../../parts/States.tsx";
import { takeHanded, useDropped } from "./dropped.ts";
import { FilesCard } from "./FilesCard.tsx";
import styles from "./Import.module.css";
import { OutcomeCard } from "./OutcomeCard.tsx";
import { Progress } from "./Progress.tsx";
import { Report } from "./Report.tsx";
import { Understood } from "./Understood.tsx";
import { type Importer, useImport } from "./useImport.ts";

interface Steps {
  readonly work: Importer;
  readonly isOver: boolean;
  readonly isFirst: boolean;
}

const BeforeLoading = ({ work, isOver, isFirst }: Steps) => {
  const { chosen, preview, waits, problem } = work;
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
          <OutcomeCard
            preview={preview}
            waits={waits}
            isFirst={isFirst}
            full={work.full}
            onFull={work.setFull}
            onTry={work.tryOut}
            onLoad={work.load}
          />
        </>
      )}
    </>
  );
};

interface Props {
  readonly note: ReactNode;
  readonly tools?: ReactNode;
  /** Into an empty workspace: there are no pages yet. */
  readonly isFirst?: boolean;
}

export const ImportSteps = ({ note, tools, isFirst = false }: Props) => {
  const [first] = useState(takeHanded);
  const work = useImport(first);
  const isOver = useDropped(work.add);
  const { loaded, waits } = work;
  return (
    <>
      <PageHead title="Bring in data" note={loaded === null ? note : "What became of it"} tools={tools} />
      <div className={styles.page}>
        {loaded !== null ? (
          <Report loaded={loaded} work={work} isFirst={isFirst} />
        ) : waits === "loading" ? (
          <Card title="Loading" note="All of it is loaded, or nothing. It goes on when you leave this page.">
            <Progress words="Beginning" />
          </Card>
        ) : (
          <BeforeLoading work={work} isOver={isOver} isFirst={isFirst} />
        )}
      </div>
    </>
  );
};
