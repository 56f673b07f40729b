/** What is common to the rows of every kind of file: a table or view of texts `c1, c2, ...` with the line of each. */
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { name, quoted, type Sql, sql } from "../../sql/index.ts";
import type { InputFile } from "./files.ts";
import type { PlainDates } from "./plain-dates.ts";
import type { Quoting } from "./quoting.ts";
import type { Staging } from "./staging.ts";

export interface RawTable {
  readonly file: InputFile;
  /** Name of a table with columns `c1 ... cn` (texts, null when empty) and `line`. */
  readonly relation: string;
  /** As the file calls them; `columns[0]` is `c1`. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Rows that could not be read. */
  readonly findings: number;
  readonly encoding: string;
  readonly delimiter: string | null;
  /** Lines of titles above the names, left out. */
  readonly titles?: { readonly from: number; readonly to: number };
  /** How its quotes are written, where not as in nearly all files. */
  readonly quoting?: Quoting;
  /** The engine read it as it stands: delimited UTF-8, not packed, each line a row. */
  readonly isPlain?: boolean;
}

export const rawColumn = (index: number): Sql => name(`c${index + 1}`);

export interface RawOptions {
  /** The only table that the file fills: its findings say so. */
  readonly table: string | null;
  /** The rows are read once only: a view does, without a copy in the staging. */
  readonly once: boolean;
  /** Hand the engine our own clean copy even of a clean file. */
  readonly copy?: boolean;
  /** Sees the dates of a clean file. */
  readonly dates?: PlainDates;
}

export const dropRaw = ({ relation }: RawTable, { once }: RawOptions, { session }: Staging): Promise<void> =>
  session.run(once ? sql`drop view ${name(relation)}` : sql`drop table ${name(relation)}`);

export const makeRaw = (relation: string, { once }: RawOptions, query: Sql, { session }: Staging): Promise<void> =>
  session.run(once ? sql`create view ${name(relation)} as ${query}` : sql`create table ${name(relation)} as ${query}`);

export const rowCount = async (session: Session, relation: string): Promise<number> => {
  const [row] = await session.rows<{ n: number }>(sql`select count(*)::double as n from ${name(relation)}`);
  return row?.n ?? 0;
};

// Told that lines end with '\r\n', the engine reads nothing and says nothing: of the user's files it finds out itself.
export const csvOptions = (
  separator: string,
): Sql => sql`auto_detect = false, delim = ${quoted(separator)}, quote = '"', escape = '"',
  nullstr = '', strict_mode = true, null_padding = false, ignore_errors = false, max_line_size = 40000000, buffer_size = 40000000, parallel = false`;

/** Of a text that we wrote, whose cells may hold other line ends than its lines: the engine would take the first that it meets for theirs. */
export const ownCsvOptions = (separator: string): Sql => sql`${csvOptions(separator)}, new_line = '\\n'`;

/** The engine has no way to say that a path is no pattern, but a class of one character is that character. */
export const globless = (path: string): string => path.replaceAll(/[*?[]/g, (character) => `[${character}]`);

export const refused = (file: InputFile, reason: string, remedy: string) =>
  new Problem("file_unreadable", { path: file.name, line: null, reason, remedy });
