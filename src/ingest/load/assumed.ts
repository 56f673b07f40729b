/** What a mapping only assumes, as when a record was made: it says when nobody else does, and takes the place of nothing that is known. */
import type { Session } from "../../engines/index.ts";
import { type Column, type Table, tableNamed } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { physicalNames } from "./cells.ts";
import { recordsOf } from "./records.ts";

/** `(id)`: records of which the column is known. */
const knownIn = (table: Table, column: Column): Sql => {
  const value = physicalNames(column)[0] ?? column.name;
  return sql`select d.id from ${recordsOf(table)} where t.${name(value)} is not null`;
};

/** `(id)`: records of which a row that came with them tells the column. */
const toldIn = (table: Table, column: Column): Sql => {
  const key = name(table.key[0] ?? "");
  const assumed = sql`from staged.findings as a where a.code = 'assumed_value' and a.table_name = ${table.name} and a.column_name = ${column.name}
      and a.file = s.source_file and a.line = s.source_line and a.record_id = s.${key}`;
  return sql`select s.${key} from ${name(`staged.${table.name}`)} as s where s.${name(column.name)} is not null and not exists (select 1 ${assumed})`;
};

/** Staged cells that were assumed of records that are known, or told beside it, become cells of which nothing is said, and nothing is found about them. */
const settleColumn = async (session: Session, table: Table, column: Column): Promise<void> => {
  const target = name(`staged.${table.name}`);
  const isSettled = sql`f.code = 'assumed_value' and f.table_name = ${table.name} and f.column_name = ${column.name} and f.record_id in (${knownIn(table, column)} union all ${toldIn(table, column)})`;
  await session.run(sql`update ${target} as s set ${name(column.name)} = null from staged.findings as f
    where ${isSettled} and s.source_file = f.file and s.source_line = f.line and s.${name(table.key[0] ?? "")} = f.record_id`);
  await session.run(sql`delete from staged.findings as f where ${isSettled}`);
};

/** Before staged rows are loaded: an export assumes anew each time when its records began, and later each time. */
export const settleAssumed = async (session: Session): Promise<void> => {
  const found = await session.rows<{ table: string; column: string }>(
    sql`select distinct table_name as "table", column_name as "column" from staged.findings where code = 'assumed_value'`,
  );
  for (const one of found) {
    const table = tableNamed(one.table);
    const column = table?.columns.find((own) => own.name === one.column && own.required === true);
    if (table?.entity !== undefined && column !== undefined) await settleColumn(session, table, column);
  }
};
