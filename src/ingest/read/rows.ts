/** Rows of delimited text, found byte by byte: where each field lies, and what is wrong with the row. */
import { maxColumns, maxField } from "./limits.ts";

/** `more`: the row goes on beyond the bytes at hand. */
export type RowState = "row" | "blank" | "more" | "bad_quote" | "field_too_long" | "nul_byte";

export interface Row {
  state: RowState;
  /** Fields found; of more than 500 only the number is kept. */
  fields: number;
  readonly starts: Int32Array;
  /** Exclusive. Of a quoted field, start and end lie inside its quotes. */
  readonly ends: Int32Array;
  readonly quoted: Uint8Array;
  /** Where the row's text ends, without its line end. */
  end: number;
  /** Where the next row starts. */
  next: number;
  /** Line ends passed, its own included. */
  lines: number;
  /** A quote inside an unquoted field: taken literally, but not every reader does. */
  looseQuote: boolean;
  /** Ended by CR alone. */
  loneCr: boolean;
}

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;

/**
 * A scanner for one delimiter. `width` (0: unknown) is the number of columns, used to see when a quoted field swallowed whole rows.
 * A quoted field that is not closed properly costs the lines up to the end of the one in which it opened; the next row starts there.
 */
export const rowScanner = (delimiter: number, width: number) => {
  const special = new Uint8Array(256);
  // Where the delimiter is a comma or a tab, letters and digits are all above.
  const greatest = Math.max(delimiter, quote);
  for (const byte of [delimiter, lf, cr, quote, 0]) special[byte] = 1;
  const row: Row = {
    state: "more",
    fields: 0,
    starts: new Int32Array(maxColumns + 1),
    ends: new Int32Array(maxColumns + 1),
    quoted: new Uint8Array(maxColumns + 1),
    end: 0,
    next: 0,
    lines: 0,
    looseQuote: false,
    loneCr: false,
  };

  /** Ends the row at the first line end from `at` on. */
  const endLine = (bytes: Uint8Array, at: number, to: number, final: boolean): boolean => {
    let i = at;
    while (i < to && bytes[i] !== lf && bytes[i] !== cr) i += 1;
    if (i === to) {
      if (!final) return false;
      row.end = to;
      row.next = to;
      row.lines += 1;
      return true;
    }
    if (bytes[i] === cr && i + 1 === to && !final) return false;
    row.end = i;
    const both = bytes[i] === cr && bytes[i + 1] === lf && i + 1 < to;
    row.loneCr = bytes[i] === cr && !both;
    row.next = both ? i + 2 : i + 1;
    row.lines += 1;
    return true;
  };

  const { starts, ends, quoted } = row;

  /** Finds a row that is one line without quotes and zero bytes: nearly all are, and it takes half the time. */
  const scanPlain = (bytes: Uint8Array, from: number, to: number): boolean => {
    let fields = 0;
    let start = from;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte > greatest || special[byte] === 0) continue;
      if (fields >= maxColumns) return false;
      starts[fields] = start;
      ends[fields] = i;
      quoted[fields] = 0;
      fields += 1;
      start = i + 1;
      if (byte === delimiter) continue;
      const isReturn = byte === cr && i + 1 < to && bytes[i + 1] === lf;
      if (!(isReturn || byte === lf) || i - from > maxField) return false;
      row.fields = fields;
      row.end = i;
      row.next = isReturn ? i + 2 : i + 1;
      row.lines = 1;
      row.state = fields === 1 && i === from ? "blank" : "row";
      return true;
    }
    return false;
  };

  const finish = (state: RowState, complete: boolean): Row => {
    row.state = complete ? state : "more";
    return row;
  };

  const scan = (bytes: Uint8Array, from: number, to: number, final: boolean): Row => {
    row.fields = 0;
    row.lines = 0;
    row.looseQuote = false;
    row.loneCr = false;
    if (scanPlain(bytes, from, to)) return row;
    let i = from;
    let nul = false;
    let long = false;
    for (;;) {
      const index = Math.min(row.fields, maxColumns);
      let start = i;
      let isQuoted = 0;
      let end: number;
      if (i < to && bytes[i] === quote) {
        const opened = i;
        const linesBefore = row.lines;
        const bad = (state: RowState): Row => {
          row.lines = linesBefore;
          return finish(state, endLine(bytes, opened, to, final));
        };
        isQuoted = 1;
        start = i + 1;
        i = start;
        for (;;) {
          const limit = Math.min(to, start + maxField + 1);
          while (i < limit) {
            const byte = bytes[i];
            if (byte === quote) break;
            if (byte === lf) row.lines += 1;
            else if (byte === cr && i + 1 < to && bytes[i + 1] !== lf) row.lines += 1;
            else if (byte === 0) nul = true;
            i += 1;
          }
          if (i - start > maxField) return bad("bad_quote");
          if (i === to) return final ? bad("bad_quote") : finish("more", false);
          if (i + 1 === to && !final) return finish("more", false);
          if (i + 1 < to && bytes[i + 1] === quote) i += 2;
          else break;
        }
        end = i;
        i += 1;
        const after = bytes[i];
        if (i < to && after !== delimiter && after !== lf && after !== cr) return bad("bad_quote");
        if (row.lines > linesBefore && width > 2 && swallowedRows(bytes, start, end, delimiter, row.fields, width))
          return bad("bad_quote");
      } else {
        for (;;) {
          while (i < to && special[bytes[i] ?? 0] === 0) i += 1;
          if (i === to) break;
          const byte = bytes[i];
          if (byte === quote) row.looseQuote = true;
          else if (byte === 0) nul = true;
          else break;
          i += 1;
        }
        end = i;
        if (end - start > maxField) long = true;
        if (i === to && !final) return finish("more", false);
      }
      row.starts[index] = start;
      row.ends[index] = end;
      row.quoted[index] = isQuoted;
      row.fields += 1;
      if (i < to && bytes[i] === delimiter) {
        i += 1;
        if (i === to && !final) return finish("more", false);
        continue;
      }
      const complete = endLine(bytes, i, to, final);
      if (nul) return finish("nul_byte", complete);
      if (long) return finish("field_too_long", complete);
      const blank = row.fields === 1 && isQuoted === 0 && end === start;
      return finish(blank ? "blank" : "row", complete);
    }
  };
  return scan;
};

/**
 * Whether a quoted text over several lines is in truth a stray quote, whole rows, and the next stray quote: then every line
 * has as many delimiters as a row needs. A text that happens to look so is hardly thinkable from three columns on.
 */
const swallowedRows = (
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  index: number,
  width: number,
): boolean => {
  let count = 0;
  let expected = width - 1 - index;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i];
    if (byte === delimiter) count += 1;
    else if (byte === lf || (byte === cr && bytes[i + 1] !== lf)) {
      if (count !== expected) return false;
      count = 0;
      expected = width - 1;
    }
  }
  return count === index;
};
