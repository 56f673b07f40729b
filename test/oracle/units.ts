/** The units of a range: its days, weeks, months, quarters or years, the first and the last one clipped. */
import type { WorkspaceConfig } from "../../src/model/process.ts";
import type { DateRange, Grain } from "../../src/query/question.ts";
import { addDays, addMonths, weekdayOf, weekdays } from "./time.ts";

const monthOf = (date: string): number => Number(date.slice(5, 7));
const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

export const unitStart = (date: string, grain: Grain, config: WorkspaceConfig): string => {
  const [unit, calendar] = grain.split("@");
  const fiscal =
    config.fiscalCalendars.find(({ id }, index) => (calendar === undefined ? index === 0 : id === calendar))
      ?.startsMonth ?? 1;
  const back = (months: number): string => addMonths(firstOfMonth(date), -months);
  switch (unit) {
    case "day":
      return date;
    case "week":
      return addDays(date, -((weekdayOf(date) - weekdays.indexOf(config.weekStarts) + 7) % 7));
    case "month":
      return firstOfMonth(date);
    case "quarter":
      return back((monthOf(date) - 1) % 3);
    case "year":
      return back(monthOf(date) - 1);
    case "fiscal-quarter":
      return back((monthOf(date) - fiscal + 12) % 3);
    case "fiscal-year":
      return back((monthOf(date) - fiscal + 12) % 12);
    default:
      throw new Error(`The oracle knows no ${grain}.`);
  }
};

const nextUnit = (start: string, grain: Grain): string => {
  if (grain === "day") return addDays(start, 1);
  if (grain === "week") return addDays(start, 7);
  return addMonths(start, grain === "month" ? 1 : /quarter(@|$)/.test(grain) ? 3 : 12);
};

export const unitsOf = (range: DateRange, grain: Grain, config: WorkspaceConfig): DateRange[] => {
  const units: DateRange[] = [];
  for (let start = unitStart(range.from, grain, config); start < range.to; start = nextUnit(start, grain)) {
    const end = nextUnit(start, grain);
    units.push({ from: start < range.from ? range.from : start, to: end > range.to ? range.to : end });
  }
  return units;
};
