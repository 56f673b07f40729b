/** What of a part can be taken day by day, and the statements that take it. */
import type { Aggregate, Part } from "../kinds/index.ts";
import { name, quoted, type Sql, sql } from "../sql/index.ts";
import { aggregated, filtered, list, reasonColumn, split } from "./select.ts";
import type { Selection } from "./selection.ts";

/** A sum that may be taken day by day and added up: in decimals, which are exact, or of whole numbers. */
export interface AdditiveColumn {
  readonly name: string;
  /** Of one day. */
  readonly sum: Sql;
  /** Of how many values it is: of none it is unknown. */
  readonly valued: Sql;
  /** Of nothing at all it is unknown, else 0. */
  readonly isDecimal: boolean;
}

/** Things that the counted rows point at, each once: `count(distinct thing) filter (where)`. */
export interface DistinctColumn extends Omit<AdditiveColumn, "sum" | "valued"> {
  readonly thing: Sql;
  readonly where: Sql;
}

const distinctColumn = (key: string, { adds }: Aggregate): DistinctColumn | null =>
  adds.kind === "things" ? { name: `a_${key}`, thing: adds.thing, where: adds.where, isDecimal: false } : null;

const additiveColumn = (key: string, aggregate: Aggregate): AdditiveColumn | null => {
  const { sql: plain, adds } = aggregated(aggregate, false);
  if (adds.kind === "number") return { name: `a_${key}`, sum: plain, valued: sql`count(*)`, isDecimal: false };
  if (adds.kind === "decimal") return { name: `a_${key}`, sum: adds.sum, valued: adds.valued, isDecimal: true };
  return null;
};

/** The columns of a part that add up, its exclusions among them where they are told; and what of it does not. */
export const additiveColumns = (
  part: Part,
  withExclusions: boolean,
  withDistinct: boolean,
): {
  readonly columns: readonly AdditiveColumn[];
  readonly distinct: readonly DistinctColumn[];
  readonly rest: Part["aggregates"];
} => {
  const found = Object.entries(part.aggregates).map(
    ([key, aggregate]) => [key, aggregate, additiveColumn(key, aggregate)] as const,
  );
  const others = found.filter(([, , column]) => column === null);
  const distinct = !withDistinct
    ? []
    : others.flatMap(([key, aggregate]) => {
        const column = distinctColumn(key, aggregate);
        return column === null ? [] : [column];
      });
  const once = new Set(distinct.map((column) => column.name));
  const count = (name: string, where: Sql): AdditiveColumn => ({
    name,
    sum: sql`count(*) filter (${where})`,
    valued: sql`count(*)`,
    isDecimal: false,
  });
  const { reasons, tellsHistory } = part.population;
  return {
    columns: [
      ...found.flatMap(([, , column]) => (column === null ? [] : [column])),
      ...(withExclusions
        ? reasons.map((reason) => count(reasonColumn(reason), sql`r.excluded = ${quoted(reason)}`))
        : []),
      ...(withExclusions && tellsHistory === true
        ? [count("no_history", sql`r.excluded is null and not r.has_history`)]
        : []),
    ],
    distinct,
    rest: Object.fromEntries(others.flatMap(([key, aggregate]) => (once.has(`a_${key}`) ? [] : [[key, aggregate]]))),
  };
};

/**
 * Where one record counts for several: the nearest days of those that count in its stead, before it and after it. In a period without
 * either it counts itself. What displaces gives way to what displaces later; all else to that, whenever, and to what is later. `also`: by
 * what else those are told apart.
 */
export const nearest = (
  { partition, displaces, order }: NonNullable<Part["population"]["reduce"]>,
  also: readonly Sql[] = [],
): Sql => {
  const [weight, by] = [name(`r.${displaces}`), list(order.map((column) => name(`r.${column}`)))];
  const over = (rows: Sql): Sql =>
    sql`over (partition by ${list([name(`r.${partition}`), ...also])} order by ${by} rows between ${rows})`;
  const before = sql`max(r.day) filter (${weight} = 1) ${over(sql`unbounded preceding and 1 preceding`)}`;
  const later = over(sql`1 following and unbounded following`);
  return sql`case when ${weight} = 1 then null else ${before} end as before,
    case when ${weight} = 1 then min(r.day) filter (${weight} = 1) ${later} else min(r.day) ${later} end as after`;
};

/** Columns of each local day: `day`, `key` (of the first split, else 0), `person` (none: all of them), `before`, `after`, then the sums in the order given. */
export const dailyStatement = (
  part: Part,
  selection: Selection,
  withExclusions: boolean,
  sums: readonly Sql[],
): Sql => {
  const { reduce } = part.population;
  const from = filtered(part, selection, "total", withExclusions ? sql`true` : sql`r.excluded is null`);
  const [key = sql`0`] = split(selection).keys;
  const around = reduce === undefined ? sql`null::date as before, null::date as after` : nearest(reduce);
  const source = sql`select r.*, ${around} from ${from}`;
  return sql`select r.day as day, (${key})::integer as key, null::integer as person, r.before, r.after, ${list(sums)} from (${source}) r group by 1, 2, 3, 4, 5`;
};

/** The same of things that count once, on the first of their days: `before` is the last of those before it, `n` how many they are. */
export const distinctStatement = (part: Part, selection: Selection, { thing, where }: DistinctColumn, as: Sql): Sql => {
  const days = sql`select distinct r.day as day, ${thing} as thing from ${filtered(part, selection, "total", where)} and ${thing} is not null`;
  return sql`select q.day, 0::integer as key, null::integer as person, q.before, null::date as after, count(*) as n, count(*) as ${as}
    from (select d.*, lag(d.day) over (partition by d.thing order by d.day) as before from (${days}) d) q group by 1, 2, 3, 4, 5`;
};
