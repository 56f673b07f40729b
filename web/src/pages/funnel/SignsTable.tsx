/** Why a stage is a bottleneck or none: its three signs beside what is usual there. */
import table from "../kpi/Table.module.css";
import styles from "./Funnel.module.css";
import type { FlowGroup } from "./flow.ts";
import { isBottleneck, type SignName, signFigure, signNames, signOf, usualText } from "./signs.ts";

const heads: Readonly<Record<SignName, string>> = {
  net_inflow: "Came in less left",
  median_days: "Half leave after, days",
  conversion: "Of those that left, went on",
};

interface Props {
  readonly groups: readonly FlowGroup[];
  readonly recent: string;
}

export const SignsTable = ({ groups, recent }: Props) => (
  <details className={styles.details}>
    <summary>The three signs of each stage</summary>
    <p className={styles.quiet}>
      Of {recent}. Usual is the mean of the twelve spans of that length before, and two standard deviations on either
      side. Where two of the three are worse than usual, the stage is a bottleneck.
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className={table.scroll} tabIndex={0} aria-label="Signs of a bottleneck by stage">
      <table className={table.table}>
        <caption className="visually-hidden">The three signs of a bottleneck, stage by stage, in {recent}</caption>
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
                  {row.labels.stage}
                  {isBottleneck(row) ? <span className={styles.tag}>bottleneck</span> : null}
                </th>
                {signNames.map((name) => {
                  const sign = signOf(row, name);
                  return [
                    <td key={name} className={table.number}>
                      <span className={sign.isOutside ? styles.outside : undefined}>{signFigure(sign)}</span>
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
