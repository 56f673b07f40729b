/** Rows that any reader takes for the same ones: one line each, of cells that are bare or in quotes from end to end. Nearly all are, and pass at a glance. */
import { maxField } from "./limits.ts";
import type { PlainDates } from "./plain-dates.ts";

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;

/** What every row of a file has to be like. */
export interface PlainForm {
  readonly delimiter: number;
  /** Cells of a row. */
  readonly width: number;
  /** 1 for each byte that ends a bare cell, or does not belong into one. */
  readonly marks: Uint8Array;
  readonly greatestMark: number;
}

export const plainForm = (delimiter: number, width: number): PlainForm => {
  const bytes = [delimiter, quote, lf, cr, 0];
  const marks = new Uint8Array(256);
  for (const byte of bytes) marks[byte] = 1;
  return { delimiter, width, marks, greatestMark: Math.max(...bytes) };
};

export interface Passed {
  readonly rows: number;
  /** Where the next row begins. */
  readonly at: number;
}

/** Where the quote stands that closes the cell; -1: not in this line. */
const closingQuote = (bytes: Uint8Array, from: number): number => {
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) {
      if (i + 1 >= bytes.length || bytes[i + 1] !== quote) return i;
      i += 1;
    } else if (byte === lf || byte === cr || byte === 0) return -1;
  }
  return -1;
};

/** Where a cell ends that is not in quotes, or holds what does not belong there. */
const endOfBare = (bytes: Uint8Array, from: number, marks: Uint8Array, greatestMark: number): number => {
  let i = from;
  while (i < bytes.length) {
    const byte = bytes[i] ?? 0;
    if (byte <= greatestMark && marks[byte] === 1) break;
    i += 1;
  }
  return i;
};

/** What follows the line end of so many bytes that stands there; -1: none does. */
const behindLine = (bytes: Uint8Array, at: number, ending: number): number => {
  const feed = at + ending - 1;
  return feed < bytes.length && bytes[feed] === lf && (ending === 1 || bytes[at] === cr) ? feed + 1 : -1;
};

/**
 * Passes rows that begin before `until` as long as they are plain and whole; `ending`: bytes of a line end. `dates`: whose dates must be plain as well,
 * and which sees them.
 */
export const passPlainRows = (
  bytes: Uint8Array,
  from: number,
  until: number,
  { delimiter, width, marks, greatestMark }: PlainForm,
  ending: number,
  dates: PlainDates | null,
): Passed => {
  const to = bytes.length;
  let at = from;
  let rows = 0;
  let column = 0;
  for (let i = from; i < to; i += 1) {
    const isQuoted = bytes[i] === quote;
    const cell = isQuoted ? i + 1 : i;
    const date = dates === null || dates.columns[column] === 0 ? -1 : dates.lengthAt(bytes, cell, column);
    const rest = date > 0 ? cell + date : cell;
    const end = isQuoted ? closingQuote(bytes, rest) : endOfBare(bytes, rest, marks, greatestMark);
    if (end < 0 || (date >= 0 && end !== cell + date)) break;
    i = isQuoted ? end + 1 : end;
    if (i >= to) break;
    column += 1;
    if (bytes[i] === delimiter && column < width) continue;
    const next = behindLine(bytes, i, ending);
    // A line of nothing is none, and in one that is too long a cell may be.
    if (next < 0 || column < width || next - at === ending || next - at > maxField) break;
    rows += 1;
    at = next;
    column = 0;
    if (at >= until) break;
    i = next - 1;
  }
  return { rows, at };
};
