/** The staged tables: text as it was read, one table per canonical table, in a place of their own that is gone afterwards. */
import type { Session } from "../../engines/index.ts";
import { type Table, tables } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { type TypedOptions, typedRows } from "./typed.ts";

export const stagedTable = (table: Table): Sql => name(`staged.${table.name}`);

/** A canonical table that the batch fills. */
export interface StagedTable {
  readonly table: Table;
  /** Its rows with every cell understood, as a query. */
  readonly typed: Sql;
  /** Which rows can be loaded: a condition on `rid`. */
  readonly kept: Sql;
  readonly read: number;
  /** Rows that lack a required column and can only add to a record. */
  readonly incomplete: number;
}

/** Makes an empty stage; the staged tables that were there are gone. */
export const openStage = async (session: Session): Promise<void> => {
  await session.run(sql`attach if not exists ':memory:' as staged (compress)`);
  const found = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged'`,
  );
  for (const table of found) await session.run(sql`drop table ${name(`staged.${table.name}`)}`);
  await session.run(
    sql`create table staged.findings (code varchar, table_name varchar, record_id varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar)`,
  );
};

export const closeStage = (session: Session): Promise<void> => session.run(sql`detach database if exists staged`);

export const faultsOf = (table: Table): Sql => name(`faults_${table.name}`);

const describe = async (session: Session, table: Table, options: TypedOptions): Promise<StagedTable> => {
  const typed = typedRows(table, options);
  const faults = faultsOf(table);
  await session.run(
    sql`create or replace temp table ${faults} as select rid, file, line, bad, late, lost, incomplete from (${typed}) where bad <> 0 or late <> 0 or lost or incomplete`,
  );
  const [counts] = await session.rows<{ read: number; lost: number; incomplete: number }>(
    sql`select (select count(*)::integer from ${stagedTable(table)}) as read, count(*) filter (where lost)::integer as lost, count(*) filter (where incomplete and not lost)::integer as incomplete from ${faults}`,
  );
  const { read, lost, incomplete } = counts ?? { read: 0, lost: 0, incomplete: 0 };
  const kept = lost === 0 ? sql`true` : sql`rid not in (select f.rid from ${faults} as f where f.lost)`;
  return { table, typed, kept, read, incomplete };
};

/** What is staged, each table with what is wrong in it set aside in `faults_<table>`. */
export const stagedTables = async (session: Session, options: TypedOptions): Promise<readonly StagedTable[]> => {
  const found = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged' or schema_name = 'staged'`,
  );
  const names = new Set(found.map((row) => row.name));
  const staged: StagedTable[] = [];
  for (const table of tables) if (names.has(table.name)) staged.push(await describe(session, table, options));
  return staged;
};
