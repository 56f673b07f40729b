/** Sums kept by day, added up over ranges and their units: cells and totals, as statements over records give them. */
import { day, join, name, type ResultColumns, type Sql, sql, whole } from "../sql/index.ts";
import type { Ranged, Selection } from "./selection.ts";

/** Sums of each day; and of records that count only where two days lie outside, `before` and `after`. */
export const [dayTable, onceTable] = [name("rollups.days"), name("rollups.once")];

/** Who came to stand in a stage and left it. */
export const moveTable = name("rollups.moves");

/** A column of a part, and its place in the tables. */
export interface Slot {
  readonly name: string;
  readonly slot: string;
  readonly isDecimal: boolean;
  /** Of nothing at all it is unknown, else 0. */
  readonly isUnknown: boolean;
}

/** Which rows of the sums belong together: of one unit and key, of one key, of a range. */
const levels = ["cell", "key", "range"] as const;

/** Where a record counts that others rule out on their days: in the range, and so in its unit; or in its unit alone. */
const [inBoth, inUnit] = [0, 1];

const within = ({ range }: Ranged, part: number | null): Sql =>
  sql`r.day >= ${day(range.from)} and r.day < ${day(range.to)} ${part === null ? sql`` : sql`and r.part = ${whole(part)}`}`;

const unitOf = ({ buckets }: Ranged, column: Sql): Sql => (buckets === null ? sql`0` : buckets.of(column));

/** The rows of one range that always count, with their `unit`. */
const alwaysRows = (one: Ranged, side: number, part: number | null): Sql =>
  sql`select ${whole(side)} as side, (${unitOf(one, sql`r.day`)})::integer as unit, ${whole(inBoth)} as counts, r.* from ${dayTable} r where ${within(one, part)}`;

/** Those that others rule out, with where they `count`. */
const onceRows = (one: Ranged, side: number, part: number | null): Sql => {
  const [from, to, own] = [day(one.range.from), day(one.range.to), unitOf(one, sql`r.day`)];
  const isAlone = sql`coalesce(r.before < ${from}, true) and coalesce(r.after >= ${to}, true)`;
  const isOnly = sql`coalesce(r.before < ${from} or ${unitOf(one, sql`r.before`)} < ${own}, true) and coalesce(r.after >= ${to} or ${unitOf(one, sql`r.after`)} > ${own}, true)`;
  const inUnits = one.buckets === null ? sql`` : sql`when ${isOnly} then ${whole(inUnit)}`;
  return sql`select * from (select ${whole(side)}, (${own})::integer, case when ${isAlone} then ${whole(inBoth)} ${inUnits} end as counts, r.* exclude (before, after)
    from ${onceTable} r where ${within(one, part)}) where counts is not null`;
};

/** What is asked for: all parts that are kept or one of them, and whether any of it counts but once for several. */
export interface Fetched {
  readonly columns: readonly string[];
  readonly part: number | null;
  readonly isOnce: boolean;
  /** Neither units nor keys. */
  readonly isWhole: boolean;
}

/** Of each of the ranges: these columns of each unit and key, of each key, and of the whole. */
export const fetchStatement = (ranges: readonly Ranged[], { columns, part, isOnce, isWhole }: Fetched): Sql => {
  const rows = (of: typeof alwaysRows): readonly Sql[] => ranges.map((one, side) => of(one, side, part));
  const listed = (of: (column: Sql, isCount: boolean) => Sql): Sql =>
    join(
      columns.map((one) => sql`${of(name(one), one.startsWith("c"))} as ${name(one)}`),
      ", ",
    );
  const out = listed((column, isCount) =>
    isCount ? sql`coalesce(sum(${column}), 0)::double` : sql`sum(${column})::double`,
  );
  const always = join(rows(alwaysRows), " union all ");
  if (!isOnce && isWhole)
    return sql`select side, part::integer as part, 0 as key, 0 as unit, 2 as level, ${out} from (${always}) group by side, part`;
  const place = sql`side, part::integer as part, coalesce(key, 0) as key, coalesce(unit, 0) as unit`;
  const level = sql`(grouping(unit) + grouping(key))::integer as level`;
  if (!isOnce)
    return sql`select ${place}, ${level}, ${out} from (${always})
      group by grouping sets ((side, part, key, unit), (side, part, key), (side, part))`;
  const sums = listed((column) => sql`sum(${column})`);
  const group = sql`side, part, counts`;
  return sql`select ${place}, level, ${out} from (
      select ${group}, key, unit, ${level}, ${sums} from (
        select ${group}, key, unit, ${sums} from (${always} union all ${join(rows(onceRows), " union all ")}) group by all
      ) group by grouping sets ((${group}, key, unit), (${group}, key), (${group}))
    ) where counts = ${whole(inBoth)} or level = 0 group by 1, 2, 3, 4, 5`;
};

const isSame = (a: Ranged, { frame, buckets }: Selection): boolean =>
  a.range.from === frame.range.from &&
  a.range.to === frame.range.to &&
  (buckets === null || JSON.stringify(a.buckets?.units) === JSON.stringify(buckets.units));

type Column = ArrayLike<unknown>;

/** What was fetched, as the answers to the statements of each part. */
export const fetchedOf = (result: ResultColumns, ranges: readonly Ranged[]) => {
  const column = new Map<string, Column>(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const at = (name: string, row: number): unknown => column.get(name)?.[row];
  const rows = new Map<string, number[]>();
  for (let row = 0; row < result.rowCount; row += 1) {
    const place = `${at("side", row)} ${at("part", row)} ${levels[Number(at("level", row))]}`;
    const known = rows.get(place);
    if (known === undefined) rows.set(place, [row]);
    else known.push(row);
  }
  return (no: number, selection: Selection, slots: readonly Slot[]): ResultColumns | null => {
    const side = ranges.findIndex((one) => isSame(one, selection));
    if (side < 0) return null;
    const isSplit = selection.buckets !== null || selection.resolved.by.length > 0;
    const cells = isSplit ? (rows.get(`${side} ${no} ${selection.buckets === null ? "key" : "cell"}`) ?? []) : [];
    const total = rows.get(`${side} ${no} range`)?.[0];
    const from = [...cells, total];
    const values = (of: (row: number) => unknown, otherwise: unknown): readonly unknown[] =>
      from.map((row) => (row === undefined ? otherwise : of(row)));
    return {
      rowCount: from.length,
      names: ["unit", "k0", "is_total", ...slots.map((slot) => slot.name)],
      columns: [
        values((row) => at("unit", row), 0),
        values((row) => at("key", row), null),
        from.map((_, index) => (index < cells.length ? 0 : 1)),
        ...slots.map(({ slot, isUnknown }) =>
          values((row) => at(slot, row) ?? (isUnknown ? null : 0), isUnknown ? null : 0),
        ),
      ],
    };
  };
};
