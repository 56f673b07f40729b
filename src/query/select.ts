/** One statement for one part of a figure: rows in the period, filtered, in their unit of time, by their dimensions. */
import { attributeNamed, type Dimension, type DimensionContext } from "../dimensions/index.ts";
import {
  type Aggregate,
  type ClusteredBy,
  type Frame,
  fact,
  type Part,
  type Population,
  type Reduction,
  type TimesOf,
} from "../kinds/index.ts";
import { and, day, instant, join, name, quoted, type Sql, sql, whole } from "../sql/index.ts";
import { amountCondition, filterCondition } from "./filters.ts";
import { attributesOf, ownersOf, type Resolved } from "./resolved.ts";
import type { Selection } from "./selection.ts";

const people = (dimension: Dimension | "amount"): boolean => dimension !== "amount" && dimension.ofPeople === true;

/** What stands on the record, on its account or on its campaign. */
const takesOwn = ({ dimensions, object }: Population, id: string, { variant }: Resolved): boolean => {
  const attribute = attributeNamed(id);
  if (attribute === undefined) return dimensions.includes(id);
  return attribute.of === null ? ownersOf(object) === attributesOf(variant.measure) : dimensions.includes(attribute.of);
};

const takes = (part: Part, dimension: Dimension | "amount", resolved: Resolved): boolean =>
  dimension === "amount"
    ? part.population.object === "opportunity"
    : people(dimension)
      ? part.population.uncredited !== true
      : takesOwn(part.population, dimension.id, resolved);

/** Whether the part knows all that the question splits and filters by; only optional ones may not. */
export const isAnswerable = (part: Part, { resolved }: Selection, scope: "cells" | "total"): boolean =>
  (scope === "total" || resolved.by.every((dimension) => takes(part, dimension, resolved))) &&
  resolved.where.every((filter) => takes(part, filter.of, resolved));

/** A record may then stand in several rows, so that things are counted once by their number. The total has no rows of people. */
export const isPerPerson = (part: Part, { resolved }: Selection, scope: "cells" | "total" = "cells"): boolean =>
  part.population.perPerson !== undefined &&
  ((scope === "cells" && resolved.by.some(people)) || resolved.where.some((filter) => people(filter.of)));

export const contextOf = ({ frame, resolved, asOfDay }: Selection, of?: Population): DimensionContext => ({
  fact: (table) => fact(frame, table),
  person: resolved.currentOwner ? sql`r.now_no` : sql`r.person_no`,
  day: resolved.currentOwner ? day(asOfDay) : (of?.creditDay ?? sql`r.day`),
  asOf: instant(frame.asOf),
});

/** What the rows have to tell about themselves. */
export const asked = ({ by, where, currentOwner }: Resolved): ReadonlySet<string> =>
  new Set([
    ...by.map((dimension) => dimension.id),
    ...where.map((filter) => (filter.of === "amount" ? "amount" : filter.of.id)),
    ...(currentOwner ? ["current_owner"] : []),
  ]);

/** `from ... where ...` of the rows that a part is about, `r`, before any split; filters that need a join bring it. */
export const filtered = (part: Part, selection: Selection, scope: "cells" | "total", extra: Sql): Sql => {
  const { resolved, membersOf, buckets } = selection;
  const frame: Frame = {
    ...selection.frame,
    dimensions: asked(resolved),
    ...(scope === "cells" && buckets !== null
      ? { units: buckets.units.map((one) => ({ from: one.clippedStart, to: one.clippedEnd })) }
      : {}),
  };
  const context = contextOf(selection, part.population);
  const relation =
    isPerPerson(part, selection, scope) && part.population.perPerson !== undefined
      ? part.population.perPerson(frame)
      : part.population.relation(frame);
  const joins: Sql[] = [];
  const conditions = [
    sql`r.day >= ${day(frame.range.from)} and r.day < ${day(frame.range.to)}`,
    ...(part.where === undefined ? [] : [part.where]),
    extra,
  ];
  for (const filter of resolved.where) {
    if (filter.of === "amount") conditions.push(amountCondition(filter));
    else {
      if (filter.of.join !== undefined && filter.of.matches === undefined) joins.push(filter.of.join(context));
      conditions.push(filterCondition(filter.of, filter, membersOf(filter.of), context));
    }
  }
  return sql`(${relation}) r ${join(distinct(joins), " ")} where ${and(conditions)}`;
};

