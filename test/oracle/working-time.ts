/** When we are open: working days, and the working hours between two instants on one zone's clock. */
import type { WorkspaceConfig } from "../../src/model/process.ts";
import { addDays, clock, dateOf, weekdayOf, weekdays } from "./time.ts";

/** The n-th given weekday (0 is Monday) of a month; -1 the last. */
const nth = (year: number, month: number, weekday: number, n: number): string => {
  const first = `${year}-${String(month).padStart(2, "0")}-01`;
  const days = Array.from({ length: 31 }, (_, i) => addDays(first, i)).filter(
    (date) => date.slice(0, 7) === first.slice(0, 7) && weekdayOf(date) === weekday,
  );
  return days.at(n < 0 ? n : n - 1) ?? first;
};

const observed = (date: string): string =>
  weekdayOf(date) === 5 ? addDays(date, -1) : weekdayOf(date) === 6 ? addDays(date, 1) : date;

/** The federal holidays of the United States on their observed days. */
export const federalHolidays = (year: number): string[] => [
  observed(`${year}-01-01`),
  nth(year, 1, 0, 3),
  nth(year, 2, 0, 3),
  nth(year, 5, 0, -1),
  ...(year >= 2021 ? [observed(`${year}-06-19`)] : []),
  observed(`${year}-07-04`),
  nth(year, 9, 0, 1),
  nth(year, 10, 0, 2),
  observed(`${year}-11-11`),
  nth(year, 11, 3, 4),
  observed(`${year}-12-25`),
];

const federal = new Map<number, string[]>();
const federalOf = (year: number): string[] => {
  const days = federal.get(year) ?? federalHolidays(year);
  federal.set(year, days);
  return days;
};

const isHoliday = (date: string, config: WorkspaceConfig): boolean => {
  const { holidays } = config.workingTime;
  if (holidays !== "US") return holidays.includes(date);
  const year = Number(date.slice(0, 4));
  return [year, year + 1].some((y) => federalOf(y).includes(date));
};

const isWorkingDay = (date: string, config: WorkspaceConfig): boolean => {
  const weekday = weekdays[weekdayOf(date)];
  return weekday !== undefined && config.workingTime.days.includes(weekday) && !isHoliday(date, config);
};

/** Working days among the dates of `[from, to)`. */
export const workingDays = (from: string, to: string, config: WorkspaceConfig): number => {
  let count = 0;
  for (let date = from; date < to; date = addDays(date, 1)) if (isWorkingDay(date, config)) count += 1;
  return count;
};

/** Hours of `[from, to)` within the opening hours, as the clocks of the zone show them. */
export const workingHours = (from: number, to: number, zone: string, config: WorkspaceConfig): number => {
  let total = 0;
  for (let date = dateOf(from, zone); date <= dateOf(to, zone); date = addDays(date, 1)) {
    if (!isWorkingDay(date, config)) continue;
    const opens = clock(date, config.workingTime.from, zone);
    const closes = clock(date, config.workingTime.to, zone);
    total += Math.max(0, Math.min(to, closes) - Math.max(from, opens));
  }
  return total / 3_600_000;
};
