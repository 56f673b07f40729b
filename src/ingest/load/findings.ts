/** The findings of a batch, and which earlier ones it settles by telling the same records again. */
import type { Session } from "../../engines/index.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { findingColumns, recordId } from "./faults.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";

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

/**
 * Earlier findings about what the batch tells again: of the records in it, and of the columns that its files have. Such a finding holds
 * only when it was found again.
 */
const retold = ({ table, has }: StagedTable): Sql => {
  const cell = (column: string): Sql => (has.has(column) ? name(column) : sql`null::varchar`);
  const earlier = sql`select record_id from findings where table_name = ${quoted(table.name)}`;
  const again = sql`select record_id from (select ${recordId(table, cell)} as record_id from ${stagedTable(table)}) where record_id in (${earlier})`;
  const columns = sql`f.column_name is null or f.code in ('duplicate_key', 'missing_required') or f.column_name in (${join([...has].map(quoted), ", ")})`;
  return sql`f.table_name = ${quoted(table.name)} and (${columns}) and f.record_id in (${again})`;
};

const sameFinding = join(
  ["code", "table_name", "record_id", "column_name", "value", "reason"].map(
    (column) => sql`${name(`f.${column}`)} is not distinct from ${name(`n.${column}`)}`,
  ),
  " and ",
);

/** Stores what is new among the findings and takes back those of records that were told again without them. */
export const keepFindings = async (session: Session, staged: readonly StagedTable[], batch: number): Promise<void> => {
  const mentioned = await session.rows<{ name: string | null }>(sql`select distinct table_name as name from findings`);
  const names = new Set(mentioned.map((row) => row.name));
  for (const one of staged.filter(({ table, has }) => names.has(table.name) && has.size > 0))
    await session.run(
      sql`delete from findings as f where ${retold(one)} and not exists (select 1 from found as n where ${sameFinding})`,
    );
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
