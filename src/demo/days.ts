/** The calendar that the demo company works by, as days since 1970-01-01. */

import { civilOf, dayNumber, dayOf, isDate } from "../model/day.ts";
import { nearestDate } from "../model/nearest-date.ts";
import type { WorkingTime } from "../model/process.ts";
import { isWorkingDay } from "../model/working-time.ts";
import { Problem } from "../problem.ts";

export { addMonths, dateOf, weekdayIndex } from "../model/day.ts";
export { dayMs } from "../model/zone.ts";

/** What `quarterdeck.yaml` of the demo says. */
export const workingTime: WorkingTime = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "09:00",
  to: "17:00",
  holidays: "US",
};

/** `YYYY-MM-DD` to a day; a date that does not exist is a problem. */
export const dayNamed = (text: string): number => {
  if (!isDate(text)) throw new Problem("bad_period", { text, nearest: nearestDate(text) });
  return dayNumber(text);
};

/** 1..12 */
export const monthOf = (day: number): number => civilOf(day).month;
export const firstOfMonth = (day: number): number => dayOf(civilOf(day).year, civilOf(day).month, 1);
export const firstOfQuarter = (day: number): number =>
  dayOf(civilOf(day).year, Math.floor((civilOf(day).month - 1) / 3) * 3 + 1, 1);

export const isWorkday = (day: number): boolean => isWorkingDay(day, { workingTime });
