/** Leads by the month they were created in: the share that became a qualified opportunity in the time that takes. */
import { answerQuery, useKept } from "../../api/queries.ts";
import type { Answer, Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { monthText, rangeText } from "../../words/dates.ts";
import { countText, figure, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { over } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import styles from "./Funnel.module.css";
import { LeftOut } from "./LeftOut.tsx";
import { youngIn } from "./steps.ts";

interface Props {
  readonly ask: Ask;
  readonly from: string;
  readonly to: string;
}

const Month = ({
  row,
  to,
  ask,
  answer,
  scale,
  hasYoung,
}: {
  readonly row: Row;
  readonly to: string;
  readonly ask: Ask;
  readonly answer: Answer;
  readonly scale: readonly [number, number];
  readonly hasYoung: boolean;
}) => {
  const writing = useWriting()(answer.definition.unit);
  const from = row.period ?? answer.question.from;
  const month = monthText(from);
  const young = youngIn(row);
  const interval = row.value === null ? "" : intervalText(row.interval, writing);
  const text =
    row.value === null
      ? row.n === 0 && young > 0
        ? "too young"
        : reasonOf(row.flags).short.toLowerCase()
      : figure(row.value, writing);
  const records = (part: "num" | "den", words: string) => ({
    question: over(ask.question, from, to),
    part,
    title: `Leads of ${month}: ${words}`,
  });
  return (
    <tr>
      <th scope="row">{month}</th>
      <td className={table.number}>
        <FigureButton
          records={row.n > 0 ? records("den", "old enough") : null}
          label={`Leads of ${month}: ${countText(row.n)}`}
        >
          {countText(row.n)}
        </FigureButton>
      </td>
      <td className={`${table.number} ${row.value === null ? table.quiet : ""}`}>
        <FigureButton
          records={(row.num ?? 0) > 0 ? records("num", "converted") : null}
          label={`Leads of ${month} that were converted: ${text}${interval === "" ? "" : `, ${interval} with 95% confidence`}`}
        >
          {text}
        </FigureButton>
      </td>
      <td className={styles.narrow} title={interval === "" ? undefined : `${interval} with 95% confidence`}>
        <RecordsMark records={(row.num ?? 0) > 0 ? records("num", "converted") : null}>
          <IntervalBar value={row.value} interval={row.interval} scale={scale} whole={answer.total.value} />
        </RecordsMark>
      </td>
      {hasYoung ? <td className={`${table.number} ${table.quiet}`}>{young === 0 ? "" : countText(young)}</td> : null}
    </tr>
  );
};

export const LeadCohortsCard = ({ ask, from, to }: Props) => {
  const query = useKept(answerQuery({ ...over(ask.question, from, to), grain: "month" }));
  const horizon = query.data?.total.more.horizon_days;
  return (
    <Card
      title="Leads by month of creation"
      note={`The share that became a qualified opportunity${typeof horizon === "number" ? ` within ${Math.round(horizon)} days` : ""}, ${rangeText(from, to)}; the dashed line is the whole`}
    >
      <LeftOut filters={ask.ignored} />
      <Asked query={query} height={380}>
        {(answer) => {
          const rows = answer.rows.filter((row) => row.n > 0 || youngIn(row) > 0);
          const scale = scaleOf(rows, true);
          const hasYoung = rows.some((row) => youngIn(row) > 0);
          return rows.length === 0 ? (
            <Nothing title="No leads were created in these months." />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            <section className={table.scroll} tabIndex={0} aria-label="Table of leads by month">
              <table className={table.table}>
                <caption className="visually-hidden">Lead conversion by month of creation</caption>
                <thead>
                  <tr>
                    <th scope="col">Created in</th>
                    <th scope="col" className={table.number}>
                      Leads
                    </th>
                    <th scope="col" className={table.number}>
                      Converted
                    </th>
                    <th scope="col">95% interval</th>
                    {hasYoung ? (
                      <th scope="col" className={table.number}>
                        Too young
                      </th>
                    ) : null}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const next = answer.rows[answer.rows.indexOf(row) + 1]?.period ?? answer.question.to;
                    return (
                      <Month
                        key={row.period}
                        row={row}
                        to={next}
                        ask={ask}
                        answer={answer}
                        scale={scale}
                        hasYoung={hasYoung}
                      />
                    );
                  })}
                </tbody>
              </table>
            </section>
          );
        }}
      </Asked>
    </Card>
  );
};