/** The same join is made once. */
export const distinct = (joins: readonly Sql[]): readonly Sql[] => [
  ...new Map(joins.map((one) => [one.chunks.join("?"), one])).values(),
];

const unit = ({ buckets }: Selection): Sql => (buckets === null ? sql`0` : buckets.of(sql`r.day`));

/** The row that counts of those that stand in one place. */
const reduced = ({ partition, displaces, order }: Reduction, places: readonly Sql[]): Sql => {
  const latest = list([displaces, ...order].map((column) => sql`${name(`r.${column}`)} desc`));
  return sql`qualify row_number() over (partition by ${list([...places, name(`r.${partition}`)])} order by ${latest}) = 1`;
};

/** Rows reduced to those that count, in each unit (`cells`) or over the whole range (`total`). */
const rows = (part: Part, selection: Selection, scope: "cells" | "total", extra: Sql = sql`true`): Sql => {
  const from = filtered(part, selection, scope, extra);
  const { reduce } = part.population;
  if (reduce === undefined) return from;
  const places = scope === "cells" && selection.buckets !== null ? [unit(selection)] : [];
  return sql`(select r.* from ${from} ${reduced(reduce, places)}) r where true`;
};

/** Splits: the joins and keys of the dimensions asked for. */
export const split = (
  selection: Selection,
  of?: Population,
): { readonly joins: Sql; readonly keys: readonly Sql[] } => {
  const context = contextOf(selection, of);
  const joined = selection.resolved.by.flatMap((dimension) =>
    dimension.join === undefined ? [] : [dimension.join(context)],
  );
  return { joins: join(distinct(joined), " "), keys: selection.resolved.by.map((dimension) => dimension.key(context)) };
};

export const reasonColumn = (reason: string): string => `out_${reason}`;

/** Whether one record may stand in a cell more than once: with several people, unless the cell is one person's. */
const isRepeated = (part: Part, selection: Selection, scope: "cells" | "total"): boolean =>
  isPerPerson(part, selection, scope) &&
  !(scope === "cells" && selection.resolved.by.some((dimension) => dimension.id === "person"));

const exclusions = (part: Part, repeated: boolean): readonly Sql[] =>
  part.population.reasons.map((reason) => {
    const where = sql`filter (r.excluded = ${quoted(reason)})`;
    return sql`${repeated ? sql`count(distinct r.no)` : sql`count(*)`} ${where} as ${name(reasonColumn(reason))}`;
  });

/** As it is taken where one record may stand more than once, or where none does. */
export const aggregated = (aggregate: Aggregate, repeated: boolean): Aggregate =>
  repeated ? aggregate : (aggregate.ofRows ?? aggregate);

const sums = (part: Part, selection: Selection, withExclusions: boolean, scope: "cells" | "total"): Sql => {
  const repeated = isRepeated(part, selection, scope);
  const history =
    part.population.tellsHistory === true
      ? [sql`count(*) filter (r.excluded is null and not r.has_history) as no_history`]
      : [];
  return join(
    [
      ...Object.entries(part.aggregates).map(
        ([key, aggregate]) => sql`${aggregated(aggregate, repeated).sql} as ${name(`a_${key}`)}`,
      ),
      ...(withExclusions ? [...exclusions(part, repeated), ...history] : []),
    ],
    ", ",
  );
};

export const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

/** Sums of the whole range, without a split: columns `a_<aggregate>`, `out_<reason>`. */
export const totalStatement = (part: Part, selection: Selection, withExclusions: boolean): Sql =>
  sql`select ${sums(part, selection, withExclusions, "total")} from ${rows(part, selection, "total")}`;

