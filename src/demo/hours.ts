/** Instants (UTC milliseconds) and the wall clock of the person who looks at them: nobody works at night. */
import { Temporal } from "temporal-polyfill";
import { dayLength, isWorkday } from "./days.ts";

export const reportZone = "America/New_York";
export const hour = 3_600_000;
const opens = 9 * hour;
const closes = 17 * hour;

const exactOffset = (zone: string, instant: number): number =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;

const known = new Map<string, Map<number, number>>();
/** Looked up once per zone and UTC day; only on a day on which the clocks change is each instant looked up. */
const offset = (zone: string, instant: number): number => {
  const days = known.get(zone) ?? new Map<number, number>();
  known.set(zone, days);
  const day = Math.floor(instant / dayLength);
  const kept = days.get(day);
  if (kept !== undefined) return Number.isNaN(kept) ? exactOffset(zone, instant) : kept;
  const [first, last] = [exactOffset(zone, day * dayLength), exactOffset(zone, (day + 1) * dayLength)];
  days.set(day, first === last ? first : Number.NaN);
  return first === last ? first : exactOffset(zone, instant);
};

/** The local calendar day of an instant. */
export const localDay = (zone: string, instant: number): number =>
  Math.floor((instant + offset(zone, instant)) / dayLength);

/** The instant at which the clock of `zone` shows `time` (milliseconds since midnight) on a local day. */
export const instantOf = (zone: string, day: number, time: number): number => {
  const wall = day * dayLength + time;
  return wall - offset(zone, wall - offset(zone, wall));
};

/** The instant after `hours` open hours, counted on the person's own clock. */
export const afterWorking = (zone: string, instant: number, hours: number): number => {
  const wall = instant + offset(zone, instant);
  let day = Math.floor(wall / dayLength);
  let time = Math.max(wall - day * dayLength, opens);
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
