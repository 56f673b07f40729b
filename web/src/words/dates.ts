/** Local dates and ranges in words. Ranges are half-open: `to` is the day after the last. */
import { dayText, monthText, shortDay, rangeText as textOf } from "../../../src/wording/dates.ts";

export { dayAfter, dayBefore, dayText, monthText, whenText } from "../../../src/wording/dates.ts";

/** "Q4 2026", "Nov 2026", "2026", "1 Oct – 24 Nov 2026". */
export const rangeText = (from: string, to: string): string => textOf({ from, to });

interface Range {
  readonly from: string;
  readonly to: string;
}

/** "Q4 2026, compared with Q3 2026" */
export const comparedText = ({ from, to, compare }: Range & { readonly compare?: Range }): string =>
  `${rangeText(from, to)}${compare === undefined ? "" : `, compared with ${rangeText(compare.from, compare.to)}`}`;

/** A unit of a grain by its first date. */
export const unitText = (date: string, grain: string | null): string => {
  const [year = 0, month = 1] = date.split("-").map(Number);
  switch (grain) {
    case "month":
      return monthText(date);
    case "quarter":
      return `Q${Math.floor((month + 2) / 3)} ${year}`;
    case "year":
      return String(year);
    case "week":
      return `Week of ${shortDay(date)}`;
    default:
      return dayText(date);
  }
};

/** The last local day of which anything had passed at the as-of: midnight still belongs to the day that it ends. */
export const lastDayOf = ({ as_of, timezone }: { readonly as_of: string; readonly timezone: string }): string =>
  // Swedish dates are written as ours are.
  new Date(Date.parse(as_of) - 1).toLocaleDateString("sv-SE", { timeZone: timezone });

/** How far the data reaches of what an answer is of: no farther than what was known at its as-of. */
export const dataEnd = (
  question: { readonly as_of: string; readonly timezone: string },
  { today }: { readonly today: string },
): string => {
  const last = lastDayOf(question);
  return dayText(last < today ? last : today);
};

/** An instant as date and time of the workspace's zone. */
export const instantText = (instant: string, timezone: string): string =>
  new Date(instant).toLocaleString("en-GB", {
    timeZone: timezone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
