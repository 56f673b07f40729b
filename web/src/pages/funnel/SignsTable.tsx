/** Why a stage is a bottleneck or none: its three signs beside what is usual there. */
import { filterOf } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { over, withFilters } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import styles from "./Funnel.module.css";
import type { FlowGroup } from "./flow.ts";
import {
  isBottleneck,
  type Sign,
  type SignName,
  type Span,
  signFigure,
  signNames,
  signOf,
  spanText,
  usualText,
} from "./signs.ts";

const heads: Readonly<Record<SignName, string>> = {
  net_inflow: "Came in less left",
  median_days: "Half leave after, days",
  conversion: "Of those that left, went on",
};

const halves = { entered: "came in", left: "left" } as const;

interface Props {
  readonly groups: readonly FlowGroup[];
  readonly ask: Ask;
  readonly span: Span;
}

/** Each opens what it is made of: of those that left, and, of what came in less what left, either list. */
const Figure = ({ sign, row, ask, span }: Pick<Props, "ask" | "span"> & { readonly sign: Sign; readonly row: Row }) => {
  const text = signFigure(sign);
  if (sign.value === null) return text;
  const stage = row.labels.stage ?? "";
  const question = withFilters(over(ask.question, span.from, span.to), [filterOf("stage", row.keys.stage ?? null)]);
  if (sign.name === "net_inflow")
    return (
      <>
        {text}
        {(["entered", "left"] as const).map((part) => (
          <small key={part} className={styles.sign}>
            <FigureButton
              records={{ question, part, title: `${stage}: ${halves[part]} in ${spanText(span)}` }}
              label={`${stage}: ${halves[part]}`}
            >
              {halves[part]}
            </FigureButton>
          </small>
        ))}
      </>
    );
  return (
    <FigureButton
      records={{ question, part: "left", title: `${stage}: left in ${spanText(span)}` }}
      label={`${stage}, ${heads[sign.name].toLowerCase()}: ${text}`}
    >
      {text}
    </FigureButton>
  );
};

export const SignsTable = ({ groups, ask, span }: Props) => (
  <details className={styles.details}>
    <summary>The three signs of each stage</summary>
    <p className={styles.quiet}>
      Of {spanText(span)}. Usual is the mean of the twelve spans of that length before, and two standard deviations on
      either side. Where two of the three are worse than usual, the stage is a bottleneck.
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className={table.scroll} tabIndex={0} aria-label="Signs of a bottleneck by stage">
      <table className={table.table}>
        <caption className="visually-hidden">
          The three signs of a bottleneck, stage by stage, in {spanText(span)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            {signNames.map((name) => [
              <th key={name} scope="col" className={table.number}>
                {heads[name]}
              </th>,
              <th key={`${name} usual`} scope="col">
                Usually
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {groups.flatMap(({ rows }) =>
            rows.map((row) => (
              <tr key={row.keys.stage}>
                <th scope="row">
                  <span>{row.labels.stage}</span>
                  {isBottleneck(row) ? <span className={styles.tag}>bottleneck</span> : null}
                </th>
                {signNames.map((name) => {
                  const sign = signOf(row, name);
                  return [
                    <td key={name} className={table.number}>
                      <span className={sign.isOutside ? styles.outside : undefined}>
                        <Figure sign={sign} row={row} ask={ask} span={span} />
                      </span>
                      {sign.isOutside ? <span className="visually-hidden">, worse than usual</span> : null}
                    </td>,
                    <td key={`${name} usual`} className={table.quiet}>
                      {usualText(sign)}
                    </td>,
                  ];
                })}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  </details>
);
