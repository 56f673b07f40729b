/** Calendar dates as whole days since 1970, and the days on which nobody works. */
import { Problem } from "../problem.ts";

export const dayLength = 86_400_000;

const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayLength;

/** `YYYY-MM-DD` to a day; a date that does not exist is a problem. */
export const dayOf = (text: string): number => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match === null ? Number.NaN : at(Number(match[1]), Number(match[2]), Number(match[3]));
  if (Number.isNaN(day) || dateOf(day) !== text) throw new Problem("bad_period", { text, nearest: null });
  return day;
};

export const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** 1..12 */
export const monthOf = (day: number): number => new Date(day * dayLength).getUTCMonth() + 1;
const yearOf = (day: number): number => new Date(day * dayLength).getUTCFullYear();

/** The same day of the month, `months` later; the last one where the month is too short. */
export const addMonths = (day: number, months: number): number => {
  const first = at(yearOf(day), monthOf(day) + months, 1);
  const length = at(yearOf(first), monthOf(first) + 1, 1) - first;
  return first + Math.min(new Date(day * dayLength).getUTCDate(), length) - 1;
};

export const firstOfMonth = (day: number): number => at(yearOf(day), monthOf(day), 1);
export const firstOfQuarter = (day: number): number => at(yearOf(day), Math.floor((monthOf(day) - 1) / 3) * 3 + 1, 1);

/** The n-th weekday of a month; -1 is the last one. */
const nth = (year: number, month: number, weekday: number, n: number): number => {
  if (n < 0) {
    const last = at(year, month + 1, 1) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = at(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
};

/** Saturday's holiday is kept on Friday, Sunday's on Monday. */
const observed = (day: number): number => day + (weekdayOf(day) === 5 ? -1 : weekdayOf(day) === 6 ? 1 : 0);

const federalHolidays = (year: number): readonly number[] => [
  observed(at(year, 1, 1)),
  nth(year, 1, 0, 3),
  nth(year, 2, 0, 3),
  nth(year, 5, 0, -1),
  ...(year >= 2021 ? [observed(at(year, 6, 19))] : []),
  observed(at(year, 7, 4)),
  nth(year, 9, 0, 1),
  nth(year, 10, 0, 2),
  observed(at(year, 11, 11)),
  nth(year, 11, 3, 4),
  observed(at(year, 12, 25)),
  observed(at(year + 1, 1, 1)),
];

const holidaysOfYear = new Map<number, ReadonlySet<number>>();
const isHoliday = (day: number): boolean => {
  const year = yearOf(day);
  const known = holidaysOfYear.get(year) ?? new Set(federalHolidays(year));
  holidaysOfYear.set(year, known);
  return known.has(day);
};

export const isWorkday = (day: number): boolean => weekdayOf(day) < 5 && !isHoliday(day);
