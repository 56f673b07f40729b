/** Calendar units: where the day, week, month, quarter or year that holds a day begins and ends. */
import { Problem } from "../problem.ts";
import { civilOf, dateOf, dayNumber, dayOf, weekdayIndex, weekdays } from "./day.ts";
import type { FiscalCalendar, WorkspaceConfig } from "./process.ts";

type CalendarGrain = "day" | "week" | "month" | "quarter" | "year";
type FiscalUnit = "fiscal-quarter" | "fiscal-year";

/** A fiscal unit is of the first fiscal calendar, or of the one that is named: `fiscal-year@tax`. */
export type Grain = CalendarGrain | FiscalUnit | `${FiscalUnit}@${string}`;

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

const calendarGrains: readonly CalendarGrain[] = ["day", "week", "month", "quarter", "year"];
const fiscalUnits: readonly FiscalUnit[] = ["fiscal-quarter", "fiscal-year"];

/** The grains that a workspace can be asked for: fiscal ones only where a fiscal calendar is declared. */
export const grainsOf = (rules: CalendarRules): readonly Grain[] => [
  ...calendarGrains,
  ...rules.fiscalCalendars.flatMap(({ id }, index) =>
    fiscalUnits.map((unit): Grain => (index === 0 ? unit : `${unit}@${id}`)),
  ),
];

/** The fiscal calendar of that name, or the first; `null` where there is none. */
export const fiscalCalendarNamed = (id: string | undefined, rules: CalendarRules): FiscalCalendar | null =>
  rules.fiscalCalendars.find((one) => id === undefined || one.id.toLowerCase() === id.toLowerCase()) ?? null;

/** What a grain is made of: its unit, and whose calendar counts it. */
const partsOf = (grain: Grain): { readonly unit: CalendarGrain | FiscalUnit; readonly calendar?: string } => {
  const [unit, ...calendar] = grain.split("@") as [CalendarGrain | FiscalUnit, ...string[]];
  return calendar.length === 0 ? { unit } : { unit, calendar: calendar.join("@") };
};

const fiscalCalendar = (grain: Grain, rules: CalendarRules): FiscalCalendar => {
  const found = fiscalCalendarNamed(partsOf(grain).calendar, rules);
  if (found === null)
    throw new Problem("bad_grain", {
      text: grain,
      known: grainsOf(rules),
      nearest: grain.replace(/^fiscal-|@.*$/g, ""),
    });
  return found;
};

interface Months {
  readonly count: number;
  /** 0 for January .. 11. */
  readonly anchor: number;
}

const monthsOf = (grain: Exclude<Grain, "day" | "week">, rules: CalendarRules): Months => {
  switch (partsOf(grain).unit) {
    case "day":
    case "week":
      throw new Error(`${grain} is no number of months`);
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

/** How many months a unit has; `null` for days and weeks. */
export const monthsIn = (grain: Grain): number | null => {
  const { unit } = partsOf(grain);
  return unit === "day" || unit === "week" ? null : unit === "month" ? 1 : unit.endsWith("quarter") ? 3 : 12;
};

const monthStart = (day: number, { count, anchor }: Months): number => {
  const { year, month } = civilOf(day);
  const index = year * 12 + month - 1 - anchor;
  return dayOf(0, Math.floor(index / count) * count + anchor + 1, 1);
};

/** The first day of the unit that holds the day. A fiscal grain needs its fiscal calendar (`bad_grain`). */
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
