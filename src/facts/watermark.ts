/** The latest instant of a fact: what the data is complete up to, and the as-of when nobody says another. */
import { dayMs, instantOfWallClock, localDay, offsetAt } from "../model/zone.ts";
import { instant, join, name, type Runner, type Sql, sql } from "../sql/index.ts";

/** Columns that tell when a fact occurred, by table. Plans and exchange rates are no facts. */
export const factColumns: Readonly<Record<string, readonly string[]>> = {
  leads: ["created_at", "assigned_at", "converted_at", "disqualified_at", "merged_at", "deleted_at"],
  opportunities: ["created_at", "closed_at", "merged_at", "deleted_at"],
  stage_changes: ["changed_at"],
  owner_changes: ["changed_at"],
  value_changes: ["changed_at"],
  responses: ["received_at"],
};

/** The latest fact, and whether there are facts that lie beyond it: they come true as time passes. */
export interface Watermark {
  readonly at: number;
  readonly hasFuture: boolean;
}

/** The end of a date lies less than this behind its midnight, in any zone. */
const twoDaysMs = 2 * dayMs;

/**
 * `null` without any fact; `at` in epoch milliseconds. Facts later than the wall clock `now` do not move it, nor does when they were told; a fact of which only the
 * date is known moves it to the end of that date. `former`: where it may have lain before; whether it lies there or behind is found without a look at the rest.
 */
export const watermark = async (
  runner: Runner,
  timezone: string,
  now: number,
  former?: number,
): Promise<Watermark | null> => {
  const later = former === undefined ? null : await watermarkAfter(runner, timezone, now, former - twoDaysMs);
  return later !== null && former !== undefined && later.at >= former
    ? later
    : watermarkAfter(runner, timezone, now, null);
};

/** Of the facts that lie, or were told, after an instant; `null`: of all. */
const watermarkAfter = (
  runner: Runner,
  timezone: string,
  now: number,
  after: number | null,
): Promise<Watermark | null> => {
  const isAfter = (column: string): Sql => (after === null ? sql`true` : sql`${name(column)} > ${instant(after)}`);
  const latest = (table: string, column: string, where: Sql): Sql =>
    sql`select epoch_ms(max(${name(column)}) filter (not coalesce(${name(`${column}_date_only`)}, false) and ${name(column)} <= ${instant(now)}))::double as instant_at,
      epoch_ms(max(${name(column)}) filter (${name(`${column}_date_only`)} and ${name(column)} <= ${instant(now)}))::double as day, coalesce(bool_or(${name(column)} > ${instant(now)}), false) as is_future from ${name(table)} where ${isAfter(column)} and ${where}`;
  // What says that it was recorded ahead of the clock is not known yet, and no later import tells it again.
  const isAhead = sql`coalesce(bool_or(recorded_at > ${instant(now)}), false) as is_future`;
  const recorded = (table: string, where: Sql, column: string): Sql =>
    sql`select epoch_ms(max(recorded_at) filter (recorded_at <= ${instant(now)} and coalesce(${name(column)} <= ${instant(now)}, true)
      and not (coalesce(${name(`${column}_date_only`)}, false) and recorded_at = ${name(column)})))::double as instant_at, ${isAhead} from ${name(table)} where ${isAfter("recorded_at")} and ${where}`;
  const hasBegun = sql`spent_on::timestamp <= ${instant(now + offsetAt(now, timezone))}`;
  const parts = [
    ...Object.entries(factColumns).flatMap(([table, columns]) => [
      ...columns.map((column) => latest(table, column, sql`true`)),
      recorded(table, sql`true`, columns[0] ?? ""),
    ]),
    latest("activities", "occurred_at", sql`coalesce(status, 'completed') = 'completed'`),
    recorded("activities", sql`coalesce(status, 'completed') = 'completed'`, "occurred_at"),
    sql`select null as instant_at, null as day, epoch_ms(max(spent_on::timestamp))::double as date from spend where ${hasBegun}`,
    sql`select epoch_ms(max(recorded_at))::double as instant_at from spend where recorded_at <= ${instant(now)} and ${hasBegun}`,
    sql`select epoch_ms(max(recorded_at) filter (recorded_at <= ${instant(now)}))::double as instant_at, ${isAhead} from field_versions where ${isAfter("recorded_at")} and table_name in ('leads', 'opportunities', 'activities', 'responses')`,
  ];
  return latestOf(runner, timezone, parts);
};

/** The latest of queries of `instant_at`, `day` (a day's midnight, UTC) and `date` (a local date) in epoch milliseconds, and whether any `is_future`. */
export const latestOf = async (runner: Runner, timezone: string, parts: readonly Sql[]): Promise<Watermark | null> => {
  const [row] = await runner.rows(
    sql`select max(instant_at) as instant_at, max(day) as day, max(date) as date, coalesce(bool_or(is_future), false) as is_future from (${join(parts, " union all by name ")})`,
  );
  const after = (wallMs: number): number => instantOfWallClock((Math.floor(wallMs / dayMs) + 1) * dayMs, timezone);
  const ends = [
    ...(typeof row?.instant_at === "number" ? [row.instant_at] : []),
    ...(typeof row?.day === "number" ? [after(localDay(row.day, timezone) * dayMs)] : []),
    ...(typeof row?.date === "number" ? [after(row.date)] : []),
  ];
  return ends.length === 0 ? null : { at: Math.max(...ends), hasFuture: row?.is_future === true };
};
