/** What was found about the rows, by reason, with where it stands and what to do. */
import type { Outcome, Reason } from "../../api/imports.ts";
import type { Finding } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { countText } from "../../words/figures.ts";
import { capital, tableName } from "../../words/names.ts";
import styles from "./Import.module.css";
import { fieldName, rowsText } from "./words.ts";

interface Props {
  readonly findings: Outcome["findings"];
  readonly rejected: number;
  readonly reasons: readonly Reason[];
  /** Whether it is loaded. */
  readonly isDone: boolean;
  /** Whether there is a page that shows each of them. */
  readonly isLinked?: boolean;
}

const placeOf = ({ file, line, table, record, column, value }: Finding): string => {
  const place =
    file === null
      ? [table === null ? "" : tableName(table), record ?? ""].join(" ").trim()
      : `${file}${line === null ? "" : `, line ${countText(line)}`}`;
  const cell = [column === null ? "" : fieldName(column).toLowerCase(), value ?? ""].join(" ").trim();
  return cell === "" ? place : `${place}: ${cell}`;
};

const leftOutText = (rows: number, isDone: boolean): string =>
  rows === 0
    ? "No row is left out."
    : `${rowsText(rows)} of the files ${rows === 1 ? (isDone ? "was" : "would be") : isDone ? "were" : "would be"} left out.`;

type Listed = Pick<Props, "findings" | "reasons" | "isLinked"> & { readonly label: string };

const ReasonList = ({ findings, reasons, isLinked = false, label }: Listed) => (
  <ul className={styles.reasons} aria-label={label}>
    {findings.map(({ code, count, examples }) => {
      const words = reasons.find((one) => one.code === code);
      return (
        <li key={code}>
          <span className={styles.count}>{countText(count)}</span>
          <div>
            {isLinked ? (
              <PageLink to="/data" search={{ finding: code }}>
                {words?.meaning ?? capital(code)}
              </PageLink>
            ) : (
              (words?.meaning ?? capital(code))
            )}
            {examples.slice(0, 2).map((example) => (
              <small key={`${example.file} ${example.line} ${example.record} ${example.column}`}>
                {placeOf(example)}
                {example.reason === "" ? "" : `: ${example.reason}`}
              </small>
            ))}
            {words === undefined ? null : <small>{words.remedy}</small>}
          </div>
        </li>
      );
    })}
  </ul>
);

export const Reasons = ({ findings, rejected, reasons, isDone, isLinked = false }: Props) => (
  <>
    <p className={styles.note}>{leftOutText(rejected, isDone)}</p>
    {findings.length === 0 ? null : (
      <ReasonList findings={findings} reasons={reasons} isLinked={isLinked} label="What was found, by reason" />
    )}
  </>
);

/** Found once, and true of every figure: they come before what is found of many records. */
const ofEverything = ["no_won_stage", "one_outcome", "undeclared_pipeline", "undeclared_stage"];

const worstFirst = (findings: Props["findings"]): Props["findings"] =>
  findings.toSorted(
    (one, other) => Number(ofEverything.includes(other.code)) - Number(ofEverything.includes(one.code)),
  );

/** As many kinds are told of one by one. */
const most = 8;

/** What is wrong with the data as a whole, now that these files are in it: no row of theirs says it. */
export const FoundInAll = ({
  findings,
  reasons,
  isLinked = false,
}: Pick<Props, "findings" | "reasons" | "isLinked">) =>
  findings.length === 0 ? null : (
    <Card title="Found in the data" note="Of all records together, as they are known now">
      <ReasonList
        findings={worstFirst(findings).slice(0, most)}
        reasons={reasons}
        isLinked={isLinked}
        label="What was found in the data, by reason"
      />
      {findings.length <= most ? null : (
        <p className={styles.note}>
          {findings.length - most} more {findings.length - most === 1 ? "kind" : "kinds"} of finding{" "}
          {findings.length - most === 1 ? "is" : "are"} on the Data page.
        </p>
      )}
    </Card>
  );
