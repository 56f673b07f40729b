/** Who waits how long for a first answer, beside how they were followed up, what they said and what became of them. */
import { filterOf } from "../../api/question.ts";
import type { Answer, Cell } from "../../api/types.ts";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { mainPart } from "../../records/part.ts";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { countText, figure, percent } from "../../words/figures.ts";
import { dimensionName } from "../../words/names.ts";
import { standingOf } from "../../words/standing.ts";
import { withFilters } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import styles from "./Campaigns.module.css";
import { Judged } from "./Judged.tsx";
import { originName } from "./origins.ts";
import { membersOf, sorted } from "./table.ts";
import { waitsOf } from "./waits.ts";

export interface Of {
  readonly ask: Ask;
  readonly answer: Answer;
}

const waitWords = { inTime: "in the agreed time", later: "later", never: "not yet" } as const;
const waits = Object.keys(waitWords) as readonly (keyof typeof waitWords)[];

const WaitBar = ({ cell }: { readonly cell: Cell | undefined }) => {
  const parts = waitsOf(cell);
  if (parts === null) return <span className={styles.missing}>–</span>;
  const words = waits.map((wait) => `${percent(parts[wait])} ${waitWords[wait]}`).join(", ");
  return (
    <span className={styles.waits} role="img" aria-label={words} title={words}>
      {waits.map((wait) => (
        <span key={wait} data-wait={wait} style={{ width: `${parts[wait] * 100}%` }} />
      ))}
    </span>
  );
};

export const WaitLegend = () => (
  <p className={styles.legend}>
    First answer:
    {waits.map((wait) => (
      <span key={wait}>
        <span className={styles.swatch} data-wait={wait} />
        {waitWords[wait]}
      </span>
    ))}
  </p>
);

interface RowProps {
  readonly name: string;
  /** `null`: the whole. */
  readonly filter: string | null;
  readonly member: string | null;
  readonly cellOf: (of: Of) => Cell | undefined;
  readonly leads: Of;
  readonly response: Of;
  readonly judged: readonly Of[];
  readonly scales: readonly (readonly [number, number])[];
  /** Whether nine in ten have been answered, so that their wait is known. */
  readonly hasTail: boolean;
}

const Row = ({ name, filter, member, cellOf, leads, response, judged, scales, hasTail }: RowProps) => {
  const writing = useWriting();
  const recordsOf = ({ ask, answer }: Of, cell: Cell | undefined, what: string): Opened | null =>
    cell === undefined || cell.n === 0
      ? null
      : {
          question: withFilters(ask.question, filter === null ? [] : [filter]),
          part: mainPart(cell, answer.definition.unit),
          title: `${what}, ${name}, ${rangeText(answer.question.from, answer.question.to)}`,
        };
  const all = cellOf(leads);
  const wait = cellOf(response);
  const share = wait?.more.share_answered;
  return (
    <tr data-member={member ?? "none"}>
      <th scope="row">
        <span>{name}</span>
      </th>
      <td className={table.number} data-figure="leads">
        <FigureButton
          records={
            all === undefined || (all.num ?? 0) === 0
              ? null
              : { ...(recordsOf(leads, all, "Leads") as Opened), part: "num" }
          }
          label={`Leads, ${name}: ${countText(all?.num ?? 0)}`}
        >
          {countText(all?.num ?? 0)}
        </FigureButton>
      </td>
      <td className={styles.wait}>
        <WaitBar cell={wait} />
      </td>
      <td className={table.number} data-figure="answered">
        <FigureButton
          records={recordsOf(response, wait, "Answered leads")}
          label={`Answered, ${name}: ${share == null ? "–" : percent(share)}`}
        >
          {share == null ? "–" : percent(share)}
        </FigureButton>
      </td>
      <td className={table.number}>{figure(wait?.more.working_median ?? null, writing("hours"))}</td>
      {hasTail ? <td className={table.number}>{figure(wait?.more.working_p90 ?? null, writing("hours"))}</td> : null}
      {judged.map((of, index) => {
        const cell = cellOf(of);
        const { unit, better, name: title } = of.answer.definition;
        const whole = of.answer.total.value;
        return [
          <td
            key={of.ask.kpi.id}
            className={`${table.number} ${pictured.has(of.ask.kpi.id) ? styles.tight : ""}`}
            data-figure={of.ask.kpi.id}
          >
            <Judged
              cell={cell}
              value={cell?.value ?? null}
              standing={filter === null ? "unknown" : standingOf(cell, whole, better)}
              whole={whole}
              writing={writing(unit)}
              name={`${title}, ${name}`}
              records={recordsOf(of, cell, title)}
            />
          </td>,
          pictured.has(of.ask.kpi.id) ? (
            <td key={`${of.ask.kpi.id} bar`} className={styles.narrow}>
              {cell?.value == null ? null : (
                <RecordsMark records={recordsOf(of, cell, title)}>
                  <IntervalBar
                    value={cell.value}
                    interval={cell.interval}
                    scale={scales[index] ?? [0, 1]}
                    whole={whole}
                  />
                </RecordsMark>
              )}
            </td>
          ) : null,
        ];
      })}
    </tr>
  );
};

