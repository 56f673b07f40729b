/** The periods one chooses from, as the command line knows them, and their names. */
import { dayBefore, dayText, monthText, rangeText } from "../words/dates.ts";

export const periods: readonly { readonly words: string; readonly name: string }[] = [
  { words: "this-month", name: "This month" },
  { words: "last-month", name: "Last month" },
  { words: "this-quarter", name: "This quarter" },
  { words: "last-quarter", name: "Last quarter" },
  { words: "this-year", name: "This year" },
  { words: "last-year", name: "Last year" },
  { words: "last-12-months", name: "Last 12 months" },
  { words: "all", name: "Everything" },
];

export const rangeOf = (period: string): { readonly from: string; readonly to: string } | null => {
  const [from, to] = period.split("..");
  return from !== undefined && to !== undefined && from !== "" && to !== "" ? { from, to } : null;
};

export const periodName = (period: string): string => {
  const known = periods.find(({ words }) => words === period);
  if (known !== undefined) return known.name;
  const range = rangeOf(period);
  if (range !== null) return rangeText(range.from, range.to);
  if (/^\d{4}-\d\d$/.test(period)) return monthText(period);
  return period.replace(/^(\d{4})-(Q\d)$/, "$2 $1");
};

export const comparisonName = (compare: string): string => {
  if (compare === "previous") return "vs the one before";
  if (compare === "year") return "vs a year earlier";
  if (compare === "none") return "no comparison";
  const range = rangeOf(compare);
  return range === null ? compare : `vs ${dayText(range.from)} – ${dayText(dayBefore(range.to))}`;
};
