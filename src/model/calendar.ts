/** Calendar units: where the day, week, month, quarter or year that holds a day begins and ends. */
import { Problem } from "../problem.ts";
import { civilOf, dateOf, dayNumber, dayOf, weekdayIndex, weekdays } from "./day.ts";
import type { FiscalCalendar, WorkspaceConfig } from "./process.ts";

export type Grain = "day" | "week" | "month" | "quarter" | "year" | "fiscal-quarter" | "fiscal-year";

/** Local calendar dates in the report zone, half-open: `[from, to)`, as `YYYY-MM-DD`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** What a workspace says about its calendar. */
export type CalendarRules = Pick<WorkspaceConfig, "weekStarts" | "fiscalCalendars">;

/** One unit of a grain that meets a range. `end` is exclusive; the clipped dates lie within the range. */
export interface Unit {
  readonly start: string;
  readonly end: string;
  readonly clippedStart: string;
  readonly clippedEnd: string;
}

const calendarGrains: readonly Grain[] = ["day", "week", "month", "quarter", "year"];
const fiscalGrains: readonly Grain[] = ["fiscal-quarter", "fiscal-year"];

/** The grains that a workspace can be asked for: fiscal ones only where a fiscal calendar is declared. */
export const grainsOf = (rules: CalendarRules): readonly Grain[] =>
  rules.fiscalCalendars.length > 0 ? [...calendarGrains, ...fiscalGrains] : calendarGrains;

/** The first fiscal calendar; without any the problem `bad_grain`. */
const fiscalCalendar = (grain: Grain, rules: CalendarRules): FiscalCalendar => {
  const [first] = rules.fiscalCalendars;
  if (first === undefined)
    throw new Problem("bad_grain", { text: grain, known: grainsOf(rules), nearest: grain.replace("fiscal-", "") });
  return first;
};

interface Months {
  readonly count: number;
  /** 0 for January .. 11. */
  readonly anchor: number;
}

const monthsOf = (grain: Exclude<Grain, "day" | "week">, rules: CalendarRules): Months => {
  switch (grain) {
    case "month":
      return { count: 1, anchor: 0 };
    case "quarter":
      return { count: 3, anchor: 0 };
    case "year":
      return { count: 12, anchor: 0 };
    case "fiscal-quarter":
      return { count: 3, anchor: fiscalCalendar(grain, rules).startsMonth - 1 };
    case "fiscal-year":
      return { count: 12, anchor: fiscalCalendar(grain, rules).startsMonth - 1 };
  }
};

const monthStart = (day: number, { count, anchor }: Months): number => {
  const { year, month } = civilOf(day);
  const index = year * 12 + month - 1 - anchor;
  return dayOf(0, Math.floor(index / count) * count + anchor + 1, 1);
};

/** The first day of the unit that holds the day. A fiscal grain needs a fiscal calendar (`bad_grain`). */
export const unitStart = (day: number, grain: Grain, rules: CalendarRules): number => {
  if (grain === "day") return day;
  if (grain === "week") return day - ((weekdayIndex(day) - weekdays.indexOf(rules.weekStarts) + 7) % 7);
  return monthStart(day, monthsOf(grain, rules));
};

/** The start of the unit that lies `count` units after (before, when negative) the one that starts on the day. */
export const shiftUnits = (start: number, count: number, grain: Grain, rules: CalendarRules): number => {
  if (grain === "day") return start + count;
  if (grain === "week") return start + 7 * count;
  const { year, month } = civilOf(start);
  return dayOf(year, month + monthsOf(grain, rules).count * count, 1);
};

/** Every unit that meets the range, in order; none for an empty range. */
export const units = (range: DateRange, grain: Grain, rules: CalendarRules): readonly Unit[] => {
  const from = dayNumber(range.from);
  const to = dayNumber(range.to);
  const found: Unit[] = [];
  for (let start = unitStart(from, grain, rules); start < to; ) {
    const end = shiftUnits(start, 1, grain, rules);
    if (end > from)
      found.push({
        start: dateOf(start),
        end: dateOf(end),
        clippedStart: dateOf(Math.max(start, from)),
        clippedEnd: dateOf(Math.min(end, to)),
      });
    start = end;
  }
  return to > from ? found : [];
};
