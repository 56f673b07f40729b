/** Opportunities by the month they were created in: how the share won grows with their age. Cells not wholly reached are hatched. */
import { answerQuery, useKept } from "../../api/queries.ts";
import { filterOf } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { placeOf, useCells } from "../../parts/useCells.ts";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { useOpenRecords } from "../../records/useRecords.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { monthText, rangeText } from "../../words/dates.ts";
import { countText, intervalText, percent, shortFigure, type Writing } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { over, withFilters } from "../kpi/asked.ts";
import styles from "./Cohorts.module.css";
import { type Cohort, cohortsIn, isYoung } from "./cohorts.ts";
import { LeftOut } from "./LeftOut.tsx";

interface Props {
  readonly ask: Ask;
  readonly from: string;
  readonly to: string;
}

const cellWords = ({ month }: Cohort, age: string, row: Row, writing: Writing): string => {
  const value = row.value === null ? reasonOf(row.flags).short.toLowerCase() : `${shortFigure(row.value, writing)} won`;
  const interval = row.value === null ? "" : intervalText(row.interval, writing);
  return [
    `Created in ${monthText(month)}, by ${age} days: ${value}`,
    `${countText(row.num ?? 0)} of ${countText(row.den ?? 0)}`,
    ...(interval === "" ? [] : [`${interval} with 95% confidence`]),
    ...(isYoung(row) ? ["not all of them are that old yet"] : []),
  ].join(", ");
};

const Heat = ({
  ages,
  cohorts,
  ask,
  writing,
}: {
  readonly ages: readonly string[];
  readonly cohorts: readonly Cohort[];
  readonly ask: Ask;
  readonly writing: Writing;
}) => {
  const open = useOpenRecords();
  const { table, onKeyDown, at, setAt } = useCells(placeOf(0, 0));
  const most = Math.max(
    Number.EPSILON,
    ...cohorts.flatMap((cohort) => [...cohort.at.values()].map(({ value }) => value ?? 0)),
  );
  const show = (cohort: Cohort, age: string, row: Row): void => {
    const isWon = (row.num ?? 0) > 0;
    const month = monthText(cohort.month);
    open({
      question: withFilters(over(ask.question, cohort.month, cohort.to), isWon ? [filterOf("age", age)] : []),
      part: isWon ? "num" : "den",
      title: isWon ? `Created in ${month}, won by ${age} days` : `Created in ${month}`,
    });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Heat map of cohorts">
        <table ref={table} className={styles.heat} onKeyDown={onKeyDown}>
          <caption className="visually-hidden">Share won by month of creation and days since</caption>
          <thead>
            <tr>
              <th scope="col">Created in</th>
              <th scope="col" className={styles.count}>
                Number
              </th>
              {ages.map((age, index) => (
                <th key={age} scope="col" className={styles.age}>
                  {age}
                  {index === 0 ? " d" : ""}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort, down) => (
              <tr key={cohort.month}>
                <th scope="row">{monthText(cohort.month)}</th>
                <td className={styles.count}>
                  <FigureButton
                    records={{
                      question: over(ask.question, cohort.month, cohort.to),
                      part: "den",
                      title: `Created in ${monthText(cohort.month)}`,
                    }}
                    label={`Created in ${monthText(cohort.month)}: ${countText(cohort.n)}`}
                  >
                    {countText(cohort.n)}
                  </FigureButton>
                </td>
                {ages.map((age, right) => {
                  const row = cohort.at.get(age);
                  if (row === undefined) return <td key={age} />;
                  const place = placeOf(down, right);
                  const words = cellWords(cohort, age, row, writing);
                  return (
                    <td key={age}>
                      <button
                        type="button"
                        className={styles.cell}
                        style={{ ["--share" as string]: `${Math.round(((row.value ?? 0) / most) * 55)}%` }}
                        data-young={isYoung(row) ? "" : undefined}
                        data-none={row.value === null ? "" : undefined}
                        {...at(place)}
                        aria-label={`${words}. Show the records`}
                        title={words}
                        onClick={() => {
                          setAt(place);
                          show(cohort, age, row);
                        }}
                      >
                        {row.value === null ? (isYoung(row) ? "" : "–") : shortFigure(row.value, writing)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.legend}>
        {most === Number.EPSILON ? (
          <span>none won</span>
        ) : (
          <span className={styles.key}>
            0%
            <span className={styles.scale} aria-hidden="true" />
            {percent(most, 0)} won
          </span>
        )}
        <span className={styles.key}>
          <span className={styles.young} aria-hidden="true" />
          not all of the month are that old yet: still to change
        </span>
      </p>
    </>
  );
};

export const CohortsCard = ({ ask, from, to }: Props) => {
  const writing = useWriting()("ratio");
  const query = useKept(answerQuery({ ...over(ask.question, from, to), grain: "month" }));
  return (
    <Card
      title="Opportunities by month of creation"
      note={`The share won by their days since creation, ${rangeText(from, to)}; losing ends a chance, what is open is still watched`}
    >
      <LeftOut filters={ask.ignored} />
      <Asked query={query} height={380}>
        {({ rows, notes, question }) => {
          const { ages, cohorts } = cohortsIn(rows, question.to);
          return cohorts.length === 0 ? (
            <Nothing title="No opportunities were created in these months.">
              {notes.map(({ message }) => message).join(" ")}
            </Nothing>
          ) : (
            <Heat ages={ages} cohorts={cohorts} ask={ask} writing={writing} />
          );
        }}
      </Asked>
    </Card>
  );
};
