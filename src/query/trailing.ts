/** What a figure was before: units of the same length, and the band that it kept to in them. */
import { firstDayAhead } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import type { DateRange } from "./question.ts";

/** Four weeks hold each weekday equally often. */
const longestUnit = 28;
const unitsBehind = 12;
/** With fewer values there is no norm. */
const fewestValues = 6;

export interface Trailing {
  /** As many days as the period has, at most four weeks, up to its end or what has begun of it. */
  readonly recent: DateRange;
  /** The units before it, the nearest first. */
  readonly before: readonly DateRange[];
}

export const trailing = (range: DateRange, asOf: number, timezone: string): Trailing => {
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  const end = Math.min(to, firstDayAhead(asOf, timezone));
  const length = Math.min(longestUnit, to - from);
  const unit = (back: number): DateRange => ({
    from: dateOf(end - length * (back + 1)),
    to: dateOf(end - length * back),
  });
  return { recent: unit(0), before: Array.from({ length: unitsBehind }, (_, index) => unit(index + 1)) };
};

export interface Band {
  readonly norm: number;
  readonly low: number;
  readonly high: number;
}

/** The mean, and two standard deviations on either side. */
export const bandOf = (values: readonly (number | null)[]): Band | null => {
  const known = values.filter((value) => value !== null);
  if (known.length < fewestValues) return null;
  const norm = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - norm) ** 2, 0);
  const spread = 2 * Math.sqrt(squares / (known.length - 1));
  return { norm, low: norm - spread, high: norm + spread };
};
