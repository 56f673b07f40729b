/** What stands above the names of the columns in a delimited file: titles, a date, the filters of a report. */
import { fieldText } from "./field-text.ts";
import { type Row, rowScanner } from "./rows.ts";

export interface Titles {
  /** Rows above the names that are not blank. */
  readonly rows: number;
  /** Where they say something, from the first line of the file on, both included; null: nowhere. */
  readonly lines: { readonly from: number; readonly to: number } | null;
  /** Of the rows below. */
  readonly delimiter: number;
}

interface Seen {
  readonly fields: number;
  readonly filled: number;
  /** Each cell that says something is a word, no number, date or address. */
  readonly isNames: () => boolean;
  readonly line: number;
}

/** Rows by which the names are told. */
const looked = 60;

const isWord = (text: string): boolean => /\p{L}/u.test(text) && !text.includes("@") && !/^\d{1,4}[-/.]\d/.test(text);

const seenOf = (bytes: Uint8Array, row: Row, line: number): Seen => {
  const count = Math.min(row.fields, row.starts.length - 1);
  const cells = Array.from({ length: count }, (_, index) => fieldText(bytes, row, index).trim());
  const filled = cells.filter((text) => text !== "");
  return {
    fields: row.fields,
    filled: filled.length,
    isNames: () => filled.every(isWord),
    line,
  };
};

/** The first rows, as the delimiter cuts them, without the blank ones. */
const firstRows = (bytes: Uint8Array, delimiter: number, complete: boolean): readonly Seen[] => {
  const scan = rowScanner(delimiter, 0);
  const seen: Seen[] = [];
  for (let from = 0, line = 1; from < bytes.length && seen.length < looked; ) {
    const row = scan(bytes, from, bytes.length, complete);
    if (row.state === "more") break;
    if (row.state !== "blank") seen.push(seenOf(bytes, row, line));
    line += row.lines;
    from = row.next;
  }
  return seen;
};

/** Whether most of the rows below are cut as the first. */
const isLed = (first: Seen | undefined, below: readonly Seen[]): first is Seen =>
  first !== undefined && below.filter(({ fields }) => fields === first.fields).length * 2 >= below.length;

interface Told {
  readonly titles: Titles;
  readonly width: number;
}

/**
 * As in a workbook: the names are the first row that fills more than a third of the width, and fill most of it, all of it words. Most of
 * the rows below must be cut as they are.
 */
const toldBy = (delimiter: number, rows: readonly Seen[]): Told | null => {
  const width = Math.max(0, ...rows.map(({ filled }) => filled));
  const place = rows.findIndex(({ filled }) => filled * 3 > width);
  const names = rows[place];
  const [first] = rows;
  if (width < 3 || place < 1 || names === undefined || first === undefined) return null;
  const said = rows.slice(0, place).find(({ filled }) => filled > 0);
  if (!names.isNames() || names.filled * 3 <= width * 2) return null;
  const below = rows.slice(place + 1);
  // A sheet's rows are all of its width; elsewhere a row alone may as well be one with too many cells.
  if (below.length === 0 ? first.fields !== names.fields : !isLed(names, below)) return null;
  const lines = said === undefined ? null : { from: said.line, to: names.line - 1 };
  return { titles: { rows: place, lines, delimiter }, width };
};

/** Null where the first row is that of the names, or none can be told from titles. `bytes`: the start of a file, all of it where `complete`. */
export const titlesOf = (bytes: Uint8Array, delimiters: readonly number[], complete: boolean): Titles | null => {
  const cut = delimiters.map((delimiter) => ({ delimiter, rows: firstRows(bytes, delimiter, complete) }));
  const told = cut.flatMap(({ delimiter, rows }) => toldBy(delimiter, rows) ?? []);
  const [best] = told.sort((a, b) => b.width - a.width);
  // Cut otherwise, the first row may well be one of names.
  const filled = Math.max(0, ...cut.map(({ rows: [first, ...below] }) => (isLed(first, below) ? first.filled : 0)));
  return best === undefined || filled * 3 > best.width ? null : best.titles;
};
