/** Working days and working hours: the overlap of a stretch of time with the hours in which a desk is open. */
import { dayNumber, weekdayOf } from "./day.ts";
import { isHoliday } from "./holidays.ts";
import type { WorkingTime, WorkspaceConfig } from "./process.ts";
import { dayMs, instantOfWallClock, localDay, localMidnight } from "./zone.ts";

/** Any record that says when work is done, a workspace for example. */
export type WorkingRules = Pick<WorkspaceConfig, "workingTime">;

/** One opening of a desk, `[openMs, closeMs)` in UTC epoch milliseconds, and the working time before it since the calendar's start. */
export interface OpenInterval {
  readonly day: number;
  readonly openMs: number;
  readonly closeMs: number;
  readonly beforeMs: number;
}

export const isWorkingDay = (day: number, { workingTime }: WorkingRules): boolean =>
  workingTime.days.includes(weekdayOf(day)) && !isHoliday(day, workingTime);

/** Days are counted once in blocks of so many. */
const blockDays = 256;

const blocks = new WeakMap<WorkingTime, Map<number, Uint16Array>>();

/** The working days of a block before each of its days, and last all of them. */
const blockOf = (block: number, rules: WorkingRules): Uint16Array => {
  const known = blocks.get(rules.workingTime) ?? new Map<number, Uint16Array>();
  blocks.set(rules.workingTime, known);
  const found = known.get(block);
  if (found !== undefined) return found;
  const counted = new Uint16Array(blockDays + 1);
  for (let day = 0; day < blockDays; day += 1)
    counted[day + 1] = (counted[day] ?? 0) + (isWorkingDay(block * blockDays + day, rules) ? 1 : 0);
  known.set(block, counted);
  return counted;
};

/** Working days from the first day up to the second, which is not counted; 0 when the second is not later. */
export const workingDaysBetween = (fromDay: number, toDay: number, rules: WorkingRules): number => {
  if (!(fromDay < toDay)) return 0;
  const [first, last] = [Math.floor(fromDay / blockDays), Math.floor(toDay / blockDays)];
  let count =
    (blockOf(last, rules)[toDay - last * blockDays] ?? 0) - (blockOf(first, rules)[fromDay - first * blockDays] ?? 0);
  for (let block = first; block < last; block += 1) count += blockOf(block, rules)[blockDays] ?? 0;
  return count;
};

/** Working days of a range of local dates, `[from, to)`. */
export const workingDaysIn = (range: { readonly from: string; readonly to: string }, rules: WorkingRules): number =>
  workingDaysBetween(dayNumber(range.from), dayNumber(range.to), rules);

/** `HH:MM` as milliseconds of a wall clock since midnight. */
const clockMs = (clock: string): number => {
  const [hours, minutes] = clock.split(":").map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
};

/** Samoa had no 30 December 2011: it crossed the date line at midnight. */
const isThere = (day: number, zone: string): boolean => localDay(localMidnight(day, zone), zone) === day;

/**
 * The openings on the local days `[fromDay, toDay)` in the zone, in order, with the working time cumulated before each.
 * The working time between two instants is the difference of {@link workedUntil}: two lookups, in SQL two ASOF joins.
 */
export const workingCalendar = (
  zone: string,
  rules: WorkingRules,
  fromDay: number,
  toDay: number,
): readonly OpenInterval[] => {
  const from = clockMs(rules.workingTime.from);
  const to = clockMs(rules.workingTime.to);
  const found: OpenInterval[] = [];
  let beforeMs = 0;
  for (let day = fromDay; day < toDay; day += 1) {
    if (!isWorkingDay(day, rules) || !isThere(day, zone)) continue;
    const openMs = instantOfWallClock(day * dayMs + from, zone);
    const closeMs = instantOfWallClock(day * dayMs + to, zone);
    found.push({ day, openMs, closeMs, beforeMs });
    beforeMs += Math.max(0, closeMs - openMs);
  }
  return found;
};

/** The last opening that has begun at the instant. */
const openingAt = (calendar: readonly OpenInterval[], utcMs: number): OpenInterval | undefined => {
  let low = 0;
  let high = calendar.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calendar[middle]?.openMs ?? 0) <= utcMs) low = middle + 1;
    else high = middle;
  }
  return calendar[low - 1];
};

/** Working milliseconds from the calendar's start to the instant. */
export const workedUntil = (calendar: readonly OpenInterval[], utcMs: number): number => {
  const opening = openingAt(calendar, utcMs);
  if (opening === undefined) return 0;
  const { openMs, closeMs, beforeMs } = opening;
  return beforeMs + Math.max(0, Math.min(utcMs, closeMs) - openMs);
};

/** Working milliseconds between two instants (UTC epoch milliseconds) at a desk in the zone; 0 when the second is not later. */
export const workingMs = (fromUtcMs: number, toUtcMs: number, zone: string, workingTime: WorkingTime): number => {
  const rules = { workingTime };
  const calendar = workingCalendar(zone, rules, localDay(fromUtcMs, zone) - 1, localDay(toUtcMs, zone) + 2);
  return Math.max(0, workedUntil(calendar, toUtcMs) - workedUntil(calendar, fromUtcMs));
};
