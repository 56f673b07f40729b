/** The records that have one thing wrong, page by page. */
import { Button } from "@mantine/core";
import { findingQuery, useKept } from "../../api/queries.ts";
import type { Finding } from "../../api/types.ts";
import { Asked } from "../../parts/States.tsx";
import { useChangeSearch } from "../../scope/useScope.ts";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import styles from "./Findings.module.css";
import { sharedReason, sharedText } from "./shared.ts";

const pageLength = 25;

const where = ({ file, line, column }: Finding): string =>
  file === null ? "" : `${file}${line === null ? "" : `, line ${line}`}${column === null ? "" : `, ${column}`}`;

/** Those in which anything stands; records of one table stand under its name. */
const columns = (findings: readonly Finding[]) => {
  const tables = new Set(findings.map(({ table }) => table));
  const [only] = tables.size === 1 ? tables : [];
  return [
    { name: only ? capital(only.replaceAll("_", " ")) : "Record", text: ({ record }: Finding) => record ?? "" },
    { name: "Table", text: ({ table }: Finding) => (table === only ? "" : (table ?? "")) },
    { name: "Where", text: where },
    { name: "Value", text: ({ value }: Finding) => value ?? "" },
    { name: "Reason", text: ({ reason }: Finding) => (sharedReason(findings) === null ? reason : "") },
  ].filter(({ text }) => findings.some((one) => text(one) !== ""));
};

interface Props {
  readonly code: string;
  readonly offset: number;
  /** How many there are in all. */
  readonly count: number;
}

export const FindingRecords = ({ code, offset, count }: Props) => {
  const change = useChangeSearch();
  const query = useKept(findingQuery(code, pageLength, offset));
  return (
    <Asked query={query} height={30 * (1 + Math.min(count, pageLength))} isTable>
      {({ findings, total }) => (
        <>
          {sharedReason(findings) === null ? null : (
            <p className={styles.shared}>{sharedText(sharedReason(findings) ?? "")}</p>
          )}
          <div className={styles.table}>
            <table className={sharedReason(findings) === null ? undefined : styles.narrow}>
              <caption className="visually-hidden">Findings of {code}</caption>
              <thead>
                <tr>
                  {columns(findings).map(({ name }) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {findings.map((one) => (
                  <tr key={JSON.stringify(one)}>
                    {columns(findings).map(({ name, text }) => (
                      <td key={name} className={name === "Value" || name === "Record" ? styles.whole : undefined}>
                        {text(one) || "–"}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {total <= pageLength ? null : (
            <div className={styles.pager}>
              <Button
                size="compact-xs"
                variant="default"
                disabled={offset === 0}
                onClick={() => change({ offset: offset - pageLength <= 0 ? undefined : String(offset - pageLength) })}
              >
                Before
              </Button>
              <span>
                {countText(offset + 1)} to {countText(Math.min(total, offset + pageLength))} of {countText(total)}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                disabled={offset + pageLength >= total}
                onClick={() => change({ offset: String(offset + pageLength) })}
              >
                Next
              </Button>
            </div>
          )}
        </>
      )}
    </Asked>
  );
};
