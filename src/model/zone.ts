/** Local time in a zone and back: the zone's transitions are looked up once for ten years, then every instant is a binary search. */
import { Temporal } from "temporal-polyfill";
import { dayOf } from "./day.ts";

/** From `atMs` (UTC epoch milliseconds) on, local time is UTC plus `offsetMs`. */
export interface Transition {
  readonly atMs: number;
  readonly offsetMs: number;
}

export const dayMs = 86_400_000;

// Records of a CRM lie between these years. Other instants are right as well, only slower.
const tableFrom = Date.UTC(1970, 0, 1);
const tableTo = Date.UTC(2070, 0, 1);

// Looking up one transition costs as much as thousands of searches: of a hundred years, only those that are asked about are.
const yearsMs = 3653 * dayMs;

/** Wall clocks are up to a day away from their instants, and those before a transition hold for one more. */
const marginMs = 3 * dayMs;

const at = (utcMs: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(utcMs)).toZonedDateTimeISO(zone);

/**
 * Whether it names a zone, as America/New_York does. An offset such as +02:00 has no daylight saving, and a warehouse reads its sign the
 * other way; letters such as IST or CST mean several.
 */
export const isZone = (name: string): boolean => {
  try {
    return !/^[+-]/.test(name) && at(0, name).timeZoneId !== "";
  } catch {
    return false;
  }
};

const offsetOf = (moment: Temporal.ZonedDateTime): number => moment.offsetNanoseconds / 1_000_000;

const scan = (zone: string, fromMs: number, toMs: number): readonly Transition[] => {
  const start = at(fromMs, zone);
  const found: Transition[] = [{ atMs: fromMs, offsetMs: offsetOf(start) }];
  let next = start.getTimeZoneTransition("next");
  while (next !== null && next.epochMilliseconds < toMs) {
    found.push({ atMs: next.epochMilliseconds, offsetMs: offsetOf(next) });
    next = next.getTimeZoneTransition("next");
  }
  return found;
};

interface Table {
  readonly transitions: readonly Transition[];
  /** UTC start of each offset. */
  readonly starts: readonly number[];
  /** Local wall clock from which each offset is the one to read with. */
  readonly localStarts: readonly number[];
}

const tables = new Map<string, Map<number, Table>>();

// A local time that occurs twice, and one that does not exist, are both read with the offset before the transition,
// so the offset after it holds from the later of the two wall clocks that the transition shows.
const localStart = ({ atMs, offsetMs }: Transition, before: Transition | undefined): number =>
  before === undefined ? Number.NEGATIVE_INFINITY : atMs + Math.max(offsetMs, before.offsetMs);

const tableOf = (zone: string, ms: number): Table => {
  const own = tables.get(zone) ?? new Map<number, Table>();
  tables.set(zone, own);
  const years = Math.floor(ms / yearsMs);
  const known = own.get(years);
  if (known !== undefined) return known;
  const transitions = scan(zone, years * yearsMs - marginMs, (years + 1) * yearsMs + marginMs);
  const table = {
    transitions,
    starts: transitions.map(({ atMs }) => atMs),
    localStarts: transitions.map((transition, index) => localStart(transition, transitions[index - 1])),
  };
  own.set(years, table);
  return table;
};

/** Index of the last value that is not greater; 0 when there is none. */
const lastNotAfter = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

const inTable = (ms: number): boolean => ms >= tableFrom + 2 * dayMs && ms < tableTo - 2 * dayMs;

/** Milliseconds that local time in the zone is ahead of UTC at the instant. */
export const offsetAt = (utcMs: number, zone: string): number => {
  if (!inTable(utcMs)) return offsetOf(at(utcMs, zone));
  const { transitions, starts } = tableOf(zone, utcMs);
  return transitions[lastNotAfter(starts, utcMs)]?.offsetMs ?? 0;
};

/** The local date of an instant, as days since 1970-01-01. */
export const localDay = (utcMs: number, zone: string): number => Math.floor((utcMs + offsetAt(utcMs, zone)) / dayMs);

/**
 * The instant (UTC epoch milliseconds) of a wall clock, itself given as the epoch milliseconds it would have in UTC.
 * A wall clock that occurs twice is the first; one that does not exist is read with the offset before the gap.
 */
export const instantOfWallClock = (wallMs: number, zone: string): number => {
  if (inTable(wallMs)) {
    const { transitions, localStarts } = tableOf(zone, wallMs);
    return wallMs - (transitions[lastNotAfter(localStarts, wallMs)]?.offsetMs ?? 0);
  }
  const wall = Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO("UTC").toPlainDateTime();
  return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds + (wallMs - Math.floor(wallMs));
};

/** As {@link instantOfWallClock}, from the figures of a clock and a calendar; months count from 1. */
export const instantOfLocal = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  zone: string,
): number =>
  instantOfWallClock(dayOf(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + ms, zone);

/** The instant (UTC epoch milliseconds) at which a local day begins. */
export const localMidnight = (day: number, zone: string): number => instantOfWallClock(day * dayMs, zone);

/** The offset in force at `fromMs`, as of `fromMs`, then each change before `toMs`, in order. */
export const transitions = (zone: string, fromMs: number, toMs: number): readonly Transition[] => {
  if (!inTable(fromMs) || !inTable(toMs)) return scan(zone, fromMs, toMs);
  const found = new Map<number, Transition>();
  for (let ms = fromMs; ms < toMs + yearsMs; ms += yearsMs)
    for (const one of tableOf(zone, Math.min(ms, toMs)).transitions.slice(1))
      if (one.atMs > fromMs && one.atMs < toMs) found.set(one.atMs, one);
  return [{ atMs: fromMs, offsetMs: offsetAt(fromMs, zone) }, ...found.values()];
};
