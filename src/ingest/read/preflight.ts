/** The look at a delimited file before the engine may read it: is it clean, and if not, a clean copy and what was wrong. */
import { open } from "node:fs/promises";
import { type Encoding, plainBytes, utf8Bytes } from "./bytes.ts";
import { eachRow, type RowSource } from "./each-row.ts";
import { utf8Judge } from "./encoding.ts";
import { fieldText } from "./header.ts";
import { namesAgain } from "./names-again.ts";
import type { PlainDates } from "./plain-dates.ts";
import { type Passed, passPlainRows, plainForm } from "./plain-rows.ts";
import { asOrdinary, isOrdinary, type Quoting } from "./quoting.ts";
import type { Row } from "./rows.ts";

export interface DelimitedFile {
  /** On the disk. */
  readonly path: string;
  /** As the user named it. */
  readonly name: string;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Lines before those of the names. */
  readonly preamble: number;
  readonly quoting: Quoting;
}

/** Bytes of one row up to which the engine reads it without being told. */
const plainRow = 1024 * 1024;

const chunksOf = ({ path, name, gzip, encoding, delimiter, quoting }: DelimitedFile): AsyncIterable<Uint8Array> => {
  const chunks = utf8Bytes(path, name, gzip, encoding);
  return isOrdinary(quoting) ? chunks : asOrdinary(chunks, delimiter, quoting);
};

export const rowsOf = (file: DelimitedFile): RowSource => ({
  chunks: chunksOf(file),
  name: file.name,
  delimiter: file.delimiter,
  width: file.columns.length,
});

/**
 * The number of data rows when every line is one whole row that any reader understands alike, in UTF-8, and none that of the names again; else
 * `null`. `dates` sees them all then.
 */
export const cleanRows = async (file: DelimitedFile, dates?: PlainDates): Promise<number | null> => {
  if (file.encoding !== "utf-8" || file.preamble > 0) return null;
  const source = { ...rowsOf(file), ...(file.gzip ? {} : { chunks: plainBytes(file.path) }) };
  const judge = utf8Judge();
  const isNamedAgain = namesAgain();
  let isText = true;
  const chunks = async function* () {
    for await (const chunk of source.chunks) {
      isText = judge.isUtf8(chunk) && !isNamedAgain(chunk);
      if (!isText) return;
      yield chunk;
    }
    isText = judge.isWhole();
  };
  const rows = await cleanRowsOf({ ...source, chunks: chunks() }, dates);
  if (!isText) return null;
  return rows === null ? null : rows - 1;
};

/** The number of rows when each is one line that any reader understands alike; else `null`. */
export const cleanRowsOf = async (source: RowSource, dates?: PlainDates): Promise<number | null> => {
  let rows = 0;
  let ending = 0;
  let clean = true;
  const visit = (bytes: Uint8Array, from: number, row: Row): boolean => {
    const length = row.next - row.end;
    if (length > 0) {
      if (ending === 0) ending = length;
      if (length !== ending) clean = false;
    }
    if (
      row.state !== "row" ||
      row.fields !== source.width ||
      row.lines !== 1 ||
      row.looseQuote ||
      row.loneCr ||
      row.end - from > plainRow
    )
      clean = false;
    else if (rows > 0) dates?.see(bytes, row);
    rows += 1;
    return clean;
  };
  const form = plainForm(source.delimiter, source.width);
  const pass = (bytes: Uint8Array, from: number, until: number): Passed => {
    // The line of names tells how lines end.
    if (rows === 0) return { rows: 0, at: from };
    const passed = passPlainRows(bytes, from, until, form, ending, dates?.isPlain() === true ? dates : null);
    rows += passed.rows;
    return passed;
  };
  await eachRow({ ...source, pass }, visit, async () => {});
  return clean ? rows : null;
};

export interface CleanCopy {
  readonly rows: number;
  readonly findings: number;
}

const newline = Buffer.from("\n");

/** What could not be read as a row, as a line of CSV: code, line, value, reason. */
const findingLine = (code: string, line: number, value: string, reason: string): string =>
  `${[code, String(line), value, reason].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`;

const reasons: Record<string, string> = {
  bad_quote: "A quote is not closed, or text follows the closing quote: the row cannot be read.",
  field_too_long: "A field is longer than 64 KiB.",
  nul_byte: "The row holds a zero byte.",
  repeated_names: "The names of the columns stand here again: it is no row.",
};

/** Null: it is a row of the table. */
const faultOf = ({ state, fields }: Row, width: number, isNames: () => boolean): string | null => {
  if (state !== "row") return state;
  if (fields !== width) return "ragged_row";
  return isNames() ? "repeated_names" : null;
};

/**
 * Writes the readable rows to `target` as UTF-8 with the same delimiter, each led by its line number and without the line of column names, and
 * the others to `findings`.
 */
export const writeCleanCopy = async (file: DelimitedFile, target: string, findings: string): Promise<CleanCopy> => {
  await using output = await open(target, "w");
  await using problems = await open(findings, "w");
  let parts: Uint8Array[] = [];
  let wrong: string[] = [];
  let rows = 0;
  let wrongs = 0;
  let toSkip = file.preamble + 1;
  const separator = String.fromCharCode(file.delimiter);
  const width = file.columns.length;
  let names: Uint8Array = new Uint8Array(0);
  const report = (code: string, bytes: Uint8Array, from: number, row: Row, line: number): void => {
    wrongs += 1;
    const text = Buffer.from(bytes.subarray(from, Math.min(row.end, from + 200))).toString("utf8");
    const reason =
      code === "ragged_row"
        ? `The row has ${row.fields} fields, the line of column names ${width}.`
        : (reasons[code] ?? "");
    wrong.push(findingLine(code, line, text.replaceAll("\0", "\uFFFD"), reason));
  };
  const visit = (bytes: Uint8Array, from: number, row: Row, line: number): boolean => {
    if (row.state === "blank") return true;
    if (toSkip > 0) {
      toSkip -= 1;
      if (toSkip === 0) names = Buffer.from(bytes.subarray(from, row.end));
      return true;
    }
    const code = faultOf(
      row,
      width,
      () => names.length === row.end - from && names.every((byte, index) => byte === bytes[from + index]),
    );
    if (code !== null) {
      report(code, bytes, from, row, line);
      return true;
    }
    rows += 1;
    parts.push(Buffer.from(`${line}${separator}`));
    if (row.looseQuote) parts.push(Buffer.from(requoted(bytes, row, separator)));
    else parts.push(bytes.subarray(from, row.end));
    parts.push(newline);
    return true;
  };
  await eachRow(rowsOf(file), visit, async () => {
    if (parts.length > 0) await output.writeFile(Buffer.concat(parts));
    if (wrong.length > 0) await problems.writeFile(wrong.join(""));
    parts = [];
    wrong = [];
  });
  return { rows, findings: wrongs };
};

const requoted = (bytes: Uint8Array, row: Row, separator: string): string =>
  Array.from({ length: row.fields }, (_, index) => `"${fieldText(bytes, row, index).replaceAll('"', '""')}"`).join(
    separator,
  );
