/** An instant as people and systems write it. */
import { Problem } from "../problem.ts";
import { dayNumber, isDate } from "./day.ts";
import { nearestDate } from "./nearest-date.ts";
import { dayMs, instantOfWallClock } from "./zone.ts";

export interface Instant {
  /** UTC epoch milliseconds; microseconds are its thousandths. */
  readonly utcMs: number;
  /** Only a date was given: this is its local midnight. */
  readonly dateOnly: boolean;
}

const form =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/i;

const offsetMs = (offset: string): number => {
  if (offset.toUpperCase() === "Z") return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
};

/** Thousandths of a millisecond are kept, what is finer is dropped. */
const fractionMs = (digits: string): number => Number(digits.slice(0, 6).padEnd(6, "0")) / 1000;

/**
 * ISO 8601 with an offset; without one, a wall clock in the zone (twice: the first; none: the offset before the gap);
 * a date alone is local midnight. `null` for anything else.
 */
export const readInstant = (text: string, zone: string): Instant | null => {
  const [, date, hours = "0", minutes = "0", seconds = "0", fraction = "", offset] = form.exec(text.trim()) ?? [];
  if (date === undefined || !isDate(date)) return null;
  const clock = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const wall = dayNumber(date) * dayMs + clock;
  const whole = offset === undefined ? instantOfWallClock(wall, zone) : wall - offsetMs(offset);
  return { utcMs: whole + fractionMs(fraction), dateOnly: text.trim().length === date.length };
};

/** As {@link readInstant}; the problem `bad_instant` where that finds nothing. */
export const parseInstant = (text: string, zone: string): Instant => {
  const instant = readInstant(text, zone);
  if (instant === null) throw new Problem("bad_instant", { text, nearest: nearestDate(text) });
  return instant;
};

/** UTC epoch microseconds, whole. */
export const microsOf = ({ utcMs }: Instant): number => Math.round(utcMs * 1000);
