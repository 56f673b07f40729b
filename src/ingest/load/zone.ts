/** Wall clocks of one zone as UTC, in SQL: a time that occurs twice is the first, one that does not exist is read with the offset before the gap. */
import { transitions } from "../../model/zone.ts";
import { instant, type Sql, sql, whole } from "../../sql/index.ts";

interface Span {
  /** Wall clock (as if UTC, epoch milliseconds) from which the offset is the one to read with. */
  readonly fromMs: number;
  readonly offsetMs: number;
}

const from = Date.UTC(1970, 0, 4);
const to = Date.UTC(2069, 11, 1);

// Of both wall clocks that a transition shows, the later one ends the reading with the offset before it:
// that is the first of two equal times, and the offset before a gap.
const spans = (zone: string): readonly Span[] =>
  transitions(zone, from, to).map(({ atMs, offsetMs }, index, all) => ({
    fromMs: atMs + Math.max(offsetMs, all[index - 1]?.offsetMs ?? offsetMs),
    offsetMs,
  }));

const offset = (wall: Sql, some: readonly Span[]): Sql => {
  const middle = some.length >> 1;
  const second = some[middle];
  if (second === undefined || some.length === 1) return whole((some[0]?.offsetMs ?? 0) * 1000);
  return sql`case when ${wall} < ${instant(second.fromMs)} then ${offset(wall, some.slice(0, middle))} else ${offset(wall, some.slice(middle))} end`;
};

/** A function from a wall clock (the name of a TIMESTAMP column; it is repeated) to the UTC instant. Years 1970 to 2069; other years have the offset of the nearest. */
export const utcIn = (zone: string): ((wall: Sql) => Sql) => {
  const some = spans(zone);
  if (some.every(({ offsetMs }) => offsetMs === 0)) return (wall) => wall;
  return (wall) => sql`make_timestamp(epoch_us(${wall}) - (${offset(wall, some)}))`;
};
