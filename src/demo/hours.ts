/** Instants (UTC milliseconds) and the wall clock of the person who looks at them: nobody works at night. */
import { dayMs, instantOfWallClock, localDay, offsetAt } from "../model/zone.ts";
import { isWorkday } from "./days.ts";

export const reportZone = "America/New_York";
export const hour = 3_600_000;
const opens = 9 * hour;
const closes = 17 * hour;

/** The local day of an instant in the report zone. */
export const reportDay = (instant: number): number => localDay(instant, reportZone);

/** The instant at which the clock of `zone` shows `time` (milliseconds since midnight) on a local day. */
export const instantOf = (zone: string, day: number, time: number): number =>
  instantOfWallClock(day * dayMs + time, zone);

/** The instant after `hours` open hours, counted on the person's own clock. */
export const afterWorking = (zone: string, instant: number, hours: number): number => {
  const wall = instant + offsetAt(instant, zone);
  let day = Math.floor(wall / dayMs);
  let time = Math.max(wall - day * dayMs, opens);
  let left = hours * hour;
  for (;;) {
    if (isWorkday(day) && time + left < closes) return instantOf(zone, day, Math.floor((time + left) / 1000) * 1000);
    if (isWorkday(day)) left -= Math.max(0, closes - time);
    day += 1;
    time = opens;
  }
};

/** `2026-03-01T14:05:09Z` */
export const instantText = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
