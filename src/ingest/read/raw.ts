/** One file's rows as they stand in it: a table of texts `c1, c2, ...` with the line of each. */
import { symlink } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { utf8Bytes } from "./bytes.ts";
import { encodingOf, encodingOfStart } from "./encoding.ts";
import type { InputFile } from "./files.ts";
import { readHeader } from "./header.ts";
import { maxColumns } from "./limits.ts";
import { cleanRows, type DelimitedFile, writeCleanCopy } from "./preflight.ts";
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
}

export const rawColumn = (index: number): Sql => name(`c${index + 1}`);

/** The names of the columns, from the start of the file. */
export const columnsOf = async (file: InputFile, session: Session): Promise<readonly string[]> => {
  switch (file.format) {
    case "delimited":
      return (await headerOf(file, encodingOfStart)).columns;
    case "parquet":
      return (await parquetColumns(file, session)).map((column) => column.name);
    case "json":
      return jsonColumns(file);
  }
};

export interface RawOptions {
  /** The only table that the file fills: its findings say so. */
  readonly table: string | null;
  /** The rows are read once only: a view does, without a copy in the staging. */
  readonly once: boolean;
  /** Hand the engine our own clean copy even of a clean file. */
  readonly copy?: boolean;
}

/** Makes the rows readable; what cannot be read goes to `staged.findings`. */
export const loadRaw = (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  switch (file.format) {
    case "delimited":
      return loadDelimited(file, options, staging);
    case "parquet":
      return loadParquet(file, options, staging);
    case "json":
      return loadJson(file, options, staging);
  }
};

export const dropRaw = ({ relation }: RawTable, { once }: RawOptions, { session }: Staging): Promise<void> =>
  session.run(once ? sql`drop view ${name(relation)}` : sql`drop table ${name(relation)}`);

const makeRaw = (relation: string, { once }: RawOptions, query: Sql, { session }: Staging): Promise<void> =>
  session.run(once ? sql`create view ${name(relation)} as ${query}` : sql`create table ${name(relation)} as ${query}`);

/** A path that the engine takes as it is: without the characters it would read as a pattern. */
const plainPath = async (path: string, staging: Staging): Promise<string> => {
  if (!/[*?[\]{}]/.test(path)) return path;
  const link = joinPath(staging.folder, staging.newName("link"));
  await symlink(path, link);
  return link;
};

const headerOf = async (file: InputFile, judge: typeof encodingOf): Promise<DelimitedFile> => {
  const encoding = await judge(file.path, file.name, file.gzip);
  const header = await readHeader(utf8Bytes(file.path, file.name, file.gzip, encoding), file.name);
  return { path: file.path, name: file.name, gzip: file.gzip, encoding, ...header };
};

const texts = (count: number): Sql =>
  join(
    Array.from({ length: count }, (_, index) => sql`${quoted(`c${index + 1}`)}: 'VARCHAR'`),
    ", ",
  );

// A line end is never named to the engine: told '\r\n', it reads nothing and says nothing.
const csvOptions = (
  separator: string,
): Sql => sql`auto_detect = false, delim = ${quoted(separator)}, quote = '"', escape = '"',
  nullstr = '', strict_mode = true, null_padding = false, ignore_errors = false, max_line_size = 40000000, parallel = false`;

const loadDelimited = async (input: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  const file = await headerOf(input, encodingOf);
  const relation = staging.newName("raw");
  const separator = String.fromCharCode(file.delimiter);
  const width = file.columns.length;
  const result = { file: input, relation, columns: file.columns, encoding: file.encoding, delimiter: separator };
  const clean = options.copy === true ? null : await cleanRows(file);
  if (clean !== null) {
    const path = await plainPath(file.path, staging);
    await makeRaw(
      relation,
      options,
      sql`select *, row_number() over () + 1 as line
        from read_csv(${quoted(path)}, ${csvOptions(separator)}, header = true,
          compression = ${quoted(file.gzip ? "gzip" : "none")}, columns = {${texts(width)}})`,
      staging,
    );
    const raw = { ...result, rows: clean, findings: 0 };
    if (options.once || (await rowCount(session, relation)) === clean) return raw;
    await dropRaw(raw, options, staging);
  }
  const copy = joinPath(staging.folder, `${staging.newName("copy")}.csv`);
  const problems = joinPath(staging.folder, `${staging.newName("problems")}.csv`);
  const { rows, findings } = await writeCleanCopy(file, copy, problems);
  await makeRaw(
    relation,
    options,
    sql`select * exclude (line), line
      from read_csv(${quoted(copy)}, ${csvOptions(separator)}, header = false, columns = {'line': 'BIGINT', ${texts(width)}})`,
    staging,
  );
  if (!options.once && (await rowCount(session, relation)) !== rows)
    throw new Error(`${input.name}: what was written was not read back`);
  if (findings > 0)
    await session.run(sql`insert into staged.findings
      select code, ${options.table}, null, ${input.name}, line, null, value, reason
      from read_csv(${quoted(problems)}, ${csvOptions(",")}, header = false,
        columns = {'code': 'VARCHAR', 'line': 'BIGINT', 'value': 'VARCHAR', 'reason': 'VARCHAR'})`);
  return { ...result, rows, findings };
};

const rowCount = async (session: Session, relation: string): Promise<number> => {
  const [row] = await session.rows<{ n: number }>(sql`select count(*)::double as n from ${name(relation)}`);
  return row?.n ?? 0;
};

interface TypedColumn extends Record<string, string> {
  readonly name: string;
  readonly type: string;
}

const refused = (file: InputFile, reason: string, remedy: string) =>
  new Problem("file_unreadable", { path: file.name, line: null, reason, remedy });

