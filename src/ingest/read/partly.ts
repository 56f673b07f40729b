/** A later export of the same table: what it says line for line as the earlier one did is not read again. */
import { isUtf8 } from "node:buffer";
import { stat, writeFile } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { machineMemory } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { isAside } from "./aside.ts";
import { type InPlace, stageCanonical, stageInPlace, stageKeys } from "./canonical.ts";
import type { InputFile } from "./files.ts";
import type { KeptLines } from "./kept-lines.ts";
import { type LineDifference, lineDifference } from "./line-difference.ts";
import { PlainDates } from "./plain-dates.ts";
import { cleanRowsOf, type DelimitedFile } from "./preflight.ts";
import type { Opened } from "./raw.ts";
import { texts } from "./raw-delimited.ts";
import { makeRaw, ownCsvOptions, type RawTable } from "./raw-table.ts";
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

/** Columns of the file up to the last of those. */
const columnsOfKey = (table: Table, { columns }: DelimitedFile): number =>
  1 + Math.max(...keyTexts(table).map((key) => columns.findIndex((column) => column.toLowerCase() === key)));

/** The lines as a file of their own, each led by its number. */
const asText = (lines: KeptLines, { columns, delimiter }: DelimitedFile): Uint8Array => {
  const names = ["line", ...columns.map(() => "cell")];
  return lines.textUnder(names.join(String.fromCharCode(delimiter)), delimiter);
};

/** Whether the line of names stands among such lines. */
const hasNames = (text: Uint8Array, { columns, delimiter }: DelimitedFile): boolean => {
  const sign = String.fromCharCode(delimiter);
  const names = `${sign}${columns.join(sign)}`;
  return ["\n", "\r\n"].some((end) => Buffer.from(text).includes(`${names}${end}`));
};

/** Whether each line is one row to any reader. `dates` sees them all then. */
const isClean = async (text: Uint8Array, lines: number, file: DelimitedFile, dates: PlainDates): Promise<boolean> => {
  if (!isUtf8(text) || hasNames(text, file)) return false;
  const chunks = async function* () {
    yield text;
  };
  const { name: said, delimiter, columns } = file;
  const rows = await cleanRowsOf({ chunks: chunks(), name: said, delimiter, width: columns.length + 1 }, dates);
  return rows === lines + 1;
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

/** The lines of such a text as rows. */
const asRaw = async (text: Uint8Array, rows: number, file: DelimitedFile, input: InputFile, staging: Staging) => {
  const relation = staging.newName("raw");
  const copy = joinPath(staging.folder, `${staging.newName("lines")}.csv`);
  await writeFile(copy, text);
  const query = sql`select * from read_csv(${quoted(copy)}, ${ownCsvOptions(String.fromCharCode(file.delimiter))}, header = true, columns = {'line': 'BIGINT', ${texts(file.columns.length)}})`;
  await makeRaw(relation, { table: null, once: true }, query, staging);
  return { ...wholeRaw(file, input, rows), relation };
};

/** Bytes: more than this does not differ in files that are read in part. A line that differs takes some times its bytes in memory. */
const differingAtMost = async (earlier: string): Promise<number> =>
  Math.min(2 ** 26, machineMemory() / 64, 2 * (await stat(earlier)).size);

const differenceFrom = async (file: InputFile, earlier: EarlierFile): Promise<LineDifference | null> => {
  try {
    return await lineDifference(earlier.path, file.path, {
      marked: earlier.lines,
      most: await differingAtMost(earlier.path),
    });
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
  /** The others, where they were staged as they lie. */
  readonly inPlace: InPlace | null;
  /** Each of the others took the place of a line with its key. */
  readonly replaces: boolean;
}

/** Stages the lines, `dates` those in them if they may lie; null where they need to be looked at together with all others. */
const stageFresh = async (
  raw: RawTable,
  table: Table,
  dates: PlainDates | null,
  staging: Staging,
): Promise<Pick<Partly, "inPlace"> | null> => {
  if (dates?.isPlain() === true) {
    const columns = await stageInPlace(raw, table, staging);
    return { inPlace: { file: raw.file.name, rows: raw.rows, columns, years: dates.years() } };
  }
  const staged = await stageCanonical(raw, table, new Map(), staging);
  if (staged.rows === raw.rows && staged.dates.length === 0) return { inPlace: null };
  await staging.session.run(sql`delete from ${name(`staged.${table.name}`)} where source_file = ${raw.file.name}`);
  return null;
};

/**
 * Stages the rows of the file that the earlier one did not have, and the keys of those it had where they are others: nothing where it has no others. Null where
 * that cannot be told, with nothing staged. `room`: bytes that may lie uncopied.
 */
export const stagePartly = async (
  { file: input, header: file }: Opened,
  table: Table,
  { earlier, room }: { readonly earlier: EarlierFile; readonly room: number },
  staging: Staging,
): Promise<Partly | null> => {
  if (file === undefined || input.gzip) return null;
  if (file.encoding !== "utf-8" || file.preamble > 0 || isAside(file.columns)) return null;
  const difference = await differenceFrom(input, earlier);
  if (difference === null) return null;
  const { fresh, gone, lines } = difference;
  const names = 1;
  const isOtherForm = [fresh, gone].some((some) => some.first === names);
  const rows = lines - names;
  const same = rows - fresh.count;
  if (isOtherForm || same < fresh.count) return null;
  const told = { raw: wholeRaw(file, input, rows), same };
  if (fresh.count === 0) return { ...told, inPlace: null, replaces: true };
  if ((await stat(input.path)).size < partlyFrom) return null;
  const text = asText(fresh, file);
  const dates = new PlainDates(table, ["line", ...file.columns]);
  if (!(await isClean(text, fresh.count, file, dates))) return null;
  const replaces = fresh.beginsAs(gone, columnsOfKey(table, file), file.delimiter);
  if (!replaces) {
    const before = await asRaw(asText(gone, file), gone.count, file, input, staging);
    await stageKeys(before, table, keyTexts(table), goneKeys(table), staging);
  }
  const raw = await asRaw(text, fresh.count, file, input, staging);
  const staged = await stageFresh(raw, table, fresh.size <= room ? dates : null, staging);
  if (staged === null && !replaces) await staging.session.run(sql`drop view ${goneKeys(table)}`);
  return staged === null ? null : { ...told, ...staged, replaces };
};

/** Staged rows, by their `rowid`, whose key stood in a line of the earlier file that is no more. */
export const pairedRows = (table: Table): Sql =>
  sql`select s.rowid from ${name(`staged.${table.name}`)} as s where exists (select 1 from ${goneKeys(table)} as g where ${join(
    keyTexts(table).map((key) => sql`${name(`g.${key}`)} is not distinct from ${name(`s.${key}`)}`),
    " and ",
  )})`;
