/** Records that count but once for several: others rule them out on the days before and after, so that where they count is told for each range. */
import { dayNumber } from "../model/day.ts";
import { day, join, name, type ResultColumns, type Sql, sql, whole } from "../sql/index.ts";
import type { Ranged } from "./selection.ts";

export const onceTable = name("rollups.once");

/** What some of them add to a unit and key, to a key, or to a range: numbers of records, in the order of the columns. */
export interface OnceCounts {
  readonly side: number;
  readonly part: number;
  readonly level: number;
  readonly unit: number;
  readonly key: number;
  readonly counts: Float64Array;
}

/** No day lies as far away: nothing rules them out on that side. */
const [never, ever] = [-1_000_000_000, 1_000_000_000];

const numberOf = (column: string, otherwise: number): Sql =>
  sql`coalesce((${name(`r.${column}`)} - date '1970-01-01')::integer, ${whole(otherwise)})`;

/** A condition beside others: some of the parts, or all. */
export const ofParts = (parts: readonly number[] | null): Sql =>
  parts === null ? sql`` : sql` and r.part in (${join(parts.map(whole), ", ")})`;

/** Those on the days of the ranges. */
export const onceStatement = (
  ranges: readonly Ranged[],
  columns: readonly string[],
  parts: readonly number[] | null,
): Sql => {
  const days = ranges.map(({ range }) => sql`(r.day >= ${day(range.from)} and r.day < ${day(range.to)})`);
  const counts = columns.map((one) => sql`coalesce(${name(`r.${one}`)}, 0)::integer as ${name(one)}`);
  return sql`select r.part::integer as part, r.key, ${numberOf("day", 0)} as day, ${numberOf("before", never)} as before, ${numberOf("after", ever)} as after, ${join(counts, ", ")}
    from ${onceTable} r where (${join(days, " or ")})${ofParts(parts)}`;
};

/** The number of the unit in which each day of a range lies; of days beyond it the nearest. */
const unitsOf = ({ range, buckets }: Ranged): ((day: number) => number) => {
  if (buckets === null) return () => 0;
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  const units = new Int32Array(to - from);
  for (const [unit, { clippedStart, clippedEnd }] of buckets.units.entries())
    units.fill(unit, dayNumber(clippedStart) - from, dayNumber(clippedEnd) - from);
  return (day) => units[day - from] ?? 0;
};

/** Where each counts: in the range where none on its days rules it out, and in its unit where none on the unit's does. */
export const onceCounts = (
  result: ResultColumns,
  ranges: readonly Ranged[],
  columns: readonly string[],
): readonly OnceCounts[] => {
  const at = (column: string): ArrayLike<unknown> => result.columns[result.names.indexOf(column)] ?? [];
  const [parts, keys, days, befores, afters] = ["part", "key", "day", "before", "after"].map(at);
  const counts = columns.map(at);
  const found = new Map<string, OnceCounts>();
  const add = (row: number, place: Omit<OnceCounts, "counts">): void => {
    const text = `${place.side} ${place.part} ${place.level} ${place.unit} ${place.key}`;
    const known = found.get(text) ?? { ...place, counts: new Float64Array(columns.length) };
    found.set(text, known);
    for (let index = 0; index < counts.length; index += 1)
      known.counts[index] = (known.counts[index] ?? 0) + Number(counts[index]?.[row]);
  };
  for (const [side, one] of ranges.entries()) {
    const [from, to, unitOf] = [dayNumber(one.range.from), dayNumber(one.range.to), unitsOf(one)];
    for (let row = 0; row < result.rowCount; row += 1) {
      const [day, before, after] = [Number(days?.[row]), Number(befores?.[row]), Number(afters?.[row])];
      if (day < from || day >= to) continue;
      const [unit, part, key] = [unitOf(day), Number(parts?.[row]), Number(keys?.[row])];
      const isFirst = before < from;
      const isLast = after >= to;
      if ((isFirst || unitOf(before) < unit) && (isLast || unitOf(after) > unit))
        add(row, { side, part, level: 0, unit, key });
      if (!isFirst || !isLast) continue;
      add(row, { side, part, level: 1, unit: 0, key });
      add(row, { side, part, level: 2, unit: 0, key: 0 });
    }
  }
  return [...found.values()];
};
