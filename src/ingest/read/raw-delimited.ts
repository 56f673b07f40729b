/** The rows of a delimited file: by the engine itself when the file is clean, else from our own copy. */
import { join as joinPath } from "node:path";
import { join, quoted, type Sql, sql } from "../../sql/index.ts";
import { asideColumns, freed, isAside, ownColumns } from "./aside.ts";
import { startSize, utf8Bytes } from "./bytes.ts";
import { eachRow, type VisitRow } from "./each-row.ts";
import { encodingOf, encodingOfStart } from "./encoding.ts";
import { fieldText } from "./field-text.ts";
import type { InputFile } from "./files.ts";
import { type Header, readHeader } from "./header.ts";
import { cleanRows, type DelimitedFile, rowsOf, writeCleanCopy } from "./preflight.ts";
import { asOrdinary, isOrdinary, ordinary, quotingOf } from "./quoting.ts";
import {
  csvOptions,
  dropRaw,
  globless,
  makeRaw,
  ownCsvOptions,
  type RawOptions,
  type RawTable,
  rawColumn,
  rowCount,
} from "./raw-table.ts";
import type { Staging } from "./staging.ts";

export type HeadedFile = DelimitedFile & Pick<Header, "titles">;

const headerOf = async (file: InputFile, judge: typeof encodingOf): Promise<HeadedFile> => {
  const encoding = await judge(file.path, file.name, file.gzip);
  const header = await readHeader(utf8Bytes(file.path, file.name, file.gzip, encoding, startSize), file.name);
  return { path: file.path, name: file.name, gzip: file.gzip, encoding, ...header, quoting: ordinary };
};

/** The same, with its quotes understood as most of the rows make sense: all of them, or those at the start of the file. */
const withQuoting = async (file: HeadedFile, part: "start" | "all"): Promise<HeadedFile> => {
  const { path, name, gzip, encoding, delimiter } = file;
  const bytes = () => utf8Bytes(path, name, gzip, encoding, startSize);
  const quoting = await quotingOf(part === "all" ? bytes : () => firstLines(bytes()), file);
  if (isOrdinary(quoting)) return file;
  return { ...file, ...(await readHeader(asOrdinary(bytes(), delimiter, quoting), name)), delimiter, quoting };
};

const lf = 0x0a;

/** The lines that end within the first chunk. */
const firstLines = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk.length < startSize ? chunk : chunk.subarray(0, chunk.lastIndexOf(lf) + 1);
    return;
  }
};

/** The header of a file that is read row by row. */
export const headerOfAll = async (file: InputFile): Promise<HeadedFile> =>
  withQuoting(await headerOf(file, encodingOf), "all");

/** The text of a column in the first row; null when there is none. */
const firstCell = async (file: DelimitedFile, column: string): Promise<string | null> => {
  const index = file.columns.indexOf(column);
  let toSkip = file.preamble + 1;
  let found: string | null = null;
  const visit: VisitRow = (bytes, _from, row) => {
    if (row.state === "blank") return true;
    toSkip -= 1;
    if (toSkip >= 0) return true;
    found = row.state === "row" && index < row.fields ? fieldText(bytes, row, index) : null;
    return false;
  };
  await eachRow(rowsOf(file), visit, async () => {});
  return found;
};

interface DelimitedStart {
  readonly columns: readonly string[];
  /** The file that its rows were left out of, where it says so. */
  readonly origin: string | null;
  /** As the file begins where its quotes are written as in nearly all files. */
  readonly header: HeadedFile;
}

/** The names of the columns, from the start of the file. */
export const delimitedStart = async (file: InputFile): Promise<DelimitedStart> => {
  const header = await headerOf(file, encodingOfStart);
  const start = await withQuoting(header, "start");
  const columns = ownColumns(start.columns).map((index) => start.columns[index] ?? "");
  return { columns, header, origin: isAside(start.columns) ? await firstCell(start, asideColumns[0]) : null };
};

/** The columns `c1, c2, ...` of a file, for the engine. */
export const texts = (count: number): Sql =>
  join(
    Array.from({ length: count }, (_, index) => sql`${quoted(`c${index + 1}`)}: 'VARCHAR'`),
    ", ",
  );

export const loadDelimited = async (input: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  // A file that looks like UTF-8 is read once: all of it is judged while its rows are looked over.
  const start = options.copy === true ? null : await headerOf(input, encodingOfStart);
  const clean = start === null ? null : await cleanRows(start, options.dates);
  const file = start !== null && clean !== null ? start : await headerOfAll(input);
  const relation = staging.newName("raw");
  const separator = String.fromCharCode(file.delimiter);
  const width = file.columns.length;
  const own = ownColumns(file.columns);
  const columns = own.map((index) => file.columns[index] ?? "");
  const { titles, quoting } = file;
  const result = {
    ...{ file: input, relation, columns, encoding: file.encoding, delimiter: separator },
    ...(titles === null ? {} : { titles }),
    ...(isOrdinary(quoting) ? {} : { quoting }),
  };
  const isOfRejected = isAside(file.columns);
  const cells = join(
    own.map((from, index) => (isOfRejected ? sql`${freed(rawColumn(from))} as ${rawColumn(index)}` : rawColumn(index))),
    ", ",
  );
  if (clean !== null) {
    await makeRaw(
      relation,
      options,
      sql`select ${cells}, row_number() over () + 1 as line
        from read_csv(${quoted(globless(file.path))}, ${csvOptions(separator)}, header = true,
          compression = ${quoted(file.gzip ? "gzip" : "none")}, columns = {${texts(width)}})`,
      staging,
    );
    const raw = { ...result, rows: clean, findings: 0, isPlain: !file.gzip && !isOfRejected };
    if (options.once || (await rowCount(session, relation)) === clean) return raw;
    await dropRaw(raw, options, staging);
  }
  const copy = joinPath(staging.folder, `${staging.newName("copy")}.csv`);
  const problems = joinPath(staging.folder, `${staging.newName("problems")}.csv`);
  const { rows, findings } = await writeCleanCopy(file, copy, problems);
  await makeRaw(
    relation,
    options,
    sql`select ${cells}, line
      from read_csv(${quoted(copy)}, ${ownCsvOptions(separator)}, header = false, columns = {'line': 'BIGINT', ${texts(width)}})`,
    staging,
  );
  if (!options.once && (await rowCount(session, relation)) !== rows)
    throw new Error(`${input.name}: what was written was not read back`);
  if (findings > 0)
    await session.run(sql`insert into staged.findings
      select code, ${options.table}, null, ${input.name}, line, null, value, reason
      from read_csv(${quoted(problems)}, ${ownCsvOptions(",")}, header = false,
        columns = {'code': 'VARCHAR', 'line': 'BIGINT', 'value': 'VARCHAR', 'reason': 'VARCHAR'})`);
  return { ...result, rows, findings };
};
