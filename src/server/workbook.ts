/** A workbook of one sheet (ECMA-376, part 1), written row by row: as many rows as a sheet can have, few of them in memory. */
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { CsvValue } from "../wording/csv.ts";

/** Rows of a sheet, its head among them. */
export const mostRows = 1_048_576;
/** Letters of a cell; what is longer is cut. */
const mostLetters = 32_767;

/** The same content makes the same file. */
const mtime = new Date(2000, 0, 1);

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const documents = "http://schemas.openxmlformats.org/officeDocument/2006";
const packages = "http://schemas.openxmlformats.org/package/2006";
const spreadsheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const frame: readonly (readonly [name: string, text: string])[] = [
  [
    "[Content_Types].xml",
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  ],
  [
    "_rels/.rels",
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    "xl/workbook.xml",
    `<workbook xmlns="${spreadsheets}" xmlns:r="${documents}/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** XML has no control characters, however written; half of a pair becomes none in UTF-8. */
const xmlText = (text: string): string =>
  text
    .slice(0, mostLetters)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** `A`, `Z`, `AA`. */
const letters = (column: number): string =>
  (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** Nothing is no cell: a place tells which one the next is. */
const cell = (value: CsvValue, place: string): string => {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number" && Number.isFinite(value)) return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(String(value))}</t></is></c>`;
};

async function* sheet(rows: AsyncIterable<readonly (readonly CsvValue[])[]>): AsyncGenerator<string> {
  const columns: string[] = [];
  const column = (index: number): string => {
    columns[index] ??= letters(index);
    return columns[index];
  };
  let number = 0;
  const row = (values: readonly CsvValue[]): string => {
    number += 1;
    return `<row r="${number}">${values.map((value, index) => cell(value, `${column(index)}${number}`)).join("")}</row>`;
  };
  yield `${head}<worksheet xmlns="${spreadsheets}"><sheetData>`;
  for await (const portion of rows) yield portion.map(row).join("");
  yield "</sheetData></worksheet>";
}

/** `rows` come portion by portion, the names of the columns first. */
export const workbook = (rows: AsyncIterable<readonly (readonly CsvValue[])[]>): Readable => {
  const packed = new ZipFile();
  for (const [name, text] of frame) packed.addBuffer(Buffer.from(`${head}${text}`), name, { mtime });
  const written = new PassThrough();
  const content = Readable.from(sheet(rows), { objectMode: false });
  // An error on the way ends what is written.
  content.on("error", (error) => written.destroy(error));
  packed.addReadStream(content, "xl/worksheets/sheet1.xml", { mtime });
  packed.end();
  packed.outputStream.pipe(written);
  return written;
};
