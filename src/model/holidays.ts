/** The days on which nobody works: those declared, or the federal holidays of the United States. */
import { civilOf, dateOf, dayNumber, dayOf, weekdayIndex } from "./day.ts";
import type { WorkingTime } from "./process.ts";

/** A fixed date is observed on Friday when it falls on a Saturday, on Monday when on a Sunday (5 U.S.C. 6103(b)). */
const observed = (day: number): number => {
  const weekday = weekdayIndex(day);
  return weekday === 5 ? day - 1 : weekday === 6 ? day + 1 : day;
};

const monday = 0;
const thursday = 3;

const nth = (count: number, weekday: number, year: number, month: number): number => {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayIndex(first) + 7) % 7) + 7 * (count - 1);
};

const lastMonday = (year: number, month: number): number => {
  const last = dayOf(year, month + 1, 1) - 1;
  return last - weekdayIndex(last);
};

/**
 * The federal holidays of a year (5 U.S.C. 6103(a)) on the days they are observed, as day numbers in order; Juneteenth from 2021.
 * New Year's Day of a year that begins on a Saturday is observed on the last day of the year before.
 */
export const usFederalHolidays = (year: number): readonly number[] => [
  observed(dayOf(year, 1, 1)),
  nth(3, monday, year, 1),
  nth(3, monday, year, 2),
  lastMonday(year, 5),
  ...(year >= 2021 ? [observed(dayOf(year, 6, 19))] : []),
  observed(dayOf(year, 7, 4)),
  nth(1, monday, year, 9),
  nth(2, monday, year, 10),
  observed(dayOf(year, 11, 11)),
  nth(4, thursday, year, 11),
  observed(dayOf(year, 12, 25)),
];

const yearsOfUs = new Map<number, ReadonlySet<number>>();
const declared = new WeakMap<readonly string[], ReadonlySet<number>>();

const usIn = (year: number): ReadonlySet<number> => {
  const known = yearsOfUs.get(year) ?? new Set([...usFederalHolidays(year), ...usFederalHolidays(year + 1)]);
  yearsOfUs.set(year, known);
  return known;
};

const declaredIn = (dates: readonly string[]): ReadonlySet<number> => {
  const known = declared.get(dates) ?? new Set(dates.map(dayNumber));
  declared.set(dates, known);
  return known;
};

export const isHoliday = (day: number, { holidays }: Pick<WorkingTime, "holidays">): boolean =>
  holidays === "US" ? usIn(civilOf(day).year).has(day) : declaredIn(holidays).has(day);

/** The holidays that fall into the years, both included, as sorted `YYYY-MM-DD`. */
export const holidaysOf = (
  config: { readonly workingTime: Pick<WorkingTime, "holidays"> },
  fromYear: number,
  toYear: number,
): readonly string[] => {
  const { holidays } = config.workingTime;
  const from = dayOf(fromYear, 1, 1);
  const to = dayOf(toYear + 1, 1, 1);
  const years = Array.from({ length: Math.max(0, toYear - fromYear + 2) }, (_, index) => fromYear + index);
  const days = holidays === "US" ? years.flatMap(usFederalHolidays) : [...new Set(holidays.map(dayNumber))];
  return days
    .filter((day) => day >= from && day < to)
    .sort((a, b) => a - b)
    .map(dateOf);
};
