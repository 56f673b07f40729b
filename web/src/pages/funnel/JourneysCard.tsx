/** Journeys from the first stage to won: of those that reached each step in the period, how many reached the next in its time. */
import { filterOf } from "../../api/question.ts";
import type { Answer, PartName } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Change } from "../../parts/Change.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Nothing } from "../../parts/States.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { countText, figure, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { withFilters } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import styles from "./Funnel.module.css";
import { LeftOut } from "./LeftOut.tsx";
import { Outcomes, OutcomesLegend } from "./Outcomes.tsx";
import { type Step, stepsIn, youngIn } from "./steps.ts";

interface Props {
  readonly ask: Ask;
  readonly answer: Answer;
}

const wholeScale = [0, 1] as const;

/** Why a step has no share: mostly that all who came so far came too lately. */
const missing = ({ row }: Step): string => {
  const young = youngIn(row);
  return row.n === 0 && young > 0 ? "too young" : reasonOf(row.flags).short.toLowerCase();
};

const StepRow = ({ step, ask, answer, hasYoung }: Props & { readonly step: Step; readonly hasYoung: boolean }) => {
  const { definition, question } = answer;
  const writing = useWriting()(definition.unit);
  const { row, from, to } = step;
  const period = rangeText(question.from, question.to);
  const recordsOf = (part: PartName, words: string): Opened => ({
    question: withFilters(ask.question, [filterOf("stage", row.keys.stage ?? null)]),
    part,
    title: `${from} to ${to}: ${words}, ${period}`,
  });
  const interval = row.value === null ? "" : intervalText(row.interval, writing);
  const text = row.value === null ? missing(step) : figure(row.value, writing);
  const young = youngIn(row);
  const horizon = row.more.horizon_days;
  return (
    <tr>
      <th scope="row" className={styles.step}>
        <bdi>{from}</bdi> <span aria-hidden="true">→</span>
        <span className="visually-hidden">to</span> <bdi>{to}</bdi>
      </th>
      <td className={table.number}>
        <FigureButton
          records={row.n > 0 ? recordsOf("den", "reached it") : null}
          label={`${from}, reached: ${countText(row.den ?? 0)}`}
        >
          {countText(row.den ?? 0)}
        </FigureButton>
      </td>
      <td className={`${table.number} ${row.value === null ? table.quiet : ""}`}>
        <FigureButton
          records={(row.num ?? 0) > 0 ? recordsOf("num", "went on") : null}
          label={`${from} to ${to}: ${text}${interval === "" ? "" : `, ${interval} with 95% confidence`}`}
        >
          {text}
        </FigureButton>
      </td>
      <td className={styles.interval} title={interval === "" ? undefined : `${interval} with 95% confidence`}>
        <RecordsMark records={(row.num ?? 0) > 0 ? recordsOf("num", "went on") : null}>
          <IntervalBar value={row.value} interval={row.interval} scale={wholeScale} />
        </RecordsMark>
      </td>
      {question.compare === undefined ? null : (
        <td>
          <Change change={row.change} better={definition.better} writing={writing} isShort />
        </td>
      )}
      <td className={styles.outcomes}>
        <Outcomes row={row} name={`${from} to ${to}`} recordsOf={recordsOf} />
      </td>
      <td className={table.number}>{typeof horizon === "number" ? `${Math.round(horizon)} d` : ""}</td>
      {hasYoung ? <td className={`${table.number} ${table.quiet}`}>{young === 0 ? "" : countText(young)}</td> : null}
    </tr>
  );
};

export const JourneysCard = ({ ask, answer }: Props) => {
  const { rows, question, notes } = answer;
  const steps = stepsIn(rows);
  const hasYoung = rows.some((row) => youngIn(row) > 0);
  const isEmpty = rows.every((row) => row.n === 0 && youngIn(row) === 0);
  return (
    <Card
      title={steps[0] === undefined ? "Journeys" : `Journeys from ${steps[0].from} to won`}
      note="Of those that first reached a stage in the period, the share that reached the next one, or one beyond, within the days of that step; a lead is followed by its opportunity"
    >
      <LeftOut filters={ask.ignored} />
      {isEmpty ? (
        <Nothing title="No journey reached a stage in this period.">
          {notes.map(({ message }) => message).join(" ")}
        </Nothing>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={table.scroll} tabIndex={0} aria-label="Table of the steps of journeys">
            <table className={table.table}>
              <caption className="visually-hidden">Journeys step by step</caption>
              <thead>
                <tr>
                  <th scope="col">Step</th>
                  <th scope="col" className={table.number}>
                    Reached it
                  </th>
                  <th scope="col" className={table.number}>
                    Went on
                  </th>
                  <th scope="col">95% interval</th>
                  {question.compare === undefined ? null : <th scope="col">Change</th>}
                  <th scope="col">What became of them</th>
                  <th scope="col" className={table.number}>
                    Within
                  </th>
                  {hasYoung ? (
                    <th scope="col" className={table.number}>
                      Too young
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {steps.map((step) => (
                  <StepRow key={step.row.keys.stage} step={step} ask={ask} answer={answer} hasYoung={hasYoung} />
                ))}
              </tbody>
            </table>
          </section>
          <OutcomesLegend />
          {notes.map(({ message }) => (
            <p key={message} className={`${styles.quiet} ${styles.apart}`}>
              {message}
            </p>
          ))}
        </>
      )}
    </Card>
  );
};