/** Those that have a picture of their interval beside them. */
const pictured = new Set(["follow_up_rate", "lead_conversion"]);

const heads: Readonly<Record<string, string>> = {
  response_time: "Response",
  follow_up_rate: "Follow-up",
  response_sentiment: "Positive responses",
  lead_conversion: "Conversion",
};

export const WaitTable = ({
  dimension,
  leads,
  response,
  judged,
}: Pick<RowProps, "leads" | "response" | "judged"> & { readonly dimension: string }) => {
  const column = { of: "den", head: null, unit: "count", part: "den", isJudged: false, hasBar: false } as const;
  const columns = [leads, response, ...judged].map(({ ask, answer }, index) => ({
    column: { ...column, id: String(index), kpi: ask.kpi.id },
    answer,
  }));
  const members = sorted(
    membersOf(columns.slice(0, 1), dimension).filter(({ cells }) => (cells.get("0")?.num ?? 0) > 0),
    columns.map((one) => one.column),
    { by: "0", isFalling: true },
  );
  const scales = judged.map(({ answer }) => scaleOf(answer.rows, false));
  const hasTail = response.answer.total.more.working_p90 != null;
  const rows = { leads, response, judged, scales, hasTail };
  const label = `How leads are answered, by ${dimensionName(dimension)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={table.scroll} tabIndex={0} aria-label={label}>
      <table className={`${table.table} ${styles.table}`}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={table.number}>
              Leads
            </th>
            <th scope="col">First answer</th>
            <th scope="col" className={table.number}>
              Answered
            </th>
            <th
              scope="col"
              className={table.number}
              title="In working hours, of all leads: the unanswered are still waiting"
            >
              Half within
            </th>
            {hasTail ? (
              <th
                scope="col"
                className={table.number}
                title="In working hours, of all leads: the unanswered are still waiting"
              >
                Nine in ten
              </th>
            ) : null}
            {judged.map(({ ask, answer }) => (
              <th
                key={ask.kpi.id}
                scope="col"
                colSpan={pictured.has(ask.kpi.id) ? 2 : 1}
                className={pictured.has(ask.kpi.id) ? styles.pair : table.number}
                title={answer.definition.formula}
              >
                {heads[ask.kpi.id] ?? answer.definition.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map(({ key, name }) => (
            <Row
              {...rows}
              key={key}
              member={key}
              name={dimension === "origin" && key !== null ? originName(name) : name}
              filter={filterOf(dimension, key)}
              cellOf={({ answer }) => answer.rows.find(({ keys }) => (keys[dimension] ?? null) === key)}
            />
          ))}
        </tbody>
        <tfoot>
          <Row {...rows} member="all" name="All" filter={null} cellOf={({ answer }) => answer.total} />
        </tfoot>
      </table>
    </section>
  );
};
