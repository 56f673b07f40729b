/** Whether all dates of a file are written in the one way that is understood at a glance, seen while its bytes are looked over. */
import type { Table } from "../../model/tables.ts";
import type { Row } from "./rows.ts";

/** Whether each cell of a date is empty or `2026-07-01`, and each of an instant empty or `2026-07-01T09:30:00Z`, with or without a fraction. */
export interface PlainDates {
  readonly see: (bytes: Uint8Array, row: Row) => void;
  readonly isPlain: () => boolean;
  /** The years that they lie in, both included; null where there are none. */
  readonly years: () => { readonly first: number; readonly last: number } | null;
}

const zero = 0x30;
const dash = 0x2d;
const colon = 0x3a;
const point = 0x2e;
const dayLength = 10;
const secondLength = 19;

const isDigit = (byte: number | undefined): boolean => ((byte ?? 0) - zero) >>> 0 <= 9;

const areDigits = (bytes: Uint8Array, at: number): boolean => isDigit(bytes[at]) && isDigit(bytes[at + 1]);

const isDay = (bytes: Uint8Array, at: number): boolean =>
  areDigits(bytes, at) &&
  bytes[at] !== zero &&
  areDigits(bytes, at + 2) &&
  bytes[at + 4] === dash &&
  areDigits(bytes, at + 5) &&
  bytes[at + 7] === dash &&
  areDigits(bytes, at + 8);

const isBelowSixty = (bytes: Uint8Array, at: number): boolean => areDigits(bytes, at) && (bytes[at] ?? 0) <= zero + 5;

const isHour = (bytes: Uint8Array, at: number): boolean => {
  const tens = bytes[at] ?? 0;
  const ones = bytes[at + 1] ?? 0;
  return areDigits(bytes, at) && (tens < zero + 2 || (tens === zero + 2 && ones <= zero + 3));
};

/** Up to nine digits behind a point, or nothing. */
const isFraction = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (from === to) return true;
  if (bytes[from] !== point || to - from < 2 || to - from > 10) return false;
  for (let i = from + 1; i < to; i += 1) if (!isDigit(bytes[i])) return false;
  return true;
};

const isUtc = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from > secondLength &&
  bytes[to - 1] === 0x5a &&
  isDay(bytes, from) &&
  (bytes[from + dayLength] === 0x54 || bytes[from + dayLength] === 0x20) &&
  isHour(bytes, from + 11) &&
  bytes[from + 13] === colon &&
  isBelowSixty(bytes, from + 14) &&
  bytes[from + 16] === colon &&
  isBelowSixty(bytes, from + 17) &&
  isFraction(bytes, from + secondLength, to - 1);

const digitAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) - zero;

const yearAt = (bytes: Uint8Array, at: number): number =>
  ((digitAt(bytes, at) * 10 + digitAt(bytes, at + 1)) * 10 + digitAt(bytes, at + 2)) * 10 + digitAt(bytes, at + 3);

/** Sees the columns of the table's dates among those of a file. */
export const plainDates = (table: Table, columns: readonly string[]): PlainDates => {
  const kinds = new Map(table.columns.map((column) => [column.name, column.type]));
  const kindOf = (label: string) => (label === "recorded_at" ? "instant" : kinds.get(label));
  const places = columns.flatMap((label, index) => {
    const kind = kindOf(label.toLowerCase());
    return kind === "instant" || kind === "date" ? [{ index, isInstant: kind === "instant" }] : [];
  });
  let plain = true;
  let first = 0;
  let last = 0;
  const seeYear = (year: number): void => {
    if (year > last) last = year;
    if (year < first || first === 0) first = year;
  };
  return {
    see: (bytes, row) => {
      if (!plain) return;
      for (const { index, isInstant } of places) {
        const from = row.starts[index] ?? 0;
        const to = row.ends[index] ?? 0;
        if (from === to) continue;
        if (isInstant ? isUtc(bytes, from, to) : to - from === dayLength && isDay(bytes, from))
          seeYear(yearAt(bytes, from));
        else plain = false;
      }
    },
    isPlain: () => plain,
    years: () => (first === 0 ? null : { first, last }),
  };
};
