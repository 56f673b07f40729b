/** The line of column names of a delimited file, mostly its first: which character separates them, and what they are called. */
import { Problem } from "../../problem.ts";
import { fieldText } from "./field-text.ts";
import { maxColumns } from "./limits.ts";
import { type Row, rowScanner } from "./rows.ts";
import { type Titles, titlesOf } from "./titles.ts";

export { fieldText };

export interface Header {
  /** The byte between two fields. */
  readonly delimiter: number;
  /** Without what is not seen at their ends, unique whatever their case; an empty name is `column_<n>`. */
  readonly columns: readonly string[];
  /** Rows before the names, blank ones apart: spreadsheets write the delimiter there, reports their titles. */
  readonly preamble: number;
  /** Where titles stand above the names; null: nowhere. */
  readonly titles: Titles["lines"] | null;
}

const delimiters = [",", ";", "\t", "|"].map((character) => character.charCodeAt(0));
const headerSize = 1024 * 1024;
/** Bytes in which titles are looked for. */
const titlesSize = 64 * 1024;

/** Without what nobody sees at its ends: blanks, and the marks of width and direction that web pages put there. */
export const visible = (text: string): string => text.replaceAll(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");

/** `sep=;` as Excel writes and reads it. */
const separatorLine = /^"?sep=([,;\t|])"?\r?\n/i;

const refuse = (path: string, reason: string, remedy: string) =>
  new Problem("file_unreadable", { path, line: 1, reason, remedy });

interface Candidate {
  readonly delimiter: number;
  readonly state: Row["state"];
  readonly fields: number;
  readonly names: readonly string[];
}

interface Start {
  readonly candidates: readonly Candidate[];
  readonly isEmpty: boolean;
  readonly preamble: number;
  readonly titles: Titles["lines"] | null;
}

const belowBlank = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at += 1;
  return at;
};

/** Where the line of names begins. */
const belowTitles = (bytes: Uint8Array, { rows, delimiter }: Titles): number => {
  const scan = rowScanner(delimiter, 0);
  let from = 0;
  for (let left = rows; left > 0; left -= 1) from = scan(bytes, belowBlank(bytes, from), bytes.length, true).next;
  return belowBlank(bytes, from);
};

/** The line of names, cut at each delimiter that it may have. */
const startOf = (bytes: Uint8Array, complete: boolean): Start => {
  let from = belowBlank(bytes, 0);
  const isEmpty = from >= bytes.length;
  const told = separatorLine.exec(Buffer.from(bytes.subarray(from, from + 16)).toString("latin1"));
  const isWhole = complete && bytes.length <= titlesSize;
  const above = told === null ? titlesOf(bytes.subarray(0, titlesSize), delimiters, isWhole) : null;
  if (told !== null) from += told[0].length;
  else if (above !== null) from = belowTitles(bytes, above);
  const said = told === null ? above?.delimiter : told[1]?.charCodeAt(0);
  const possible = said === undefined ? delimiters : [said];
  const candidates = possible.map((delimiter) => {
    const row = rowScanner(delimiter, 0)(bytes, from, bytes.length, complete);
    const names = Array.from({ length: Math.min(row.fields, maxColumns) }, (_, index) => fieldText(bytes, row, index));
    return { delimiter, state: row.state, fields: row.fields, names };
  });
  const preamble = (above?.rows ?? 0) + (told === null ? 0 : 1);
  return { candidates, isEmpty, preamble, titles: above?.lines ?? null };
};

/** Reads as far as the line of names and what may stand above it need. */
const readStart = async (chunks: AsyncIterable<Uint8Array>): Promise<Start> => {
  let bytes: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (bytes.length < titlesSize) continue;
    const start = startOf(bytes, false);
    const isSeen = !start.isEmpty && start.candidates.every(({ state }) => state !== "more");
    if (isSeen || bytes.length >= headerSize) return start;
  }
  return startOf(bytes, true);
};

/** Throws `file_unreadable` for an empty file, an unreadable first line, more than 500 columns, or two columns of one name. */
export const readHeader = async (chunks: AsyncIterable<Uint8Array>, path: string): Promise<Header> => {
  const { candidates: found, isEmpty, preamble, titles } = await readStart(chunks);
  if (isEmpty) throw refuse(path, "the file is empty.", "Export it again, with a line of column names.");
  const readable = found.filter((candidate) => candidate.state === "row");
  const best = readable.reduce<(typeof found)[number] | undefined>(
    (most, candidate) => (most === undefined || candidate.fields > most.fields ? candidate : most),
    undefined,
  );
  if (best === undefined && found.some(({ state }) => state === "nul_byte"))
    throw refuse(path, "its first line holds zero bytes: it is no text.", "Export it as CSV in UTF-8.");
  if (best === undefined)
    throw refuse(path, "the line of column names cannot be read.", "Close its quotes, or export the file again.");
  if (best.fields > maxColumns)
    throw refuse(path, `it has ${best.fields} columns; ${maxColumns} are read at most.`, "Export fewer columns.");
  const columns = best.names.map((text, index) => visible(text) || `column_${index + 1}`);
  const seen = new Set<string>();
  for (const column of columns) {
    const key = column.toLowerCase();
    if (seen.has(key))
      throw refuse(path, `two columns are called ${column}.`, "Rename one, so that it is clear which is meant.");
    seen.add(key);
  }
  return { delimiter: best.delimiter, columns, preamble, titles };
};

/** The names of the columns of a text. Problem: as {@link readHeader}. */
export const columnsOfText = async (text: string, path: string): Promise<readonly string[]> => {
  const chunks = async function* () {
    yield Buffer.from(text.replace(/^\uFEFF/, ""));
  };
  return (await readHeader(chunks(), path)).columns;
};
