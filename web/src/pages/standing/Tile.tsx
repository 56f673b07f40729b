/** One KPI at a glance: its value, its change with the verdict, its course with the interval, its goal, its meaning. */
import type { ReactNode } from "react";
import { filterOf } from "../../api/question.ts";
import type { Answer, Cell, Kpi, ScorecardLine } from "../../api/types.ts";
import { Change } from "../../parts/Change.tsx";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { lettersOf } from "../../parts/letters.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { Sparkline } from "../../parts/Sparkline.tsx";
import { useNoneWins, useWriting } from "../../parts/useFacts.ts";
import type { Search } from "../../scope/search.ts";
import { figure, figureParts } from "../../words/figures.ts";
import { noWonStage, reasonOf } from "../../words/flags.ts";
import { isFirstOf } from "../../words/verdict.ts";
import { datesBeside } from "./goals.ts";
import { courseOf, headlineOf } from "./headline.ts";
import { Meaning } from "./Meaning.tsx";
import { StageBars } from "./StageBars.tsx";
import styles from "./Tile.module.css";

interface Props {
  readonly kpi: Kpi;
  readonly line: ScorecardLine;
  readonly isWide?: boolean;
  /** What its page is told beside the scope. */
  readonly search?: Search;
  /** More to read the figure against. */
  readonly children?: ReactNode;
}

/** Why there is no figure; of one by stage, why no stage has one. */
const missingIn = ({ kpi, rows }: Answer, cell: Cell) => {
  // That a cell is of costs, a scorecard does not tell by what it has.
  if (kpi === "cost_per_lead") return reasonOf(cell.flags, cell.excluded, { spend_without_leads: null, ...cell.more });
  const ofStages = rows.flatMap(({ flags }) => flags);
  return cell.flags.includes("not_additive") && ofStages.length > 0
    ? reasonOf(ofStages, cell.excluded)
    : reasonOf(cell.flags, cell.excluded, cell.more);
};

/** What was never imported, of the sentences of the answer: "No leads were ever imported." */
const neededText = ({ notes }: Answer): string =>
  notes
    .filter(({ code }) => code === "not_measurable")
    .map(({ message }) => `${message.split(":")[0]}.`)
    .join(" ");

export const Tile = ({ kpi, line, isWide = false, search = {}, children }: Props) => {
  const { answer, goal } = line;
  const trend = courseOf(line);
  const { unit, better } = answer.definition;
  const writing = useWriting()(unit);
  const { cell, row, of } = headlineOf(line);
  const { number, unit: sign } = figureParts(cell.value, writing);
  const isByStage = answer.question.by[0] === "stage" && answer.rows.some(({ value }) => value !== null);
  const noneWins = useNoneWins()(kpi.id) && cell.value !== null;
  const reason = noneWins ? noWonStage : cell.value === null ? missingIn(answer, cell) : null;
  const isUnmeasured = cell.flags.includes("not_measurable");
  const isFirst = isFirstOf(cell);
  return (
    <article className={`${styles.tile} ${isWide ? styles.wide : ""}`} data-kpi={kpi.id}>
      <div className={styles.name}>
        <PageLink
          to={`/kpi/${kpi.id}`}
          className={styles.link}
          search={
            row === null || row !== cell ? search : { ...search, stage: filterOf("stage", row.keys.stage ?? null) }
          }
        >
          {answer.definition.name}
        </PageLink>
        <Meaning kpi={kpi} answer={answer} />
      </div>
      {reason === null ? (
        <div className={styles.value} data-value={cell.value} style={lettersOf(number)}>
          <span>{number}</span>
          {sign === "" ? null : <span className={styles.unit}>{sign}</span>}
          {of === "" ? null : (
            <span className={styles.of} title={of}>
              {of}
            </span>
          )}
        </div>
      ) : (
        <div className={styles.value}>
          <span className={styles.missing} title={reason.long}>
            {reason.short}
          </span>
        </div>
      )}
      <div className={isUnmeasured ? styles.why : styles.change}>
        {isUnmeasured ? neededText(answer) : null}
        {reason !== null ? null : isFirst ? (
          <span>none before</span>
        ) : (
          <Change change={cell.change} better={better} writing={writing} notes={answer.notes} />
        )}
        {cell.previous?.value == null || cell.change === undefined || isFirst || isUnmeasured || noneWins ? null : (
          <span>
            {reason === null ? "vs" : "was"} {figure(cell.previous.value, writing)}
          </span>
        )}
      </div>
      <div className={styles.picture}>
        {isUnmeasured || noneWins ? null : isByStage ? (
          <StageBars
            rows={answer.rows.filter((one) => one.value !== null)}
            told={row}
            writing={writing}
            isNamed={isWide}
          />
        ) : (
          <Sparkline
            points={trend}
            label={`${answer.definition.name} over time: ${trend.map(({ value }) => figure(value, writing)).join(", ")}`}
          />
        )}
        {goal === null ? null : (
          <GoalBar
            attained={goal.value}
            pace={goal.pace}
            target={[figure(goal.target, writing), datesBeside(goal, answer.question)]
              .filter((text) => text !== "")
              .join(", ")}
          />
        )}
        {children}
      </div>
    </article>
  );
};
