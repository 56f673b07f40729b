/** Wall clocks of one zone as UTC, in SQL: a time that occurs twice is the first, one that does not exist is read with the offset before the gap. */
import { type Transition, transitions } from "../../model/zone.ts";
import { instant, type Sql, sql, whole } from "../../sql/index.ts";

interface Span {
  /** Wall clock (as if UTC, epoch milliseconds) from which the offset is the one to read with. */
  readonly fromMs: number;
  readonly offsetMs: number;
}

/** Years that wall clocks lie in, both included. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

export const firstYear = 1970;
export const lastYear = 2069;

const transitionsIn = (zone: string, { from, to }: Years): readonly Transition[] =>
  transitions(zone, Date.UTC(from - 1, 11, 1), Date.UTC(to + 1, 1, 1));

// Of both wall clocks that a transition shows, the later one ends the reading with the offset before it:
// that is the first of two equal times, and the offset before a gap.
const spans = (zone: string, years: Years): readonly Span[] =>
  transitionsIn(zone, years).map(({ atMs, offsetMs }, index, all) => ({
    fromMs: atMs + Math.max(offsetMs, all[index - 1]?.offsetMs ?? offsetMs),
    offsetMs,
  }));

const offset = (wall: Sql, some: readonly Span[]): Sql => {
  const middle = some.length >> 1;
  const second = some[middle];
  if (second === undefined || some.length === 1) return whole((some[0]?.offsetMs ?? 0) * 1000);
  return sql`case when ${wall} < ${instant(second.fromMs)} then ${offset(wall, some.slice(0, middle))} else ${offset(wall, some.slice(middle))} end`;
};

/**
 * A function from a wall clock (the name of a TIMESTAMP column; it is repeated) to the UTC instant. Only the changes of the clocks in the
 * years given stand in the statement, as each makes it longer; other years have the offset of the nearest.
 */
export const utcIn = (zone: string, years: Years): ((wall: Sql) => Sql) => {
  const some = spans(zone, years);
  if (some.every(({ offsetMs }) => offsetMs === 0)) return (wall) => wall;
  return (wall) => sql`make_timestamp(epoch_us(${wall}) - (${offset(wall, some)}))`;
};

/** A function from a UTC instant (the name of a TIMESTAMP column; it is repeated) to the wall clock. Years as in `utcIn`. */
export const localIn = (zone: string, years: Years): ((utc: Sql) => Sql) => {
  const some = transitionsIn(zone, years).map(({ atMs, offsetMs }) => ({ fromMs: atMs, offsetMs }));
  if (some.every(({ offsetMs }) => offsetMs === 0)) return (utc) => utc;
  return (utc) => sql`make_timestamp(epoch_us(${utc}) + (${offset(utc, some)}))`;
};
