/** Sums kept by day, added up over ranges and their units: cells and totals, as statements over records give them. */
import { day, join, name, type ResultColumns, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { ofParts, onceCounts, onceStatement } from "./once.ts";
import type { Ranged, Selection } from "./selection.ts";

export { onceTable } from "./once.ts";

/** Sums of each day. */
export const dayTable = name("rollups.days");

/** Who came to stand in a stage and left it. */
export const moveTable = name("rollups.moves");

/** A column of a part, and its place in the tables. */
export interface Slot {
  readonly name: string;
  readonly slot: string;
  /** Of nothing at all it is unknown, else 0. */
  readonly isDecimal: boolean;
}

/** Which rows of the sums belong together: of one unit and key, of one key, of a range. */
const levels = ["cell", "key", "range"] as const;

/** The rows of one range, with their `unit`. */
const rowsOf = ({ range, buckets }: Ranged, side: number, parts: readonly number[] | null): Sql => {
  const own = ofParts(parts);
  const unit = buckets === null ? sql`0` : buckets.of(sql`r.day`);
  return sql`select ${whole(side)} as side, (${unit})::integer as unit, r.* from ${dayTable} r where r.day >= ${day(range.from)} and r.day < ${day(range.to)}${own}`;
};

/** What is asked for: all parts that are kept or some of them, and whether any of it counts but once for several. */
export interface Fetched {
  readonly columns: readonly string[];
  readonly parts: readonly number[] | null;
  readonly isOnce: boolean;
  /** Neither units nor keys. */
  readonly isWhole: boolean;
}

/** Of each of the ranges: these columns of each unit and key, of each key, and of the whole. */
const sumsStatement = (ranges: readonly Ranged[], { columns, parts, isWhole }: Fetched): Sql => {
  const rows = join(
    ranges.map((one, side) => rowsOf(one, side, parts)),
    " union all ",
  );
  const sums = join(
    columns.map((one) => sql`sum(${name(one)}) as ${name(one)}`),
    ", ",
  );
  const out = join(
    columns.map((one) => sql`sum(${name(one)})::double as ${name(one)}`),
    ", ",
  );
  if (isWhole)
    return sql`select side, part::integer as part, 0 as key, 0 as unit, 2 as level, ${out} from (${rows}) group by side, part`;
  return sql`select side, part::integer as part, coalesce(key, 0) as key, coalesce(unit, 0) as unit, (grouping(unit) + grouping(key))::integer as level, ${out}
    from (select side, part, key, unit, ${sums} from (${rows}) group by all) group by grouping sets ((side, part, key, unit), (side, part, key), (side, part))`;
};

const isSame = (a: Ranged, { frame, buckets }: Selection): boolean =>
  a.range.from === frame.range.from &&
  a.range.to === frame.range.to &&
  (buckets === null || JSON.stringify(a.buckets?.units) === JSON.stringify(buckets.units));

/** A row of the sums, or none, and what counts but once beside it. */
interface Entry {
  readonly unit: number;
  readonly key: number;
  readonly row: number | null;
  readonly once?: Float64Array;
}

/** Reads them, as the answers to the statements of each part. */
export const fetched = async (runner: Runner, ranges: readonly Ranged[], asked: Fetched) => {
  const result = await runner.columns(sumsStatement(ranges, asked));
  const counts = asked.columns.filter((one) => one.startsWith("c"));
  const once = asked.isOnce
    ? onceCounts(await runner.columns(onceStatement(ranges, counts, asked.parts)), ranges, counts)
    : [];
  const column = new Map(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const numberAt = (name: string, row: number): number => Number(column.get(name)?.[row]);
  const entries = new Map<string, Map<string, Entry>>();
  const at = (side: number, part: number, level: number): Map<string, Entry> => {
    const place = `${side} ${part} ${levels[level]}`;
    const known = entries.get(place) ?? new Map<string, Entry>();
    entries.set(place, known);
    return known;
  };
  for (let row = 0; row < result.rowCount; row += 1) {
    const [unit, key] = [numberAt("unit", row), numberAt("key", row)];
    at(numberAt("side", row), numberAt("part", row), numberAt("level", row)).set(`${unit} ${key}`, { unit, key, row });
  }
  for (const { side, part, level, unit, key, counts } of once) {
    const [among, place] = [at(side, part, level), `${unit} ${key}`];
    among.set(place, { row: null, ...among.get(place), unit, key, once: counts });
  }
  const valuesOf = ({ slot, isDecimal }: Slot): ((entry: Entry | undefined) => unknown) => {
    const [sums, index, otherwise] = [column.get(slot) ?? [], counts.indexOf(slot), isDecimal ? null : 0];
    return (entry) => {
      const sum = entry === undefined || entry.row === null ? otherwise : (sums[entry.row] ?? otherwise);
      const more = entry?.once?.[index];
      return more === undefined ? sum : Number(sum) + more;
    };
  };
  return (no: number, selection: Selection, slots: readonly Slot[]): ResultColumns | null => {
    const side = ranges.findIndex((one) => isSame(one, selection));
    if (side < 0) return null;
    const isSplit = selection.buckets !== null || selection.resolved.by.length > 0;
    const rows = (level: (typeof levels)[number]): readonly Entry[] => [
      ...(entries.get(`${side} ${no} ${level}`)?.values() ?? []),
    ];
    const cells = isSplit ? rows(selection.buckets === null ? "key" : "cell") : [];
    const all: readonly (Entry | undefined)[] = [...cells, rows("range")[0]];
    return {
      rowCount: all.length,
      names: ["unit", "k0", "is_total", ...slots.map((slot) => slot.name)],
      columns: [
        all.map((entry) => entry?.unit ?? 0),
        all.map((entry) => entry?.key ?? null),
        all.map((_, index) => (index < cells.length ? 0 : 1)),
        ...slots.map((slot) => all.map(valuesOf(slot))),
      ],
    };
  };
};