/** Sums by unit and keys: columns `unit`, `k0`..., then as the total's. */
export const cellsStatement = (part: Part, selection: Selection, withExclusions: boolean): Sql => {
  const { joins, keys } = split(selection, part.population);
  // Rows that are left out make a cell appear only where they are told.
  const extra = withExclusions ? sql`true` : sql`r.excluded is null`;
  const { reduce } = part.population;
  if (reduce !== undefined && keys.length > 0) {
    // As a filter to the cell would have it: of the rows that stand in it, the one that counts.
    const places = [unit(selection), ...keys];
    const columns = list(places.map((place, index) => sql`${place} as ${name(`g_${index}`)}`));
    const cells = places.map((_, index) => sql`r.${name(`g_${index}`)}`);
    const named = list(cells.map((cell, index) => sql`${cell} as ${name(index === 0 ? "unit" : `k${index - 1}`)}`));
    const source = withJoins(filtered(part, selection, "cells", extra), joins);
    return sql`select ${named}, ${sums(part, selection, withExclusions, "cells")}
      from (select r.*, ${columns} from ${source} ${reduced(reduce, places)}) r group by ${list(cells)}`;
  }
  const source = rows(part, selection, "cells", extra);
  const named = list([
    sql`${unit(selection)} as unit`,
    ...keys.map((key, index) => sql`${key} as ${name(`k${index}`)}`),
  ]);
  const grouped = list([whole(1), ...keys.map((_, index) => whole(index + 2))]);
  return sql`select ${named}, ${sums(part, selection, withExclusions, "cells")} from ${withJoins(source, joins)} group by ${grouped}`;
};

/** Whether every row of the part stands in exactly one cell, so that cells and total are made of the same rows. */
export const isPartition = (part: Part, selection: Selection): boolean => {
  if (selection.resolved.by.some((dimension) => dimension.overlaps === true)) return false;
  if (part.population.reduce !== undefined && selection.resolved.by.length > 0) return false;
  const [cells, total] = [rows(part, selection, "cells"), rows(part, selection, "total")];
  return cells.chunks.join("?") === total.chunks.join("?");
};

/**
 * Whether the total's sums are those of the cells added up: of counts they are, of quantiles they are not. Nor of decimals, which are
 * added exactly only as long as they are decimals.
 */
export const isAdditive = (part: Part, selection: Selection): boolean =>
  Object.values(part.aggregates).every(
    (one) => aggregated(one, isRepeated(part, selection, "cells")).adds.kind === "number",
  );

/** Cells and total in one pass: as `cellsStatement`, and the row with `is_total` 1. */
export const bothStatement = (part: Part, selection: Selection, withExclusions: boolean): Sql => {
  const { joins, keys } = split(selection, part.population);
  const source = rows(part, selection, "cells", withExclusions ? sql`true` : sql`r.excluded is null`);
  const columns = [unit(selection), ...keys].map((key, index) => sql`${key} as ${name(`g_${index}`)}`);
  const grouped = columns.map((_, index) => sql`r.${name(`g_${index}`)}`);
  const named = grouped.map((key, index) => sql`${key} as ${name(index === 0 ? "unit" : `k${index - 1}`)}`);
  return sql`select ${list(named)}, grouping(${grouped[0] ?? sql`1`}) as is_total, ${sums(part, selection, withExclusions, "cells")}
    from (select r.*, ${list(columns)} from ${withJoins(source, joins)}) r group by grouping sets ((), (${list(grouped)}))`;
};

/** The same, once more by the column that a part is also split by: `f`. */
export const finerStatement = (part: Part, selection: Selection, scope: "cells" | "total"): Sql => {
  const finer = sql`r.${name(part.alsoBy ?? "no")} as f`;
  const source = rows(part, selection, scope);
  const all = sums(part, selection, false, scope);
  if (scope === "total") return sql`select 0 as unit, ${finer}, ${all} from ${source} group by 1, 2`;
  const { joins, keys } = split(selection, part.population);
  const named = list([
    sql`${unit(selection)} as unit`,
    finer,
    ...keys.map((key, index) => sql`${key} as ${name(`k${index}`)}`),
  ]);
  const grouped = list([whole(1), whole(2), ...keys.map((_, index) => whole(index + 3))]);
  return sql`select ${named}, ${all} from ${withJoins(source, joins)} group by ${grouped}`;
};

