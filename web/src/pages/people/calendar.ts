/** A year of days as weeks side by side, the day on top with which weeks start here. Local dates throughout. */
import type { Workspace } from "../../api/types.ts";

type Weekday = Workspace["week_starts"];

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday" is `mon`. */
export const weekdayId = (name: string): string => name.slice(0, 3).toLowerCase();

const placeOf = (starts: Weekday): number => Math.max(0, weekdays.map(weekdayId).indexOf(starts));

/** The days of a week in their order. */
export const weekFrom = (starts: Weekday): readonly string[] => [
  ...weekdays.slice(placeOf(starts)),
  ...weekdays.slice(0, placeOf(starts)),
];

const dayMs = 86_400_000;

const number = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** Monday is 0; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The twelve months that end with a day (half-open): never later than the day after the data's last one. */
export const yearTo = (to: string, today: string): { readonly from: string; readonly to: string } => {
  const last = Math.min(number(to), number(today) + 1);
  const end = dateOf(last);
  const from = `${Number(end.slice(0, 4)) - 1}${end.slice(4)}`;
  return { from: from.endsWith("-02-29") ? from.replace("-29", "-28") : from, to: end };
};

/** The first days of the weeks that the range touches. */
export const weeksOf = (
  { from, to }: { readonly from: string; readonly to: string },
  starts: Weekday,
): readonly string[] => {
  const weeks: string[] = [];
  const first = number(from);
  for (let day = first - ((weekdayOf(first) - placeOf(starts) + 7) % 7); day < number(to); day += 7)
    weeks.push(dateOf(day));
  return weeks;
};

/** The day of a week, its first is 0. */
export const dayIn = (week: string, weekday: number): string => dateOf(number(week) + weekday);
