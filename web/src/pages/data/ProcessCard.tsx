/** The process as it is understood: which stages there are, in which order, and what each means. */
import type { Stage, Workspace } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import styles from "./DataPage.module.css";

const words: Readonly<Record<Stage["category"], string>> = {
  open: "",
  won: "won",
  lost: "lost",
  no_decision: "no decision",
  void: "left out",
  hold: "on hold",
};

/** Whether its name says already what a stage means. */
const saidBy = ({ label, category }: Stage): boolean => ["", label.toLowerCase()].includes(words[category]);

export const ProcessCard = ({ workspace }: { readonly workspace: Workspace }) => (
  <Card
    title="The process"
    note="As quarterdeck.yaml declares it; what is won and lost comes from here, never from a label"
  >
    {workspace.process.pipelines.map(({ id, label, object, stages }) => (
      <section key={`${id} ${object}`} className={styles.pipeline}>
        <h3>
          {label}: {object === "lead" ? "leads" : "opportunities"}
        </h3>
        <ol className={styles.stages}>
          {stages.map((stage) => (
            <li key={stage.id} className={`${styles.stage} ${styles[stage.category] ?? ""}`}>
              <span className={styles.dot} aria-hidden="true" />
              {stage.label}
              {stage.qualifying ? <small>qualifies</small> : null}
              {saidBy(stage) ? null : <small>{words[stage.category]}</small>}
            </li>
          ))}
        </ol>
      </section>
    ))}
  </Card>
);
