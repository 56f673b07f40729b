/** What the number means: its formula, its kind, what is left out of it, and what to know about it. */
import type { Answer } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { countText } from "../../words/figures.ts";
import { exclusionText } from "../../words/flags.ts";
import { inWords } from "../../words/more.ts";
import { capital } from "../../words/names.ts";
import type { AskedKpi } from "./asked.ts";
import styles from "./MeaningCard.module.css";

const types = {
  flow: "A flow: what happened in the period.",
  stock: "A stock: what stands at the end of the period.",
  cohort: "A cohort: what became of those that began in the period. The young are left out until they are old enough.",
  goal: "One figure for each goal.",
} as const;

const additivities = {
  additive: "Periods and groups add up.",
  semi_additive: "Groups add up, periods do not.",
  non_additive: "Neither periods nor groups add up: a total is made from its records, never from its parts.",
} as const;

const directions = { higher: "Higher is better.", lower: "Lower is better." } as const;

export const MeaningCard = ({
  asked: { kpi, variant },
  answer,
}: {
  readonly asked: AskedKpi;
  readonly answer: Answer;
}) => {
  const { definition, total, notes } = answer;
  const left = Object.entries(total.excluded).filter(([, count]) => count > 0);
  return (
    <Card title="What it means">
      <div className={styles.meaning}>
        <p>{kpi.meaning}</p>
        <p className={styles.formula}>{definition.formula}</p>
        <p>{inWords(variant.meaning, kpi.variants)}</p>
        <p className={styles.kind}>
          {types[definition.type]} {definition.better === null ? "" : directions[definition.better]}{" "}
          {additivities[definition.additivity]} Definition {kpi.id}, version {definition.version}.
        </p>
        {kpi.type === "goal" ? null : (
          <>
            <h3>Left out</h3>
            {left.length === 0 ? (
              <p className={styles.kind}>Nothing that would fall into the period is left out.</p>
            ) : (
              <ul className={styles.left}>
                {left.map(([reason, count]) => (
                  <li key={reason}>
                    <b>{countText(count)}</b>
                    <span>{exclusionText(reason)}</span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
        {notes.length === 0 ? null : (
          <>
            <h3>To know</h3>
            <ul className={styles.notes}>
              {notes.map(({ message }) => (
                <li key={message}>{capital(message)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
};
