/** The findings of a batch, and which earlier ones it settles by telling the same records again. */
import type { Session } from "../../engines/index.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { findingColumns, recordId } from "./faults.ts";
import { type StagedTable, stagedTable } from "./stage.ts";

/** An empty `found`, with what reading has already found. */
export const beginFindings = async (session: Session): Promise<void> => {
  await session.run(
    sql`create or replace temp table found (code varchar, table_name varchar, record_id varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar)`,
  );
  const [reading] = await session.rows<{ n: number }>(
    sql`select count(*)::integer as n from duckdb_tables() where (database_name = 'staged' or schema_name = 'staged') and table_name = 'findings'`,
  );
  if ((reading?.n ?? 0) > 0)
    await session.run(sql`insert into found (${findingColumns}) select ${findingColumns} from staged.findings`);
};

/** The records that the batch tells again: an earlier finding about one of them holds only when it was found again. */
const retold = ({ table }: StagedTable): Sql => {
  const cell = (column: string): Sql => name(column);
  return sql`select ${table.name}::varchar as table_name, ${recordId(table, cell)} as record_id from ${stagedTable(table)}`;
};

const sameFinding = join(
  ["code", "table_name", "record_id", "column_name", "value", "reason"].map(
    (column) => sql`${name(`f.${column}`)} is not distinct from ${name(`n.${column}`)}`,
  ),
  " and ",
);

/** Stores what is new among the findings and takes back those of records that were told again without them. */
export const keepFindings = async (session: Session, staged: readonly StagedTable[], batch: number): Promise<void> => {
  const [earlier] = await session.rows<{ n: number }>(sql`select count(*)::integer as n from findings`);
  if ((earlier?.n ?? 0) > 0) {
    const told = staged.map(
      (one) =>
        sql`select f.table_name, f.record_id from findings as f where (f.table_name, f.record_id) in (${retold(one)})`,
    );
    for (const query of told)
      await session.run(
        sql`delete from findings as f where (f.table_name, f.record_id) in (${query}) and not exists (select 1 from found as n where ${sameFinding})`,
      );
  }
  await session.run(
    sql`insert into findings (batch, ${findingColumns}) select ${whole(batch)}, ${findingColumns} from found as n where not exists (select 1 from findings as f where ${sameFinding} and f.file is not distinct from n.file)`,
  );
};

/** How many findings the batch has, by table; those about no table under an empty name. */
export const countFindings = async (session: Session): Promise<ReadonlyMap<string, number>> => {
  const rows = await session.rows<{ name: string; n: number }>(
    sql`select coalesce(table_name, '') as name, count(*)::integer as n from found group by all`,
  );
  return new Map(rows.map((row) => [row.name, row.n]));
};
