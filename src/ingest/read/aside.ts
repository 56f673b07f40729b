/** A file of the rows that an import left out: what is said about each, and how a cell is kept from being taken for a formula and freed again. */
import { quoted, type Sql, sql } from "../../sql/index.ts";

/** Beside the columns of the file that the rows came from; an import of the mended rows leaves them aside. */
export const asideColumns = [
  "rejected_file",
  "rejected_line",
  "rejected_column",
  "rejected_value",
  "rejected_reason",
  "rejected_code",
] as const;

/** What a row has beyond its columns, or what of it could not be told apart; only where there is such a row. */
export const restColumn = "rejected_rest";

export const isAside = (columns: readonly string[]): boolean =>
  asideColumns.every((column) => columns.includes(column));

/** Which columns are the file's own, by their places. */
export const ownColumns = (columns: readonly string[]): readonly number[] => {
  const about: readonly string[] = [...asideColumns, restColumn];
  const isOwn = (column: string): boolean => !isAside(columns) || !about.includes(column);
  return [...columns.keys()].filter((index) => isOwn(columns[index] ?? ""));
};

const guarded = /^'+[=+\-@\t\r]/;

/** A quote before what a spreadsheet could take for a formula is ours; one that was there already gets a second, so that none is lost. */
export const keptText = (text: string): string => (guarded.test(text) ? `'${text}` : text);

export const freedText = (text: string): string => (guarded.test(text) ? text.slice(1) : text);

export const freed = (cell: Sql): Sql =>
  sql`case when regexp_matches(${cell}, ${quoted("^'+[=+\\-@\\t\\r]")}) then substr(${cell}, 2) else ${cell} end`;
