/** Whether the goals of the whole will be met: each with where it heads at today's pace, in one word. */
import type { Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { useCatalogue, useWhose, useWriting } from "../../parts/useFacts.ts";
import { figure, shortFigure } from "../../words/figures.ts";
import { figureOf } from "../../words/goals.ts";
import { isolated } from "../../words/isolated.ts";
import styles from "./GoalsAhead.module.css";
import { isGood, isJudged, isRunning, namesIn, type Outcome, outcomeOf } from "./goals.ts";

const longest = 7;

const toneOf = (outcome: Outcome): string | undefined =>
  isJudged(outcome) ? (isGood(outcome) ? styles.good : styles.bad) : styles.open;

const summary = (rows: readonly Row[]): string => {
  const [running, over] = [rows.filter(isRunning), rows.filter((row) => !isRunning(row))];
  const goodOf = (some: readonly Row[]): string =>
    `${some.map(outcomeOf).filter((outcome) => isJudged(outcome) && isGood(outcome)).length} of ${some.length}`;
  const isTold = (some: readonly Row[]): boolean => some.map(outcomeOf).some(isJudged);
  if (running.length === 0)
    return isTold(over) ? `${goodOf(over)} ${over.length === 1 ? "was" : "were"} met` : "It is not known";
  const ahead = isTold(running) ? `At today's pace ${goodOf(running)} will be met` : "It is too early to say";
  return over.length === 0 || !isTold(over) ? ahead : `${ahead}; of those that are over ${goodOf(over)} were`;
};

const Heading = ({ row }: { readonly row: Row }) => {
  const writing = useWriting()(figureOf(useCatalogue(), row).unit);
  const { projected_end: projected } = row.more;
  const goal = shortFigure(row.den, writing);
  return (
    <span className={styles.values}>
      {isRunning(row) && typeof projected === "number"
        ? `heads for ${shortFigure(writing.unit === "count" ? Math.round(projected) : projected, writing)} of ${goal}`
        : `${figure(row.num, writing)}, goal ${figure(row.den, writing)}`}
    </span>
  );
};

export const GoalsAhead = ({ rows }: { readonly rows: readonly Row[] }) => {
  const names = namesIn(useCatalogue(), rows, useWhose());
  return (
    <Card
      title={rows.some(isRunning) ? "Will we meet our goals?" : "Did we meet our goals?"}
      note={summary(rows)}
      label="Goals and whether they are met"
    >
      <ul className={styles.list}>
        {rows.slice(0, longest).map((row, index) => {
          const outcome = outcomeOf(row);
          const { kpi = "", variant = "default" } = row.labels;
          return (
            <li key={row.keys.goal}>
              <PageLink
                to={`/kpi/${kpi}`}
                className={styles.line}
                {...(variant === "default" ? {} : { search: { variant } })}
              >
                <span className={styles.name}>{isolated(names[index] ?? "")}</span>
                <Heading row={row} />
                <span className={`${styles.outcome} ${toneOf(outcome)}`}>{outcome}</span>
              </PageLink>
            </li>
          );
        })}
      </ul>
      {rows.length > longest ? (
        <PageLink to="/goals" className={styles.rest}>
          {rows.length - longest} more
        </PageLink>
      ) : null}
    </Card>
  );
};
