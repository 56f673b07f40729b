/** What a period is compared with: the one before, or the same one a year earlier. */
import type { DateRange } from "./calendar.ts";
import { addMonths, civilOf, dateOf, dayNumber } from "./day.ts";
import type { WorkspaceConfig } from "./process.ts";
import { isWorkingDay, workingDaysBetween } from "./working-time.ts";
import { localDay, localMidnight } from "./zone.ts";

const between = (from: number, to: number): DateRange => ({ from: dateOf(from), to: dateOf(to) });

/** The first local day of which nothing has passed at the instant (UTC epoch milliseconds). */
export const firstDayAhead = (utcMs: number, zone: string): number => {
  const day = localDay(utcMs, zone);
  return localMidnight(day, zone) >= utcMs ? day : day + 1;
};

/** The local date whose state is measured at the end of a range: its last one, or that of the as-of, which comes first. */
export const measuredDay = (to: string, asOfMs: number, zone: string): string =>
  dateOf(Math.min(dayNumber(to) - 1, localDay(asOfMs, zone)));

/** Whole months, when the range begins and ends on the first of a month: quarters, years and fiscal years are such. */
const wholeMonths = (range: DateRange): number | null => {
  const from = civilOf(dayNumber(range.from));
  const to = civilOf(dayNumber(range.to));
  return from.day === 1 && to.day === 1 ? (to.year - from.year) * 12 + to.month - from.month : null;
};

/** As many calendar months before, or as many days. Weeks are days. */
const before = (range: DateRange): DateRange => {
  const from = dayNumber(range.from);
  const months = wholeMonths(range);
  return between(months === null ? from - (dayNumber(range.to) - from) : addMonths(from, -months), from);
};

/** What says when a range runs: the report zone and the working days. */
export type ToDateRules = Pick<WorkspaceConfig, "timezone" | "workingTime">;

/**
 * The part of `whole` that has as many working days as have begun of the running range at `asOfMs` (UTC epoch milliseconds):
 * it ends with the last of them, at the latest where `whole` ends. Before the first working day it has as many days.
 * A range that is over, or has not begun, is compared with all of `whole`.
 */
export const toDate = (whole: DateRange, running: DateRange, asOfMs: number, rules: ToDateRules): DateRange => {
  const from = dayNumber(running.from);
  const isOver = asOfMs >= localMidnight(dayNumber(running.to), rules.timezone);
  const ahead = firstDayAhead(asOfMs, rules.timezone);
  if (isOver || ahead <= from) return whole;
  const start = dayNumber(whole.from);
  const last = dayNumber(whole.to);
  const wanted = workingDaysBetween(from, ahead, rules);
  if (wanted === 0) return between(start, Math.min(last, start + ahead - from));
  let end = start;
  for (let seen = 0; seen < wanted && end < last; end += 1) if (isWorkingDay(end, rules)) seen += 1;
  return between(start, end);
};

/**
 * The range before: of whole calendar months (a quarter, a year, twelve months) as many months, of any other as many days,
 * ending where the range starts. With `asOfMs` (UTC epoch milliseconds) within the range, to-date is compared with to-date.
 */
export const previousRange = (
  range: DateRange,
  { config, asOfMs }: { readonly config: ToDateRules; readonly asOfMs?: number },
): DateRange => {
  const whole = before(range);
  return asOfMs === undefined ? whole : toDate(whole, range, asOfMs, config);
};

/** The same dates a year earlier. Whole months are whole there, too: February to its last day, and of any other range to the same day. */
export const yearEarlier = (range: DateRange): DateRange => {
  const lastDay = dayNumber(range.to) - 1;
  const isWhole = wholeMonths(range) !== null;
  const to = isWhole ? addMonths(dayNumber(range.to), -12) : addMonths(lastDay, -12) + 1;
  return between(addMonths(dayNumber(range.from), -12), to);
};
