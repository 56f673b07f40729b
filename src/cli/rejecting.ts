/** The rows that an import left out, written as they stand in their files, each with the reasons: mended there, they can be imported. */
import { type FileHandle, open } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Session } from "../engines/index.ts";
import { setRejectedAside } from "../ingest/load/index.ts";
import { type GivenFile, inputFiles } from "../ingest/read/files.ts";
import { asideColumns, keptText, type OriginalRow, originalRows, restColumn } from "../ingest/read/index.ts";
import { name, quoted, type Sql, sql, whole } from "../sql/index.ts";
import { remove } from "../storage/durable.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { csvLines } from "../wording/csv.ts";
import type { RejectedFile } from "./parts.ts";
import { Usage } from "./usage.ts";

interface Reason extends Record<string, string | number | null> {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly code: string;
}

/** The rows of one file, and what is said of each, in a Parquet file that `setRejectedAside` wrote. */
interface Aside {
  readonly session: Session;
  readonly spool: string;
  readonly file: string;
}

const fromSpool = ({ spool, file }: Aside): Sql => sql`read_parquet(${quoted(spool)}) where file = ${file}`;

const linesOf = async (aside: Aside): Promise<ReadonlySet<number>> => {
  const { columns } = await aside.session.columns(
    sql`select distinct line::double from ${fromSpool(aside)} and rejects`,
  );
  return new Set(Array.from(columns[0] ?? [], Number));
};

const hasUnreadable = async (aside: Aside): Promise<boolean> => {
  const codes = sql`'ragged_row', 'bad_quote', 'field_too_long', 'bad_json'`;
  const [found] = await aside.session.rows<{ n: number }>(
    sql`select count(*)::integer as n from ${fromSpool(aside)} and code in (${codes})`,
  );
  return (found?.n ?? 0) > 0;
};

/** What left the row out comes first. */
const told = (column: string): Sql =>
  sql`string_agg(coalesce(${name(column)}, ''), '; ' order by rejects desc, column_name, code, reason)`;

const reasonsOf = async (aside: Aside, rows: readonly OriginalRow[]): Promise<ReadonlyMap<number, Reason>> => {
  const lines = rows.map(({ line }) => line);
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  const found = await aside.session.rows<Reason>(
    sql`select line::double as line, ${told("column_name")} as "column", ${told("value")} as value, ${told("reason")} as reason, ${told("code")} as code from (select distinct line, code, column_name, value, reason, rejects from ${fromSpool(aside)} and line between ${whole(first)} and ${whole(last)}) group by line`,
  );
  return new Map(found.map((reason) => [reason.line, reason]));
};

const writeRows = async (
  aside: Aside,
  lines: ReadonlySet<number>,
  given: GivenFile,
  out: FileHandle,
): Promise<void> => {
  const withRest = await hasUnreadable(aside);
  let origin = aside.file;
  const [input] = await inputFiles([given]);
  if (input === undefined) return;
  await originalRows(aside.session, input, lines, {
    onColumns: async (columns, from) => {
      origin = from ?? origin;
      await out.writeFile(csvLines([[...columns, ...(withRest ? [restColumn] : []), ...asideColumns]]));
    },
    onRows: async (rows) => {
      if (rows.length === 0) return;
      const reasons = await reasonsOf(aside, rows);
      const told = rows.map(({ line, cells, rest }) => {
        const said = reasons.get(line);
        return [
          ...[...cells, ...(withRest ? [rest] : [])].map(keptText),
          ...[origin, line, said?.column, said?.value, said?.reason, said?.code],
        ];
      });
      await out.writeFile(csvLines(told));
    },
  });
};

/** `rejected.csv`, and for the rows of a second file `rejected-2.csv`: rows of two files have not the same columns. */
const nameOf = (to: string, place: number): string => {
  if (place === 0) return to;
  const ending = extname(to);
  return `${to.slice(0, to.length - ending.length)}-${place + 1}${ending}`;
};

const openNew = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new Usage(`${path} is there already.`, "Name another file with --rejected FILE, or remove it.");
    throw error;
  }
};

interface FileNow {
  readonly name: string;
  /** Where it lies now. */
  readonly path: string;
}

const writeAll = async (
  session: Session,
  spool: string,
  files: readonly FileNow[],
  to: string,
): Promise<readonly RejectedFile[]> => {
  const written: RejectedFile[] = [];
  for (const given of files) {
    const aside = { session, spool, file: given.name };
    const lines = await linesOf(aside);
    if (lines.size === 0) continue;
    const path = nameOf(to, written.length);
    await using out = await openNew(path);
    try {
      await writeRows(aside, lines, given, out);
    } catch (error) {
      await remove(path);
      throw error;
    }
    written.push({ path, of: given.name, rows: lines.size });
  }
  return written;
};

/** What the last import left out, kept until the next one. */
export interface Rejected extends AsyncDisposable {
  /** In the session that loaded the files; how many rows there are. */
  set(session: Session, files: readonly FileNow[]): Promise<number>;
  readonly rows: number;
  /** One file for each that rows were left out of. Never writes over anything. */
  write(session: Session, to: string): Promise<readonly RejectedFile[]>;
}

export const nothingRejected = (): Rejected => {
  let folder: string | null = null;
  let rows = 0;
  let files: readonly FileNow[] = [];
  const spool = async (): Promise<string> => {
    folder ??= await temporaryFolder("rejected");
    return join(folder, "rows.parquet");
  };
  return {
    set: async (session, given) => {
      files = given;
      rows = await setRejectedAside(session, spool);
      return rows;
    },
    get rows() {
      return rows;
    },
    write: async (session, to) => (rows === 0 ? [] : await writeAll(session, await spool(), files, to)),
    [Symbol.asyncDispose]: async () => {
      if (folder !== null) await remove(folder);
    },
  };
};