const parquetColumns = async (file: InputFile, session: Session): Promise<readonly TypedColumn[]> => {
  try {
    return await session.rows<TypedColumn>(
      sql`select column_name as name, column_type as type from (describe select * from read_parquet(${quoted(globless(file.path))}))`,
    );
  } catch (error) {
    throw refused(file, "it is no readable Parquet file.", `Write it again; the reader says: ${firstLine(error)}`);
  }
};

/** The engine has no way to say that a path is no pattern, but a class of one character is that character. */
const globless = (path: string): string => path.replaceAll(/[*?[]/g, (character) => `[${character}]`);

const firstLine = (error: unknown): string => (error instanceof Error ? (error.message.split("\n")[0] ?? "") : "");

/** A typed value as canonical text: a midnight without a zone stays an instant, a date stays a date. */
const asText = (column: Sql, type: string): Sql => {
  if (type.startsWith("TIMESTAMP WITH TIME ZONE"))
    return sql`strftime(${column}::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')`;
  if (type.startsWith("TIMESTAMP")) return sql`strftime(${column}::timestamp, '%Y-%m-%dT%H:%M:%S.%f')`;
  if (/^(STRUCT|MAP|UNION)|\[\d*\]$/.test(type)) return sql`to_json(${column})::varchar`;
  return sql`${column}::varchar`;
};

const loadParquet = async (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  const columns = await parquetColumns(file, session);
  if (columns.length > maxColumns)
    throw refused(file, `it has ${columns.length} columns; ${maxColumns} are read at most.`, "Export fewer columns.");
  const relation = staging.newName("raw");
  const typed = join(
    columns.map((column, index) => sql`nullif(${asText(rawColumn(index), column.type)}, '') as ${rawColumn(index)}`),
    ", ",
  );
  const renamed = join([...columns.map((_, index) => rawColumn(index)), name("line")], ", ");
  await makeRaw(
    relation,
    options,
    sql`select ${typed}, line + 1 as line
      from (select * from read_parquet(${quoted(globless(file.path))}, file_row_number = true)) as source(${renamed})`,
    staging,
  );
  return {
    file,
    relation,
    columns: columns.map((column) => column.name),
    rows: await rowCount(session, relation),
    findings: 0,
    encoding: "parquet",
    delimiter: null,
  };
};

const jsonRemedy = "Write one JSON object on each line (NDJSON).";

/** The lines of a text, each with its number, in pieces of a chunk. */
const linesOf = async function* (file: InputFile): AsyncGenerator<readonly { line: number; text: string }[]> {
  const encoding = await encodingOf(file.path, file.name, file.gzip);
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for await (const chunk of utf8Bytes(file.path, file.name, file.gzip, encoding)) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = parts.pop() ?? "";
    const first = line + 1;
    line += parts.length;
    yield parts.map((text, index) => ({ line: first + index, text }));
  }
  yield [{ line: line + 1, text: rest }];
};

const parsed = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

/** All names that occur in any line. */
const jsonColumns = async (file: InputFile): Promise<readonly string[]> => {
  const names = new Set<string>();
  const lower = new Set<string>();
  let objects = 0;
  for await (const lines of linesOf(file))
    for (const { text } of lines) {
      if (text.trim() === "") continue;
      const value = parsed(text);
      if (value === null) continue;
      objects += 1;
      for (const key of Object.keys(value)) {
        if (names.has(key)) continue;
        if (lower.has(key.trim().toLowerCase()))
          throw refused(
            file,
            `two names differ only in case: ${key}.`,
            "Rename one, so that it is clear which is meant.",
          );
        names.add(key);
        lower.add(key.trim().toLowerCase());
        if (names.size > maxColumns)
          throw refused(file, `it has more than ${maxColumns} names.`, "Export fewer columns.");
      }
    }
  if (objects === 0) throw refused(file, "no line of it is a JSON object.", jsonRemedy);
  return [...names];
};

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const loadJson = async (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  const columns = await jsonColumns(file);
  const { open } = await import("node:fs/promises");
  const copy = joinPath(staging.folder, `${staging.newName("copy")}.csv`);
  {
    await using output = await open(copy, "w");
    for await (const lines of linesOf(file))
      await output.writeFile(
        lines
          .filter(({ text }) => text.trim() !== "")
          .map(({ line, text }) => `${line},${parsed(text) === null ? "false" : "true"},${csvCell(text)}\n`)
          .join(""),
      );
  }
  const lines = sql`read_csv(${quoted(copy)}, ${csvOptions(",")}, header = false,
    columns = {'line': 'BIGINT', 'good': 'VARCHAR', 'object': 'VARCHAR'})`;
  await session.run(sql`insert into staged.findings
    select 'bad_json', ${options.table}, null, ${file.name}, line, null, object[1:200], 'The line is not a JSON object.'
    from ${lines} where good = 'false'`);
  const relation = staging.newName("raw");
  // The engine extracts, not JSON.parse: long whole numbers keep their digits.
  const cells = join(
    columns.map(
      (column, index) =>
        sql`nullif(json_extract_string(object, ${quoted(`$."${column.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`)}), '') as ${rawColumn(index)}`,
    ),
    ", ",
  );
  await makeRaw(relation, options, sql`select ${cells}, line from ${lines} where good = 'true'`, staging);
  const rows = await rowCount(session, relation);
  const [bad] = await session.rows<{ n: number }>(
    sql`select count(*)::double as n from staged.findings where code = 'bad_json' and file = ${file.name}`,
  );
  return {
    file,
    relation,
    columns: columns.map((column) => column.trim()),
    rows,
    findings: bad?.n ?? 0,
    encoding: "utf-8",
    delimiter: null,
  };
};
