/** Records that are here and that an export does not tell, though it was said to be whole: found, never deleted. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { and, name, type Sql, sql } from "../../sql/index.ts";
import { count } from "./counts.ts";
import { findingColumns } from "./faults.ts";
import { recordsOf } from "./records.ts";
import { unreadableRows } from "./rejected.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";

export interface Missing {
  readonly table: string;
  /** Records that the export does not tell. */
  readonly missing: number;
  /** Records that were here, neither deleted nor merged. */
  readonly of: number;
  /** Rows of which nobody can tell whose they are: any of these records may be among them. */
  readonly unknown: number;
}

const missingCode = "missing_from_export";

const reason = "is not in an export that was said to be whole";

const has = (table: Table, column: string): boolean => table.columns.some((one) => one.name === column);

/** What was deleted or merged is not looked for. */
const standing = (table: Table): Sql =>
  and([
    ...(has(table, "deleted_at") ? [sql`t.deleted_at is null`] : []),
    ...(has(table, "merged_into") ? [sql`t.merged_into_no is null`] : []),
  ]);

const reportOf = async (session: Session, table: Table, unreadable: number): Promise<Missing> => {
  const key = table.key[0] ?? "";
  const records = sql`${recordsOf(table)} where (${standing(table)})`;
  const untold = sql`select d.id from ${records} and not exists (select 1 from ${stagedTable(table)} as s where s.${name(key)} = d.id)`;
  await session.run(
    sql`insert into found (${findingColumns}) select ${missingCode}::varchar, ${table.name}::varchar, id, null, null, null, null, ${reason}::varchar from (${untold})`,
  );
  const missing = await count(session, sql`(${untold})`);
  const told = await count(session, sql`(select 1 from ${records})`);
  const keyless = await count(
    session,
    sql`(select 1 from ${stagedTable(table)} where coalesce(${name(key)}, '') = '')`,
  );
  return { table: table.name, missing, of: told, unknown: keyless + unreadable };
};

/** For each kind of record that the batch brings any of, before it is merged. */
export const reportMissing = async (session: Session, staged: readonly StagedTable[]): Promise<readonly Missing[]> => {
  const unreadable = [...(await unreadableRows(session)).values()].reduce((sum, rows) => sum + rows, 0);
  const found: Missing[] = [];
  for (const { table, read } of staged)
    if (table.entity !== undefined && read > 0) found.push(await reportOf(session, table, unreadable));
  return found;
};
