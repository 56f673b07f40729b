/** A person's figures before they are known: each KPI has its place already. */
import type { Kpi } from "../../api/types.ts";
import { Bones } from "../../parts/States.tsx";
import { groups } from "../../words/names.ts";
import styles from "./Person.module.css";

/** With what it is read against; a figure by stage has nothing to be. */
const heights = { whole: 232, byStage: 165 };

export const TilesWait = ({ kpis }: { readonly kpis: readonly Kpi[] }) => (
  <div className={styles.groups} role="status" aria-label="Loading the figures">
    {groups.map(({ id, question, order }) => {
      const own = kpis.filter((kpi) => order.includes(kpi.id));
      return own.length === 0 ? null : (
        <div key={id}>
          <h2 className={styles.asks}>{question}</h2>
          <div className={styles.tiles}>
            {own.map((kpi) => (
              // As high as its neighbours.
              <div
                key={kpi.id}
                className={styles.waits}
                style={{ minHeight: kpi.by_stage ? heights.byStage : heights.whole }}
              >
                <Bones height="100%" />
              </div>
            ))}
          </div>
        </div>
      );
    })}
  </div>
);
