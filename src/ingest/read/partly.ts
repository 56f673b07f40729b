/** A later export of the same table: what it says line for line as the earlier one did is not read again. */
import { isUtf8 } from "node:buffer";
import { stat, writeFile } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { isAside } from "./aside.ts";
import { stageCanonical, stageKeys } from "./canonical.ts";
import { encodingOfStart } from "./encoding.ts";
import type { InputFile } from "./files.ts";
import { type Line, type LineDifference, lineDifference } from "./line-difference.ts";
import { cleanRowsOf, type DelimitedFile } from "./preflight.ts";
import { headerOf, texts } from "./raw-delimited.ts";
import { csvOptions, dropRaw, makeRaw, type RawTable } from "./raw-table.ts";
import type { Staging } from "./staging.ts";

/** The file that told a table last, on the disk, and its lines that have to be read again: something was found about them. */
export interface EarlierFile {
  readonly path: string;
  /** Ascending, from 1. */
  readonly lines: readonly number[];
}

/** Thrown where a file that was read in part turns out to need all of its lines. */
export class NeedsWhole extends Error {}

/** Smaller files that say anything new are read whole faster. */
const partlyFrom = 2 ** 18;

/** Keys of the earlier file's lines that the later one does not have. */
const goneKeys = (table: Table): Sql => name(`staged.gone_${table.name}`);

/** The columns by which the texts of two rows are known to be about one record. */
const keyTexts = (table: Table): readonly string[] =>
  table.name === "stage_changes" ? ["change_id", "subject_type", "subject_id", "changed_at", "stage"] : table.key;

const lf = Buffer.from("\n");
const cr = 0x0d;

const withoutReturn = ({ bytes }: Line): Uint8Array => (bytes.at(-1) === cr ? bytes.subarray(0, -1) : bytes);

const options = { table: null, once: true };

/** Lines that any reader takes for one row each. */
const areClean = async (lines: readonly Line[], file: DelimitedFile): Promise<boolean> => {
  if (!lines.every(({ bytes }) => isUtf8(bytes))) return false;
  const chunks = async function* () {
    for (const line of lines) yield Buffer.concat([withoutReturn(line), lf]);
  };
  const { name: said, delimiter, columns } = file;
  return (await cleanRowsOf({ chunks: chunks(), name: said, delimiter, width: columns.length })) === lines.length;
};

/** The file as it would be told if all of it had been read. */
const wholeRaw = ({ columns, encoding, delimiter }: DelimitedFile, input: InputFile, rows: number): RawTable => ({
  file: input,
  relation: "",
  columns,
  rows,
  findings: 0,
  encoding,
  delimiter: String.fromCharCode(delimiter),
  isPlain: true,
});

/** The lines as rows of a file of their own, each led by its number. */
const asRaw = async (lines: readonly Line[], file: DelimitedFile, input: InputFile, staging: Staging) => {
  const relation = staging.newName("raw");
  const copy = joinPath(staging.folder, `${staging.newName("lines")}.csv`);
  const separator = String.fromCharCode(file.delimiter);
  await writeFile(
    copy,
    Buffer.concat(lines.flatMap((line) => [Buffer.from(`${line.number}${separator}`), withoutReturn(line), lf])),
  );
  const query = sql`select * from read_csv(${quoted(copy)}, ${csvOptions(separator)}, header = false, columns = {'line': 'BIGINT', ${texts(file.columns.length)}})`;
  await makeRaw(relation, options, query, staging);
  return { ...wholeRaw(file, input, lines.length), relation };
};

const differenceFrom = async (file: InputFile, earlier: EarlierFile): Promise<LineDifference | null> => {
  try {
    return await lineDifference(earlier.path, file.path, { marked: earlier.lines });
  } catch (error) {
    // What was accepted earlier is gone: nothing to compare with.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};

export interface Partly {
  readonly raw: RawTable;
  /** Rows that stand in the earlier file line for line. */
  readonly same: number;
}

/**
 * Stages the rows of the file that the earlier one did not have, and the keys of those it had: nothing where it has no others. Null where
 * that cannot be told, with nothing staged.
 */
export const stagePartly = async (
  input: InputFile,
  table: Table,
  earlier: EarlierFile,
  staging: Staging,
): Promise<Partly | null> => {
  if (input.format !== "delimited" || input.gzip) return null;
  const file = await headerOf(input, encodingOfStart);
  if (file.encoding !== "utf-8" || file.preamble > 0 || isAside(file.columns)) return null;
  const difference = await differenceFrom(input, earlier);
  if (difference === null) return null;
  const { fresh, gone, lines } = difference;
  const names = 1;
  const isOtherForm = [fresh, gone].some((some) => some[0]?.number === names);
  const rows = lines - names;
  const same = rows - fresh.length;
  if (isOtherForm || same < fresh.length) return null;
  if (fresh.length === 0) return { raw: wholeRaw(file, input, rows), same };
  if ((await stat(input.path)).size < partlyFrom || !(await areClean(fresh, file))) return null;
  const before = await asRaw(gone, file, input, staging);
  await stageKeys(before, table, keyTexts(table), goneKeys(table), staging);
  await dropRaw(before, options, staging);
  const raw = await asRaw(fresh, file, input, staging);
  const staged = await stageCanonical(raw, table, new Map(), staging);
  await dropRaw(raw, options, staging);
  if (staged.rows === fresh.length && staged.dates.length === 0) return { raw: wholeRaw(file, input, rows), same };
  await staging.session.run(sql`delete from ${name(`staged.${table.name}`)} where source_file = ${input.name}`);
  await staging.session.run(sql`drop table ${goneKeys(table)}`);
  return null;
};

/** Staged rows, by their `rowid`, whose key stood in a line of the earlier file that is no more. */
export const pairedRows = (table: Table): Sql =>
  sql`select s.rowid from ${name(`staged.${table.name}`)} as s where exists (select 1 from ${goneKeys(table)} as g where ${join(
    keyTexts(table).map((key) => sql`${name(`g.${key}`)} is not distinct from ${name(`s.${key}`)}`),
    " and ",
  )})`;
