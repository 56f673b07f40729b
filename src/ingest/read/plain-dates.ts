/**
 * Whether all dates of a file are written in the one way that is understood at a glance, seen while its bytes are looked over: each cell of a date is empty or
 * `2026-07-01`, and each of an instant empty or `2026-07-01T09:30:00Z`, with or without a fraction.
 */
import type { Table } from "../../model/tables.ts";
import { maxColumns } from "./limits.ts";
import type { Row } from "./rows.ts";

const zero = 0x30;
const dash = 0x2d;
const point = 0x2e;
const colon = 0x3a;
const blank = 0x20;
const upperT = 0x54;
const upperZ = 0x5a;

/** Two digits, the first of which is no greater than that. */
const areDigits = (bytes: Uint8Array, at: number, greatest = 9): boolean => {
  const [tens, ones] = [(bytes[at] ?? 0) - zero, (bytes[at + 1] ?? 0) - zero];
  return tens >= 0 && tens <= greatest && ones >= 0 && ones <= 9;
};

const dayLength = 10;

/** Whether `2026-07-01` stands there; no year begins with a zero. */
const isDay = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 4] === dash &&
  bytes[at + 7] === dash &&
  bytes[at] !== zero &&
  areDigits(bytes, at) &&
  areDigits(bytes, at + 2) &&
  areDigits(bytes, at + 5) &&
  areDigits(bytes, at + 8);

const timeLength = 8;

/** Whether `09:30:00` stands there; no hour is after 23. */
const isTime = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 2] === colon &&
  bytes[at + 5] === colon &&
  areDigits(bytes, at, 2) &&
  (bytes[at] !== zero + 2 || (bytes[at + 1] ?? 0) <= zero + 3) &&
  areDigits(bytes, at + 3, 5) &&
  areDigits(bytes, at + 6, 5);

/** Where digits end that begin there. */
const endOfDigits = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) >= zero && (bytes[end] ?? 0) <= zero + 9) end += 1;
  return end;
};

// Reading beyond the last byte only once makes all reading slow.
const holds = (bytes: Uint8Array, at: number, length: number): boolean => at + length <= bytes.length;

const dayAt = (bytes: Uint8Array, at: number): number =>
  holds(bytes, at, dayLength) && isDay(bytes, at) ? dayLength : 0;

const utcAt = (bytes: Uint8Array, at: number): number => {
  const time = at + dayLength + 1;
  const from = time + timeLength;
  if (!holds(bytes, from, 1) || !isDay(bytes, at) || !isTime(bytes, time)) return 0;
  if (bytes[time - 1] !== upperT && bytes[time - 1] !== blank) return 0;
  const hasPoint = bytes[from] === point;
  const end = hasPoint ? endOfDigits(bytes, from + 1) : from;
  const digits = hasPoint ? end - from - 1 : 1;
  return digits >= 1 && digits <= 9 && end < bytes.length && bytes[end] === upperZ ? end + 1 - at : 0;
};

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
export class PlainDates {
  /** By its place, 0 for each column that holds no dates. */
  readonly columns: Uint8Array;
  private readonly places: readonly number[];
  private plain = true;
  private first = 0;
  private last = 0;

  constructor(table: Table, columns: readonly string[]) {
    this.columns = kindsOf(table, columns);
    this.places = [...columns.keys()].filter((column) => this.columns[column] !== none);
  }

  /** Bytes of the plain date of the column that begins there; 0: none does. */
  lengthAt(bytes: Uint8Array, at: number, column: number): number {
    const length = this.columns[column] === instant ? utcAt(bytes, at) : dayAt(bytes, at);
    if (length > 0) {
      const year = yearAt(bytes, at);
      if (year > this.last) this.last = year;
      if (year < this.first || this.first === 0) this.first = year;
    }
    return length;
  }

  /** Looks at a row that did not pass at a glance. */
  see(bytes: Uint8Array, { starts, ends }: Pick<Row, "starts" | "ends">): void {
    for (const column of this.places) {
      const from = starts[column] ?? 0;
      const length = (ends[column] ?? 0) - from;
      if (this.plain && length > 0 && length !== this.lengthAt(bytes, from, column)) this.plain = false;
    }
  }

  isPlain(): boolean {
    return this.plain;
  }

  /** The years that they lie in, both included; null where there are none. */
  years(): { readonly first: number; readonly last: number } | null {
    return this.first === 0 ? null : { first: this.first, last: this.last };
  }
}
