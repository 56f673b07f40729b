/** Units of time as whole numbers counted from the first unit of a range: what SQL groups by. */
import { type Grain, monthsIn, type Unit, units } from "../model/calendar.ts";
import { addMonths, civilOf, dateOf, dayNumber } from "../model/day.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import { day, type Sql, sql, whole } from "../sql/index.ts";
import type { DateRange } from "./question.ts";

export interface Buckets {
  readonly units: readonly Unit[];
  /** The unit's number of a local date, from 0. */
  readonly of: (column: Sql) => Sql;
}

/** Twenty-seven years of days: more can neither be read nor drawn. */
const most = 10_000;
const daysIn = (grain: Grain): number => (monthsIn(grain) ?? 0) * 30 || (grain === "week" ? 7 : 1);

/** Problems: `bad_grain`, `too_many_units`. */
export const bucketsOf = (range: DateRange, grain: Grain, config: WorkspaceConfig): Buckets => {
  const given = Math.ceil((dayNumber(range.to) - dayNumber(range.from)) / daysIn(grain));
  if (given > most) throw new Problem("too_many_units", { grain, given, most });
  const all = units(range, grain, config);
  const start = dayNumber(all[0]?.start ?? range.from);
  const months = monthsIn(grain);
  if (months === null) {
    const days = grain === "week" ? 7 : 1;
    return { units: all, of: (column) => sql`(${column} - ${day(dateOf(start))}) // ${whole(days)}` };
  }
  const first = civilOf(start);
  const base = first.year * 12 + first.month - 1;
  return {
    units: all,
    of: (column) => sql`(year(${column}) * 12 + month(${column}) - ${whole(base + 1)}) // ${whole(months)}`,
  };
};

const isDays = (units: readonly Unit[]): boolean =>
  units.length > 1 && units.every(({ start, end }) => dayNumber(end) - dayNumber(start) === 1);

/** The parts of its units that lie in a range. */
export const clipped = (units: readonly Unit[]): readonly DateRange[] =>
  units.map(({ clippedStart, clippedEnd }) => ({ from: clippedStart, to: clippedEnd }));

/** Months from the beginning of one range to that of another; null: they do not begin on one date of the year. */
const yearsApart = (from: number, other: number): number | null => {
  const months = (civilOf(other).year - civilOf(from).year) * 12;
  return months !== 0 && (addMonths(from, months) === other || addMonths(other, -months) === from) ? months : null;
};

/** By how many days the whole unit begins before its range (0 or less), or in it. */
const placeIn = (range: readonly Unit[], unit: number): number | null => {
  const [first, found] = [range[0], range[unit]];
  return first === undefined || found === undefined ? null : dayNumber(found.start) - dayNumber(first.clippedStart);
};

/**
 * How far numbers are apart: of what two ranges begin with, one may be cut by so much that it is no counterpart, as the Sunday that a
 * range begins with is none of the whole week of another. Whole units are held against those that begin nearest to the same place.
 */
const shiftOf = (units: readonly Unit[], others: readonly Unit[]): number => {
  const apart = (unit: number, other: number): number => {
    const [place, there] = [placeIn(units, unit), placeIn(others, other)];
    return place === null || there === null ? Number.POSITIVE_INFINITY : Math.abs(place - there);
  };
  const same = apart(0, 0);
  return apart(0, 1) < same ? 1 : apart(1, 0) < same ? -1 : 0;
};

/**
 * By number, the unit of the other range that a unit is held against, null where it has none: the one at the same place of its range.
 * A day is held against its own date where years lie between: in the year of a leap day each one after it is of another number.
 */
export const counterpartsOf = (units: readonly Unit[], others: readonly Unit[]): ((unit: number) => number | null) => {
  const inRange = (unit: number): number | null => (unit >= 0 && unit < others.length ? unit : null);
  const [first, other] = [units[0], others[0]];
  if (first === undefined || other === undefined || !isDays(units) || !isDays(others)) {
    const shift = shiftOf(units, others);
    return (unit) => inRange(unit + shift);
  }
  const [from, before] = [dayNumber(first.start), dayNumber(other.start)];
  const months = yearsApart(from, before);
  if (months === null) return inRange;
  const onDate = units.map((_, unit) => addMonths(from + unit, months));
  // A leap day has no date of its own there: the day before it is held against that one.
  return (unit) => (unit > 0 && onDate[unit] === onDate[unit - 1] ? null : inRange((onDate[unit] ?? 0) - before));
};
