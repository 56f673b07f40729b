/** Whether all dates of a file are written in the one way that is understood at a glance, seen while its bytes are looked over. */
import type { Table } from "../../model/tables.ts";
import { maxColumns } from "./limits.ts";
import type { DatesOnTheWay, Row } from "./rows.ts";

/** Whether each cell of a date is empty or `2026-07-01`, and each of an instant empty or `2026-07-01T09:30:00Z`, with or without a fraction. */
export interface PlainDates extends DatesOnTheWay {
  readonly see: (bytes: Uint8Array, row: Row) => void;
  readonly isPlain: () => boolean;
  /** The years that they lie in, both included; null where there are none. */
  readonly years: () => { readonly first: number; readonly last: number } | null;
}

const zero = 0x30;
const point = 0x2e;
const upperZ = 0x5a;

/** What may stand for a letter of a form. */
const letters = {
  Y: "123456789",
  D: "0123456789",
  H: "012",
  S: "012345",
  T: "T ",
  "-": "-",
  ":": ":",
};
const bitOf = (letter: string): number => 1 << Object.keys(letters).indexOf(letter);
const formOf = (text: string): Uint8Array => Uint8Array.from(text, bitOf);

/** For which letters a byte may stand. */
const standsFor = new Uint8Array(256);
for (const [letter, characters] of Object.entries(letters))
  for (const byte of Buffer.from(characters)) standsFor[byte] = (standsFor[byte] ?? 0) | bitOf(letter);

const day = formOf("YDDD-DD-DD");
const second = formOf("YDDD-DD-DDTHD:SD:SD");
const digit = bitOf("D");

const isOfForm = (bytes: Uint8Array, at: number, form: Uint8Array): boolean => {
  // Reading beyond the last byte only once makes all reading slow.
  if (at + form.length > bytes.length) return false;
  for (let i = 0; i < form.length; i += 1)
    if (((standsFor[bytes[at + i] ?? 0] ?? 0) & (form[i] ?? 0)) === 0) return false;
  return true;
};

/** No hour is after 23. */
const isHour = (bytes: Uint8Array, at: number): boolean => bytes[at] !== zero + 2 || (bytes[at + 1] ?? 0) <= zero + 3;

/** Where digits end that begin there. */
const endOfDigits = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while (end < bytes.length && ((standsFor[bytes[end] ?? 0] ?? 0) & digit) !== 0) end += 1;
  return end;
};

const utcAt = (bytes: Uint8Array, at: number): number => {
  if (!isOfForm(bytes, at, second) || !isHour(bytes, at + 11)) return 0;
  const from = at + second.length;
  const hasPoint = from < bytes.length && bytes[from] === point;
  const end = hasPoint ? endOfDigits(bytes, from + 1) : from;
  const digits = hasPoint ? end - from - 1 : 1;
  return digits >= 1 && digits <= 9 && end < bytes.length && bytes[end] === upperZ ? end + 1 - at : 0;
};

const dayAt = (bytes: Uint8Array, at: number): number => (isOfForm(bytes, at, day) ? day.length : 0);

const digitAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) - zero;

const yearAt = (bytes: Uint8Array, at: number): number =>
  ((digitAt(bytes, at) * 10 + digitAt(bytes, at + 1)) * 10 + digitAt(bytes, at + 2)) * 10 + digitAt(bytes, at + 3);

const none = 0;
const date = 1;
const instant = 2;

const kindsOf = (table: Table, columns: readonly string[]): Uint8Array => {
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  const typeOf = (label: string) => (label === "recorded_at" ? "instant" : types.get(label));
  const kindOf = (label: string): number => {
    const type = typeOf(label.toLowerCase());
    if (type === "instant") return instant;
    return type === "date" ? date : none;
  };
  const kinds = new Uint8Array(maxColumns + 1);
  kinds.set(columns.map(kindOf));
  return kinds;
};

/** Sees the columns of the table's dates among those of a file. */
export const plainDates = (table: Table, columns: readonly string[]): PlainDates => {
  const kinds = kindsOf(table, columns);
  const places = [...columns.keys()].filter((column) => kinds[column] !== none);
  let plain = true;
  let first = 0;
  let last = 0;
  const seeYear = (year: number): void => {
    if (year > last) last = year;
    if (year < first || first === 0) first = year;
  };
  const lengthAt = (bytes: Uint8Array, at: number, column: number): number => {
    const length = kinds[column] === instant ? utcAt(bytes, at) : dayAt(bytes, at);
    if (length > 0) seeYear(yearAt(bytes, at));
    return length;
  };
  return {
    columns: kinds,
    lengthAt,
    see: (bytes, row) => {
      if (!plain) return;
      for (const column of places) {
        const from = row.starts[column] ?? 0;
        const length = (row.ends[column] ?? 0) - from;
        if (length > 0 && length !== row.plain[column] && length !== lengthAt(bytes, from, column)) plain = false;
      }
    },
    isPlain: () => plain,
    years: () => (first === 0 ? null : { first, last }),
  };
};
