/** The data behind the numbers: what is loaded, what is wrong with it, and the process as understood. */
import { PageHead } from "../../parts/PageHead.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import { dayText } from "../../words/dates.ts";
import styles from "./DataPage.module.css";
import { Findings } from "./Findings.tsx";
import { Batches, Loaded } from "./Loaded.tsx";
import { ProcessCard } from "./ProcessCard.tsx";

export const DataPage = () => {
  const workspace = useWorkspace();
  return (
    <>
      <PageHead title="Data" note={`${workspace.name} · data to the end of ${dayText(workspace.today)}`} />
      <div className={styles.page}>
        <Loaded workspace={workspace} />
        <Batches workspace={workspace} />
        <div className={styles.full}>
          <Findings />
        </div>
        <div className={styles.full}>
          <ProcessCard workspace={workspace} />
        </div>
      </div>
    </>
  );
};
