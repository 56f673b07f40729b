/** How far what was known at an earlier instant reached: the same whatever came later. */
import { numberColumn } from "../model/physical.ts";
import { tableNamed } from "../model/tables.ts";
import { offsetAt } from "../model/zone.ts";
import { instant, name, quoted, type Runner, type Sql, sql } from "../sql/index.ts";
import { factColumns, latestOf } from "./watermark.ts";

const flagOf = (column: string): string => `${column}_date_only`;

const isTracked = (table: string, column: string): boolean =>
  tableNamed(table)?.columns.some((one) => one.name === column && one.tracked === true) ?? false;

const versionsOf = (table: string, field: string, known: Sql): Sql =>
  sql`(select no, value, recorded_at from field_versions where table_name = ${quoted(table)} and field = ${quoted(field)} and ${known})`;

/** Values of a column as they were told by then, those that were overwritten among them: `(value, is_day)`. */
const valuesOf = (table: string, column: string, known: Sql): Sql => {
  const flag = name(flagOf(column));
  const own = sql`select ${name(column)} as value, coalesce(${flag}, false) as is_day from ${name(table)} where ${known}`;
  if (!isTracked(table, column)) return own;
  const key = name(numberColumn(tableNamed(table)?.key[0] ?? ""));
  const flags = versionsOf(table, flagOf(column), known);
  return sql`${own} and ${key} not in (select no from ${versionsOf(table, column, sql`true`)})
    union all select try_cast(v.value as timestamp), coalesce((select arg_max(f.value = 'true', f.recorded_at) from ${flags} f
      where f.no = v.no and f.recorded_at <= v.recorded_at), t.${flag}, false) from ${versionsOf(table, column, known)} v join ${name(table)} t on t.${key} = v.no`;
};

/** Activities that were completed by what was told by then. */
const completed = (known: Sql): Sql => {
  const then = versionsOf("activities", "status", known);
  return sql`(select a.* from activities a left join (select no, arg_max_null(value, recorded_at) as value, true as is_told from ${then} group by no) v
    on v.no = a.activity_no where a.${known} and coalesce(case when v.is_told then v.value else a.status end, 'completed') = 'completed')`;
};

/** The latest fact that was known at `at`, both in epoch milliseconds; that instant itself where nothing was. */
export const reachAt = async (runner: Runner, timezone: string, at: number): Promise<number> => {
  const then = instant(at);
  const known = sql`recorded_at <= ${then}`;
  const latest = (values: Sql): Sql =>
    sql`select epoch_ms(max(value) filter (not is_day and value <= ${then}))::double as instant_at,
      epoch_ms(max(value) filter (is_day and value <= ${then}))::double as day from (${values})`;
  const recorded = (from: Sql, column: string): Sql =>
    sql`select epoch_ms(max(recorded_at))::double as instant_at from ${from} where ${known}
      and coalesce(${name(column)} <= ${then}, true) and not (coalesce(${name(flagOf(column))}, false) and recorded_at = ${name(column)})`;
  const hasBegun = sql`spent_on::timestamp <= ${instant(at + offsetAt(at, timezone))}`;
  const done = completed(known);
  const parts = [
    ...Object.entries(factColumns).flatMap(([table, columns]) => [
      ...columns.map((column) => latest(valuesOf(table, column, known))),
      recorded(name(table), columns[0] ?? ""),
    ]),
    latest(sql`select occurred_at as value, coalesce(occurred_at_date_only, false) as is_day from ${done}`),
    recorded(done, "occurred_at"),
    sql`select null as instant_at, null as day, epoch_ms(max(spent_on::timestamp))::double as date from spend
      where ${known} and ${hasBegun}`,
    sql`select epoch_ms(max(recorded_at))::double as instant_at from spend where ${known} and ${hasBegun}`,
    sql`select epoch_ms(max(recorded_at))::double as instant_at from field_versions where ${known} and table_name in ('leads', 'opportunities', 'activities', 'responses')`,
  ];
  const found = await latestOf(runner, timezone, [...parts, sql`select false as is_future`]);
  return found?.at ?? at;
};
