/** What became, or would become, of the rows of each table. */
import type { TableCounts } from "../../api/imports.ts";
import { countText } from "../../words/figures.ts";
import { tableName } from "../../words/names.ts";
import table from "../kpi/Table.module.css";
import styles from "./Import.module.css";

const columns = [
  ["read", "Read"],
  ["new", "New"],
  ["changed", "Changed"],
  ["unchanged", "Unchanged"],
  ["rejected", "Left out"],
] as const;

/** A table that the files say nothing of has no line. */
const isRead = (counts: TableCounts): boolean => columns.some(([key]) => counts[key] > 0);

export const Counts = ({ tables, caption }: { readonly tables: readonly TableCounts[]; readonly caption: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section className={table.scroll} tabIndex={0} aria-label={caption}>
    <table className={`${table.table} ${styles.counts}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Table</th>
          {columns.map(([key, name]) => (
            <th key={key} scope="col" className={table.number}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tables.filter(isRead).map((counts) => (
          <tr key={counts.table}>
            <th scope="row">{tableName(counts.table)}</th>
            {columns.map(([key]) => (
              <td key={key} className={`${table.number} ${counts[key] === 0 ? table.quiet : ""}`}>
                {counts[key] === 0 ? "–" : countText(counts[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
