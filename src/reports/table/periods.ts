/** Ranges and units of time as people say them; the end of a range is its last day. */
import { firstDayAhead } from "../../model/comparison.ts";
import { addMonths, civilOf, dateOf, dayNumber } from "../../model/day.ts";
import { offsetAt } from "../../model/zone.ts";
import { dayText, monthText, rangeText } from "../../wording/dates.ts";
import { type Line, toned } from "./paint.ts";

/** The unit that begins on the date, as short as can be told apart. */
const unitText = (start: string, grain: string): string => {
  const { year, month } = civilOf(dayNumber(start));
  switch (grain.replace(/@.*$/, "")) {
    case "year":
      return String(year);
    case "quarter":
      return `Q${Math.floor((month + 2) / 3)} ${year}`;
    case "month":
      return monthText(start);
    case "fiscal-quarter":
    case "fiscal-year":
      return `from ${monthText(start)}`;
    default:
      return dayText(start);
  }
};

const monthsIn: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  "fiscal-quarter": 3,
  year: 12,
  "fiscal-year": 12,
};

/** Where a unit that begins on the day ends, if it is whole. */
const wholeEnd = (start: number, grain: string): number => {
  const months = monthsIn[grain.replace(/@.*$/, "")];
  return months === undefined ? start + (grain === "week" ? 7 : 1) : addMonths(start, months);
};

/** What the units of a range are called, by where they begin: in order, up to `to`. Those that it cuts off are called by their dates. */
export const unitTexts = (starts: readonly string[], to: string, grain: string): ReadonlyMap<string, string> =>
  new Map(
    starts.map((from, index) => {
      const end = starts[index + 1] ?? to;
      const isCut = dayNumber(end) < wholeEnd(dayNumber(from), grain);
      return [from, isCut ? rangeText({ from, to: end }) : unitText(from, grain)];
    }),
  );

/** Whether anything of what begins on the date had passed at the as-of. */
export const hasBegun = (
  from: string,
  { as_of, timezone }: { readonly as_of: string; readonly timezone: string },
): boolean => firstDayAhead(Date.parse(as_of), timezone) > dayNumber(from);

/** In place of a figure: 0 would seem to say that there was nothing. */
export const notYet: Line = toned("dim", "not yet");

/** An instant by the clock of the zone; at midnight the day that ends there. */
export const instantText = (iso: string, zone: string): string => {
  const utcMs = Date.parse(iso);
  const [date = "", time = ""] = new Date(utcMs + offsetAt(utcMs, zone)).toISOString().split("T");
  return time.startsWith("00:00:00")
    ? `the end of ${dayText(dateOf(dayNumber(date) - 1))}`
    : `${dayText(date)} ${time.slice(0, 5)}`;
};
