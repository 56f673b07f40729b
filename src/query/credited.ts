/** Sums kept by month and credited person, added up for a question that is split by person or filtered to people. */
import { day, join, name, type ResultColumns, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { filterCondition } from "./filters.ts";
import { ofParts } from "./once.ts";
import type { Plan } from "./plans.ts";
import { contextOf, list } from "./select.ts";
import { isSplit, type Selection } from "./selection.ts";
import { rowsOf } from "./sheet.ts";

/** Sums of each month and person. */
export const monthTable = name("rollups.months");

/** A part as it is kept. */
export interface Credited extends Plan {
  readonly no: number;
}

const unitOf = ({ buckets }: Selection, date: Sql): Sql => (buckets === null ? sql`0` : buckets.of(date));

/** Where one record counts for several: that none counts in its stead in the range, or in the unit. */
const standing = (selection: Selection, scope: "unit" | "range"): Sql => {
  const { from, to } = selection.frame.range;
  const inUnits = scope === "unit" && selection.buckets !== null;
  const apart = (earlier: Sql, later: Sql): Sql =>
    inUnits ? sql` or ${unitOf(selection, earlier)} < ${unitOf(selection, later)}` : sql``;
  return sql` and (r.before is null or r.before < ${day(from)}${apart(sql`r.before`, sql`r.day`)})
    and (r.after is null or r.after >= ${day(to)}${apart(sql`r.day`, sql`r.after`)})`;
};

const nobodyIsZero = sql`nullif(r.person, 0)`;

const keysOf = ({ resolved }: Selection): readonly Sql[] =>
  resolved.by.map(
    (dimension, index) => sql`${dimension.id === "person" ? nobodyIsZero : sql`r.key`} as ${name(`k${index}`)}`,
  );

const filtersOf = (selection: Selection): readonly Sql[] => {
  const context = { ...contextOf(selection), person: nobodyIsZero };
  return selection.resolved.where.flatMap((filter) =>
    filter.of === "amount" ? [] : [filterCondition(filter.of, filter, selection.membersOf(filter.of), context)],
  );
};

/** Rows `part`, `unit`, `k0`..., `is_total`, and the places of the parts: cells where there is a split, and the total. */
const creditedStatement = (selection: Selection, parts: readonly Credited[]): Sql => {
  const { from, to } = selection.frame.range;
  const slots = [...new Set(parts.flatMap((part) => part.slots.map(({ slot }) => slot)))].toSorted();
  const sums = list(
    slots.map((slot) => {
      const sum = sql`sum(r.${name(slot)})`;
      return sql`${slot.startsWith("c") ? sql`coalesce(${sum}, 0)` : sum}::double as ${name(slot)}`;
    }),
  );
  const conditions = [sql`r.day >= ${day(from)}`, sql`r.day < ${day(to)}`, ...filtersOf(selection)];
  const rows = sql`${monthTable} r where ${join(conditions, " and ")}${ofParts(parts.map(({ no }) => no))}`;
  const stands = (scope: "unit" | "range"): Sql =>
    parts.some(({ countsOnce }) => countsOnce) ? standing(selection, scope) : sql``;
  const keys = keysOf(selection);
  const grouped = list([whole(1), whole(2), ...keys.map((_, index) => whole(index + 3))]);
  const nothing = keys.map((_, index) => sql`null::integer as ${name(`k${index}`)}`);
  const total = sql`select ${list([sql`r.part::integer as part`, sql`0 as unit`, ...nothing, sql`1 as is_total`])}, ${sums}
    from ${rows}${stands("range")} group by 1`;
  if (!isSplit(selection)) return total;
  const unit = sql`(${unitOf(selection, sql`r.day`)})::integer as unit`;
  return sql`select ${list([sql`r.part::integer as part`, unit, ...keys, sql`0 as is_total`])}, ${sums}
    from ${rows}${stands("unit")} group by ${grouped} union all ${total}`;
};

/** Of one part, as its statement over records gives it: of nothing at all the total is a row, too. */
const ownOf = (result: ResultColumns, { no, slots }: Credited, dimensions: number): ResultColumns => {
  const parts = result.columns[result.names.indexOf("part")] ?? [];
  const own = rowsOf(result, (row) => Number(parts[row]) === no);
  const at = (column: string): ArrayLike<unknown> => own.columns[own.names.indexOf(column)] ?? [];
  const totals = at("is_total");
  let hasTotal = false;
  for (let row = 0; row < own.rowCount; row += 1) hasTotal ||= Number(totals[row]) === 1;
  const keys = Array.from({ length: dimensions }, (_, index) => `k${index}`);
  const columnOf = (column: string, otherwise: unknown): ArrayLike<unknown> =>
    hasTotal ? at(column) : [...Array.from(at(column)), otherwise];
  return {
    rowCount: own.rowCount + (hasTotal ? 0 : 1),
    names: ["unit", ...keys, "is_total", ...slots.map((slot) => slot.name)],
    columns: [
      columnOf("unit", 0),
      ...keys.map((key) => columnOf(key, null)),
      columnOf("is_total", 1),
      ...slots.map(({ slot, isDecimal }) => columnOf(slot, isDecimal ? null : 0)),
    ],
  };
};

/** Reads these parts at once, each to be asked for by its number. */
export const readCredited = async (runner: Runner, selection: Selection, parts: readonly Credited[]) => {
  const result = await runner.columns(creditedStatement(selection, parts));
  const read = new Set(parts.map(({ no }) => no));
  return (part: Credited): ResultColumns | undefined =>
    read.has(part.no) ? ownOf(result, part, selection.resolved.by.length) : undefined;
};

/** One filter to one person: whatever several people have in common is then that person's alone. */
const isOfOne = ({ resolved }: Selection): boolean => {
  const [first, ...others] = resolved.where;
  return (
    first !== undefined && others.length === 0 && ["=", "in"].includes(first.operator) && first.values.length === 1
  );
};

/**
 * What of a part is told by the people: `cells` alone where several of them have records in common that the whole counts once; `null`:
 * not even those.
 */
export const toldByPeople = ({ part, hasPeople, countsOnce }: Plan, selection: Selection): "all" | "cells" | null => {
  if (!hasPeople) return null;
  if ((!countsOnce && part.population.perPerson === undefined) || isOfOne(selection)) return "all";
  return selection.resolved.where.length === 0 ? "cells" : null;
};
