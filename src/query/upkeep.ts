/** How the sums by day are made, of facts that are all there. */
import type { Kpi } from "../kinds/index.ts";
import { join, name, quoted, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { monthTable } from "./credited.ts";
import { keyOf, type Plan, placesOf, plansOf } from "./plans.ts";
import { dayTable, moveTable, onceTable } from "./rolled.ts";
import type { Selection } from "./selection.ts";
import { movesStatement } from "./standing-spans.ts";

export const [counts, sums, valued] = [placesOf("c"), placesOf("s"), placesOf("m")];
/** `person`: of people by month; 0 is nobody, and of the company by day there is none. */
export const grouped = ["part", "making", "day", "key", "person", "before", "after"];
export const added = ["n", ...counts, ...valued, ...sums];
const typeOf = (column: string): Sql => (column.startsWith("s") ? sql`decimal(38,10)` : sql`bigint`);
export const names = (columns: readonly string[]): Sql => join(columns.map(name), ", ");

/** The part of each plan, and which of its statements made a row. */
export const places = sql`part smallint, making smallint, day date, key integer, person integer, before date, after date, ${join(
  added.map((one) => sql`${name(one)} ${typeOf(one)}`),
  ", ",
)}`;

export const insertion = (
  table: Sql,
  part: number,
  plan: Plan,
  making: number,
  where: Sql = sql`true`,
  sign = sql``,
): Sql => {
  const made = plan.makings[making] ?? plan.makings[0];
  const columns = made.columns.map(name);
  return sql`insert into ${table} (${names(grouped)}, ${join(columns, ", ")})
    select ${whole(part)}, ${whole(making)}, q.day, q.key, q.person, q.before, q.after, ${join(
      columns.map((column) => sql`${sign} q.${column}`),
      ", ",
    )} from (${made.statement}) q where ${where}`;
};

/** Whether what is kept has the places that sums have now; another version may have kept it. */
export const arePlaced = async (runner: Runner): Promise<boolean> => {
  const rows = await runner.rows(
    sql`select table_name as of, column_name as name from duckdb_columns() where database_name = current_database() and schema_name = 'rollups' and table_name in ('once', 'months')`,
  );
  const found = new Set(rows.map((row) => `${String(row.of)} ${String(row.name)}`));
  const placed = [...grouped, ...added].flatMap((column) => [
    ...(column === "person" ? [] : [`once ${column}`]),
    `months ${column}`,
  ]);
  return found.size === placed.length && placed.every((column) => found.has(column));
};

/** Said last, at once: of a process that is killed before, nothing is taken for kept. */
export const tellKept = async (runner: Runner, known: ReadonlyMap<string, number>): Promise<void> => {
  await runner.run(sql`create or replace table rollups.parts (part smallint, key varchar)`);
  const parts = [...known].map(([key, part]) => sql`(${whole(part)}, ${quoted(key)})`);
  if (parts.length > 0) await runner.run(sql`insert into rollups.parts values ${join(parts, ", ")}`);
};

/**
 * Rows of people stand apart, and so do those that nothing rules out. In order, so that of other days and parts no more than the day is
 * read. `people`: further rows of theirs.
 */
export const spread = async (runner: Runner, from: Sql, people?: Sql): Promise<void> => {
  const isAlone = sql`before is null and after is null`;
  await runner.run(
    sql`create or replace table ${dayTable} as select * exclude (before, after, person) from ${from} where ${isAlone} and person is null order by day`,
  );
  await runner.run(
    sql`create or replace table ${onceTable} as select * exclude (person) from ${from} where not (${isAlone}) and person is null order by day`,
  );
  const own = sql`select ${names([...grouped, ...added])} from ${from} where person is not null`;
  const months = people === undefined ? own : sql`${own} union all ${people}`;
  await runner.run(sql`create or replace table ${monthTable} as select * from (${months}) order by part, day`);
};

/** Makes the sums by day of every KPI's default, of facts that have just been brought up to date. `selections`: as each would be asked of the company. */
export const keepRollups = async (
  runner: Runner,
  catalogue: readonly Kpi[],
  selections: readonly Selection[],
): Promise<void> => {
  await runner.run(sql`drop schema if exists rollups cascade`);
  await runner.run(sql`create schema rollups`);
  const table = name("rollups.made");
  await runner.run(sql`create table ${table} (${places})`);
  const known = new Map<string, number>();
  const [any] = selections;
  if (any !== undefined) {
    const moves = movesStatement(any.frame);
    await runner.run(sql`create table ${moveTable} as ${moves}`);
    known.set(keyOf(moves), known.size + 1);
  }
  for (const [index, kpi] of catalogue.entries()) {
    const selection = selections[index];
    for (const plan of selection === undefined ? [] : plansOf(kpi, selection)) {
      if (known.has(plan.key)) continue;
      const part = known.size + 1;
      known.set(plan.key, part);
      for (const making of plan.makings.keys()) await runner.run(insertion(table, part, plan, making));
    }
  }
  await spread(runner, table);
  await runner.run(sql`drop table ${table}`);
  await tellKept(runner, known);
};
