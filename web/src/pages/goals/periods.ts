/** The spans that goals are set for: a month, a quarter or a year, by the words of the address. */
import { dayBefore, rangeText } from "../../words/dates.ts";

export type SpanKind = "month" | "quarter" | "year";

export interface Span {
  /** `2026-Q4`, `2026-11`, `2026`. */
  readonly words: string;
  readonly kind: SpanKind;
  readonly name: string;
  /** Both counted, as goals are written. */
  readonly starts_on: string;
  readonly ends_on: string;
  /** The day after the last. */
  readonly to: string;
}

const lengths: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, year: 12 };

const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

const spanAt = (kind: SpanKind, month: number): Span => {
  const first = month - (month % lengths[kind]);
  const year = Math.floor(first / 12);
  const to = firstOf(first + lengths[kind]);
  const quarter = `Q${Math.floor((first % 12) / 3) + 1}`;
  const words = kind === "year" ? String(year) : kind === "quarter" ? `${year}-${quarter}` : firstOf(first).slice(0, 7);
  return { words, kind, name: rangeText(firstOf(first), to), starts_on: firstOf(first), ends_on: dayBefore(to), to };
};

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

export const spanOfDay = (kind: SpanKind, day: string): Span => spanAt(kind, monthOf(day));

/** So many spans later, or earlier. */
export const neighbour = (span: Span, by: number): Span =>
  spanAt(span.kind, monthOf(span.starts_on) + by * lengths[span.kind]);

/** `null` when the words name none. */
export const spanIn = (words: string): Span | null => {
  const [, year = "", quarter, month] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(words) ?? [];
  if (year === "") return null;
  const from = Number(year) * 12;
  if (quarter !== undefined) return spanAt("quarter", from + (Number(quarter) - 1) * 3);
  return month === undefined ? spanAt("year", from) : spanAt("month", from + Number(month) - 1);
};
