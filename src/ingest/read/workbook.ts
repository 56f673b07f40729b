/** An XLSX workbook: each sheet is a table, written as CSV. It is read as a whole, so its size has a limit. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "yauzl";
import { Problem, shortageOf } from "../../problem.ts";
import { maxWorkbook } from "./limits.ts";
import { withCellsAsText } from "./workbook-cells.ts";
import { type FormattedCurrencies, formattedCurrencies } from "./workbook-currencies.ts";
import { entriesOf, openZip, refusedArchive, type Unpacked } from "./zip.ts";

/** Whether an archive is a workbook. */
export const isWorkbook = async (path: string, name: string): Promise<boolean> => {
  const archive = await openZip(path, name);
  try {
    return (await entriesOf(archive, name)).some(({ fileName }) => fileName === "xl/workbook.xml");
  } finally {
    archive.close();
  }
};

const refuseLarge = (entries: readonly Entry[], name: string): void => {
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > maxWorkbook)
    throw refusedArchive(
      name,
      `the workbook holds ${Math.round(size / 1024 / 1024)} MB; ${maxWorkbook / 1024 / 1024} are read at most.`,
      "Save each sheet as CSV: a CSV may have any size.",
    );
};

const refusedWorkbook = (name: string): Problem =>
  refusedArchive(name, "it is no workbook that can be read.", "Save it again as .xlsx, or each sheet as CSV.");

interface Readable {
  /** The file to read it from: itself, or one beside the sheets whose cells are all read. */
  readonly source: string;
  readonly currencies: FormattedCurrencies;
}

const readable = async (path: string, name: string, folder: string): Promise<Readable> => {
  const archive = await openZip(path, name);
  try {
    const entries = await entriesOf(archive, name);
    refuseLarge(entries, name);
    const target = join(folder, "workbook");
    const source = (await withCellsAsText(archive, entries, target)) ? target : path;
    return { source, currencies: await formattedCurrencies(archive, entries) };
  } catch (error) {
    throw error instanceof Problem || shortageOf(error) !== null ? error : refusedWorkbook(name);
  } finally {
    archive.close();
  }
};

/** A day, or a wall clock to the second, for a fraction of a day is never exact: a workbook knows no zone. */
const dateText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return "";
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19);
};

const numberText = (written: string): string => (/e/i.test(written) ? String(Number(written)) : written);

const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? dateText(value) : String(value);
};

const csvCell = (text: string): string => (text === "" ? "" : `"${text.replaceAll('"', '""')}"`);

const isBlank = (texts: readonly string[]): boolean => texts.every((text) => text.trim() === "");

const writeSheet = async (rows: readonly (readonly unknown[])[], target: string): Promise<void> => {
  await using output = await open(target, "wx");
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  for (const row of rows) {
    const texts = Array.from({ length: width }, (_, index) => cellText(row[index]));
    // A row of nothing is a line of nothing: no record, and lines keep the numbers of the sheet's rows.
    await output.write(`${isBlank(texts) ? "" : texts.map(csvCell).join(",")}\n`);
  }
};

const isEmpty = (rows: readonly (readonly unknown[])[]): boolean => rows.every((row) => isBlank(row.map(cellText)));

/** Sheets without a cell are left out. Throws `file_unreadable`. */
export const unpackWorkbook = async (path: string, name: string, folder: string): Promise<readonly Unpacked[]> => {
  const { source, currencies } = await readable(path, name, folder);
  const { default: readSheets } = await import("read-excel-file/node");
  const sheets = await readSheets(source, { parseNumber: numberText, trim: false }).catch((): never => {
    throw refusedWorkbook(name);
  });
  const unpacked: Unpacked[] = [];
  for (const [index, { sheet, data }] of sheets.entries()) {
    if (isEmpty(data)) continue;
    const target = join(folder, `sheet-${index + 1}`);
    await writeSheet(data, target);
    unpacked.push({
      name: `${name}/${sheet.replaceAll("/", "_")}.csv`,
      path: target,
      currencies: currencies.get(sheet) ?? new Map(),
    });
  }
  return unpacked;
};
