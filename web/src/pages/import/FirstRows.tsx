/** The first rows of a file, as they stand in it. */
import type { PreviewedFile } from "../../api/imports.ts";
import table from "../kpi/Table.module.css";
import styles from "./Import.module.css";

export const FirstRows = ({ file, isOpen }: { readonly file: PreviewedFile; readonly isOpen: boolean }) =>
  file.preview.length === 0 ? null : (
    <details className={styles.details} open={isOpen}>
      <summary>First rows</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={table.scroll} tabIndex={0} aria-label={`First rows of ${file.file}`}>
        <table className={`${table.table} ${styles.first}`}>
          <caption className="visually-hidden">First rows of {file.file}</caption>
          <thead>
            <tr>
              {file.columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name that is their own
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.preview.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in their order
              <tr key={line}>
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={index}>{cell === "" ? <span className={table.quiet}>–</span> : cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
