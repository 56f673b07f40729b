/** The staged tables: text as it was read, one table per canonical table, in a place of their own that is gone afterwards. */
import type { Session } from "../../engines/index.ts";
import { type Table, tables } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { cellsOf, type TypedOptions, typedRows } from "./typed.ts";
import { firstYear, lastYear, utcIn, type Years } from "./zone.ts";

export const stagedTable = (table: Table): Sql => name(`staged.${table.name}`);

/** A canonical table that the batch fills. */
export interface StagedTable {
  readonly table: Table;
  /** Its rows with every cell understood, as a query; `only`: a query of the `rid`s that are wanted. */
  readonly typed: (only?: Sql) => Sql;
  /** Which rows can be loaded: a condition on `rid`. */
  readonly kept: Sql;
  readonly read: number;
  /** Rows that cannot be loaded. */
  readonly lost: number;
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

// Up to so many rows a copy costs less than planning the query again for each use; of more, the copy would cost memory.
const copied = 200_000;

const describe = async (session: Session, table: Table, options: TypedOptions): Promise<StagedTable> => {
  const [size] = await session.rows<{ n: number }>(sql`select count(*)::integer as n from ${stagedTable(table)}`);
  const copy = name(`typed_${table.name}`);
  const small = (size?.n ?? 0) <= copied;
  if (small) await session.run(sql`create or replace temp table ${copy} as ${typedRows(table, options)}`);
  const typed = (only?: Sql): Sql => {
    if (!small) return typedRows(table, options, only);
    return only === undefined ? sql`select * from ${copy}` : sql`select * from ${copy} where rid in (${only})`;
  };
  const faults = faultsOf(table);
  await session.run(
    sql`create or replace temp table ${faults} as select rid, file, line, bad, late, lost, incomplete from (${typed()}) where bad <> 0 or late <> 0 or lost or incomplete`,
  );
  const [counts] = await session.rows<{ read: number; lost: number; incomplete: number }>(
    sql`select (select count(*)::integer from ${stagedTable(table)}) as read, count(*) filter (where lost)::integer as lost, count(*) filter (where incomplete and not lost)::integer as incomplete from ${faults}`,
  );
  const { read, lost, incomplete } = counts ?? { read: 0, lost: 0, incomplete: 0 };
  const kept = lost === 0 ? sql`true` : sql`rid not in (select f.rid from ${faults} as f where f.lost)`;
  return { table, typed, kept, read, lost, incomplete };
};

const cellsWithTime = (table: Table): readonly Sql[] =>
  cellsOf(table)
    .filter(({ name, type }) => type === "instant" || name === table.occurred || name === "closed_on")
    .map((column) => name(column.name));

// ISO texts are ordered like the times they mean; what is none is kept out by the bounds or makes the range a little too long.
const yearsOf = async (session: Session, some: readonly Table[]): Promise<Years> => {
  const texts = some.flatMap((table) => {
    const cells = cellsWithTime(table);
    const within = (cell: Sql): Sql => sql`case when ${cell} >= '1970' and ${cell} < '2070' then ${cell} end`;
    return cells.length === 0
      ? []
      : [
          sql`select min(least(${join(cells.map(within), ", ")})) as first, max(greatest(${join(cells.map(within), ", ")})) as last from ${stagedTable(table)}`,
        ];
  });
  if (texts.length === 0) return { from: firstYear, to: firstYear };
  const [row] = await session.rows<{ first: string | null; last: string | null }>(
    sql`select min(substr(first, 1, 4)) as first, max(substr(last, 1, 4)) as last from (${join(texts, " union all ")})`,
  );
  const year = (text: string | null | undefined, otherwise: number): number =>
    /^\d{4}$/.test(text ?? "") ? Math.min(Math.max(Number(text), firstYear), lastYear) : otherwise;
  return { from: year(row?.first, firstYear), to: year(row?.last, lastYear) };
};

export interface StageOptions {
  readonly timezone: string;
  readonly importedAt: number;
}

/** What is staged, each table with what is wrong in it set aside in `faults_<table>`. */
export const stagedTables = async (session: Session, options: StageOptions): Promise<readonly StagedTable[]> => {
  const found = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged' or schema_name = 'staged'`,
  );
  const names = new Set(found.map((row) => row.name));
  const present = tables.filter((table) => names.has(table.name));
  const utc = utcIn(options.timezone, await yearsOf(session, present));
  const staged: StagedTable[] = [];
  for (const table of present) staged.push(await describe(session, table, { ...options, utc }));
  return staged;
};
