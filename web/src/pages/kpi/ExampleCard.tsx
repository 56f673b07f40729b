/** The worked example: a small company, its rows, and what must come out. The tests run the very same rows. */
import type { Kpi } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { rangeText } from "../../words/dates.ts";
import { figure, type Writing } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import styles from "./ExampleCard.module.css";
import table from "./Table.module.css";

type Given = Readonly<Record<string, string>>;

/** An instant as one reads it: midnight is its day, and seconds stand only where there are some. */
const instantText = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):(\d\d)Z$/, (_, day: string, time: string, seconds: string) =>
    seconds !== "00" ? `${day} ${time}:${seconds}` : time === "00:00" ? day : `${day} ${time}`,
  );

/** More scroll in place. */
const fewRows = 12;
const tall = `${table.scroll} ${table.tall}`;

const Rows = ({ name, rows }: { readonly name: string; readonly rows: readonly Given[] }) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const box = rows.length > fewRows ? tall : table.scroll;
  const title = capital(name.replaceAll("_", " "));
  return (
    <div>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={box} tabIndex={0} aria-label={`${title} of the example`}>
        <table className={table.table}>
          <caption className="visually-hidden">{title} of the example</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={JSON.stringify(row)}>
                {columns.map((column) => (
                  <td key={column}>{instantText(row[column] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
};

const givesText = (gives: Kpi["example"]["gives"], writing: Writing): string =>
  gives === null || typeof gives === "number"
    ? figure(gives, writing)
    : Object.entries(gives)
        .map(([stage, value]) => `${stage} ${figure(value, writing)}`)
        .join(", ");

export const ExampleCard = ({ kpi }: { readonly kpi: Kpi }) => {
  const writing = useWriting()(kpi.unit);
  const { story, given, from, to, as_of, gives } = kpi.example;
  return (
    <Card title="A worked example" note="Run by the tests, on every engine">
      <div className={styles.example}>
        <p>{story}</p>
        {Object.entries(given).map(([name, rows]) => (
          <Rows key={name} name={name} rows={rows} />
        ))}
        <p className={styles.gives}>
          {rangeText(from, to)}
          {as_of === undefined ? "" : `, as known at ${as_of.slice(0, 10)}`} gives <b>{givesText(gives, writing)}</b>
        </p>
      </div>
    </Card>
  );
};
