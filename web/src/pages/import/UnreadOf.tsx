/** What is not read of files as it stands, and what they lack: lines above the names of their columns, columns that every new record needs. */
import type { Unread } from "../../api/imports.ts";
import styles from "./Import.module.css";

interface Props extends Unread {
  readonly isDone: boolean;
}

export const UnreadOf = ({
  titles = [],
  quotes = [],
  renamed = [],
  lacking = [],
  absent = [],
  packed = [],
  isDone,
}: Props) => (
  <>
    {packed.length === 0 ? null : (
      <p className={styles.note}>
        Not read, as in an archive such files are more often something else: {packed.join(", ")}. Unpack it, and choose
        one itself to have it read.
      </p>
    )}
    {titles.map(({ path, from, to }) => (
      <p key={path} className={styles.note}>
        {path}: {from === to ? `line ${from} stands` : `lines ${from} to ${to} stand`} above the names of its columns
        and {from === to ? (isDone ? "was" : "is") : isDone ? "were" : "are"} left out.
      </p>
    ))}
    {quotes.map(({ path, isSpaced, isEscaped }) => (
      <p key={path} className={styles.note}>
        {path}: {isSpaced && "blanks before a cell are taken for no part of it"}
        {isSpaced && isEscaped && ", and "}
        {isEscaped && '\\" within quotes is read as a quote'}, as the whole file is written so.
      </p>
    ))}
    {renamed.map(({ path, column, attribute }) => (
      <p key={JSON.stringify([path, column])} className={styles.note}>
        {path}: {column} is the attribute {attribute}, as an earlier file called it.
      </p>
    ))}
    {lacking.map(({ path, columns }) => (
      <p key={path} className={styles.missing}>
        {path} has no column {columns.map((names) => names.join(" or ")).join(", and none called ")}: without it nothing
        new can be loaded from it. Export it with that.
      </p>
    ))}
    {absent.map(({ path, columns }) => (
      <p key={path} className={styles.note}>
        {path} has no {columns.length === 1 ? "column" : "columns"}{" "}
        {columns.map(({ name, near }) => `${name}${near === null ? "" : ` (${near}?)`}`).join(", ")}, which the mapping
        names: what {columns.length === 1 ? "it" : "they"} would tell stays empty.
      </p>
    ))}
  </>
);
