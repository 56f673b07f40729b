/** The process before its figures are known: each declared stage has its place already. */
import type { Workspace } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Bones } from "../../parts/States.tsx";
import styles from "./Funnel.module.css";
import { declaredIn } from "./flow.ts";
import waits from "./ProcessWaits.module.css";
import { StreamLegend } from "./Stream.tsx";

export const ProcessWaits = ({ pipelines }: { readonly pipelines: Workspace["process"]["pipelines"] }) => (
  <Card
    title="The process"
    note="What came and left in the period, and what stands at the end of it, with its share of all that stand; each figure opens its records"
  >
    <div role="status" aria-label="Loading the process">
      <Bones height={19} />
      <div className={styles.flow}>
        <div className={styles.heads}>
          <span data-column="stage">Stage</span>
        </div>
        {declaredIn(pipelines).map(({ id, label, stages }) => (
          <section key={id} className={styles.part}>
            <div className={styles.partHead}>
              <h3>{label}</h3>
            </div>
            <ol className={styles.lines}>
              {stages.map((stage) => (
                <li key={stage.id} className={styles.line}>
                  <div className={styles.name}>{stage.label}</div>
                  <div className={waits.waits}>
                    <Bones height={26} />
                  </div>
                </li>
              ))}
            </ol>
          </section>
        ))}
        <div className={styles.line}>
          <h3 className={styles.won}>Won</h3>
          <div className={`${waits.waits} ${waits.ofWon}`}>
            <Bones height={26} />
          </div>
        </div>
      </div>
      <StreamLegend />
      <div className={styles.apart}>
        <Bones height={84} />
      </div>
    </div>
  </Card>
);
