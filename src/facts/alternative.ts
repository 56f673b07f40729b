/** Facts as they would be if some records were not as they are: computed for those and what stands on them, all others as they are. */
import { name, type Runner, type Sql, sql } from "../sql/index.ts";
import type { FactsContext } from "./context.ts";
import { fact } from "./context.ts";
import { buildHorizons } from "./horizons.ts";
import { computeScope, scopedRows, scopeOf } from "./refresh.ts";

interface Others {
  /**
   * The records that would be others: `(kind, no)`, perhaps `at`, when, and `to_no`, what; kinds are `lead`, `opportunity`, `activity`,
   * `response`.
   */
  readonly records: (context: FactsContext) => Sql;
}

type Told = Readonly<Record<string, (stored: Sql) => Sql>>;

/** `alternative_records` has what `records` found. */
export type Alternative = Others &
  (
    | {
        /** By stored table, what would be in it: the facts of the records, and what stands on them, are computed from that. */
        readonly tables: (context: FactsContext) => Told;
      }
    | {
        /** By table of the facts, one that no other stands on, what would be in it. */
        readonly facts: Told;
      }
  );

/** What activities decide beside themselves: their lead, their opportunity, and which mail is the copy. */
const touched = sql`(select kind, no from alternative_records
  union select 'lead', lead_no from activities where activity_no in (select no from alternative_records where kind = 'activity')
  union select 'opportunity', opportunity_no from activities where activity_no in (select no from alternative_records where kind = 'activity')
  union select 'activity', activity_no from activities where message_id in (
    select message_id from activities where message_id is not null and activity_no in (select no from alternative_records where kind = 'activity')))`;

let made = 0;

/**
 * Hands the schema of the facts under an alternative, and how many records are others, to the work; it is gone afterwards, by `cleaner`.
 * `context`: of the facts as they are. Within the session the stored tables look as the alternative says while its facts are computed.
 */
export const underAlternative = async <Result>(
  runner: Runner,
  context: FactsContext,
  alternative: Alternative,
  work: (schema: string, records: number) => Promise<Result>,
  cleaner: Runner = runner,
): Promise<Result> => {
  const [where] = await runner.rows(sql`select current_database() as name`);
  const database = String(where?.name);
  const current: FactsContext = { ...context, schema: `${database}.${context.schema}` };
  const schema = `memory.alternative_${++made}`;
  const delta: FactsContext = { ...current, schema: `${schema}_delta`, scope: "changed", within: current.schema };
  const tables = "tables" in alternative ? Object.entries(alternative.tables(context)) : [];
  const see = async (): Promise<void> => {
    for (const [table, told] of tables)
      await runner.run(sql`create or replace temp view ${name(table)} as ${told(name(`${database}.main.${table}`))}`);
  };
  const unsee = async (): Promise<void> => {
    for (const [table] of tables) await runner.run(sql`drop view if exists temp.${name(table)}`);
  };
  try {
    await runner.run(sql`create or replace temp table alternative_records as ${alternative.records(context)}`);
    const [counted] = await runner.rows(sql`select count(distinct (kind, no))::integer as n from alternative_records`);
    const records = Number(counted?.n ?? 0);
    if (records === 0) return await work(context.schema, 0);
    await runner.run(sql`create schema ${name(schema)}`);
    if ("facts" in alternative) await replaced(runner, current, schema, alternative.facts);
    else {
      await runner.run(
        sql`create or replace temp table alternative_touched as select distinct kind, no from ${touched} where no is not null`,
      );
      await runner.run(sql`create schema ${name(delta.schema)}`);
      await see();
      await scopeOf(runner, delta, current, sql`alternative_touched`);
      await computeScope(runner, delta);
      await unsee();
      await composed(runner, current, delta, schema);
    }
    return await work(schema, records);
  } finally {
    await unsee().catch(() => {});
    for (const one of [schema, delta.schema]) await cleaner.run(sql`drop schema if exists ${name(one)} cascade`);
  }
};

const tablesOf = async (runner: Runner, { schema }: FactsContext): Promise<readonly string[]> => {
  const [database = "", kept = ""] = schema.split(".");
  const rows = await runner.rows(
    sql`select table_name from duckdb_tables() where database_name = ${database} and schema_name = ${kept} and table_name <> 'meta'`,
  );
  return rows.map((row) => String(row.table_name));
};

/** All facts as they are, but for those told otherwise. */
const replaced = async (runner: Runner, current: FactsContext, schema: string, facts: Told): Promise<void> => {
  for (const table of await tablesOf(runner, current)) {
    const [kept, place] = [fact(current, table), name(`${schema}.${table}`)];
    const told = facts[table];
    await runner.run(
      told === undefined
        ? sql`create view ${place} as select * from ${kept}`
        : sql`create table ${place} as ${told(kept)}`,
    );
  }
};

/** All facts: those computed, those of other records, and what no record decides. */
const composed = async (runner: Runner, current: FactsContext, delta: FactsContext, schema: string): Promise<void> => {
  const whole: FactsContext = { ...current, schema };
  const scoped = new Map(scopedRows(delta));
  for (const table of await tablesOf(runner, current)) {
    if (table === "horizons") continue;
    const gone = scoped.get(table);
    const others = sql`select * from ${fact(current, table)}`;
    const all =
      gone === undefined
        ? others
        : sql`${others} where (${gone}) is not true union all by name select * from ${fact(delta, table)}`;
    await runner.run(sql`create view ${fact(whole, table)} as ${all}`);
  }
  await buildHorizons(runner, whole);
};