/** Joins stand between the relation and its conditions. */
const withJoins = (source: Sql, joins: Sql): Sql =>
  joins.chunks.length === 1 && joins.chunks[0] === "" ? source : sql`(select r.* from ${source}) r ${joins}`;

/** One row for each way to end in a cell: `unit`, `k0`..., `status`, then `times`, those of all its records in no order. */
export const timesStatement = (part: Part, { time }: TimesOf, selection: Selection, scope: "cells" | "total"): Sql => {
  const source = rows(part, selection, scope, sql`r.excluded is null`);
  const { joins, keys } = scope === "total" ? { joins: sql``, keys: [] } : split(selection, part.population);
  const places = [
    ...(scope === "total" || selection.buckets === null ? [] : [sql`(${unit(selection)})::integer as unit`]),
    ...keys.map((key, index) => sql`${key} as ${name(`k${index}`)}`),
    sql`r.status::tinyint as status`,
  ];
  const grouped = list(places.map((_, index) => whole(index + 1)));
  return sql`select * exclude (time), list(time) filter (time is not null) as times
    from (select ${list([...places, sql`(${time})::double as time`])} from ${withJoins(source, joins)}) group by ${grouped}`;
};

/**
 * How far records come in clusters, by what they are about: `a_counted`, how many there are, and `a_squares`, of the size of each cluster;
 * where some are hits, how many clusters there are, and sums of these in each. What is about nothing is one by itself. Of `share` things
 * the rows are of one.
 */
export const clustersStatement = (
  part: Part,
  { object, no, among = sql`true`, hit }: ClusteredBy,
  selection: Selection,
  scope: "cells" | "total",
  share: number,
): Sql => {
  const thing = sql`${no} * 2::bigint + ${object}`;
  const { joins, keys } = scope === "total" ? { joins: sql``, keys: [] } : split(selection, part.population);
  const places = scope === "total" ? [] : [unit(selection), ...keys];
  const named = places.map((place, index) => sql`${place} as ${name(index === 0 ? "unit" : `k${index - 1}`)}`);
  const n = isRepeated(part, selection, scope) ? sql`count(distinct r.no)` : sql`count(*)`;
  const hits = hit === undefined ? sql`` : sql`, ${n} filter (${hit}) as hits`;
  const grouped = [...places.map((_, index) => whole(index + 1)), whole(places.length + 1)];
  const inCluster = sql`select ${list([...named, sql`${thing} as thing`])}, ${n} as n ${hits}
    from ${withJoins(rows(part, selection, scope, sql`r.excluded is null and ${among}`), joins)} group by ${list(grouped)}`;
  const sum = (ofOne: Sql, ofNothing: Sql, column: string): Sql =>
    sql`coalesce(sum(case when thing is null then ${ofNothing} else ${ofOne} end * ${whole(share)}), 0)::double as ${name(column)}`;
  const [one, all] = [whole(1), sql`n`];
  const ofHits = [
    sum(one, all, "a_things"),
    sum(sql`hits * hits`, sql`hits`, "a_hit_squares"),
    sum(sql`n * hits`, sql`hits`, "a_products"),
  ];
  const sums = list([
    sum(all, all, "a_counted"),
    sum(sql`n * n`, all, "a_squares"),
    ...(hit === undefined ? [] : ofHits),
  ]);
  if (scope === "total") return sql`select ${sums} from (${inCluster})`;
  const names = places.map((_, index) => name(index === 0 ? "unit" : `k${index - 1}`));
  return sql`select ${list(names)}, ${sums} from (${inCluster}) group by ${list(names)}`;
};

/** The records of a part under a further condition: their numbers, for the receipt. */
export const recordsStatement = (part: Part, selection: Selection, where: Sql): Sql =>
  sql`select r.* from ${rows(part, selection, "total")} and r.excluded is null and ${where}`;
