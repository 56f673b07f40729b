/** What is wrong with single cells, as findings: which file, line, column and value, and what became of the row. */
import type { Session } from "../../engines/index.ts";
import type { Column, Table } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { isEmpty, rawColumn } from "./cells.ts";
import { bitOf, hasBit, isIn } from "./masks.ts";
import { leftOut } from "./rejected.ts";
import { complaintOf } from "./rules.ts";
import { faultsOf, type StagedTable } from "./stage.ts";
import { cellsOf, stagedTable } from "./survey.ts";

const found = name("found");

export const findingColumns = sql`code, table_name, record_id, file, line, column_name, value, reason`;

/** How people find the record again: its id, or the parts of its key. */
export const recordId = (table: Table, cell: (column: string) => Sql): Sql => {
  const parts = (columns: readonly string[]): Sql =>
    sql`nullif(concat_ws(' ', ${join(
      columns.map((column) => sql`nullif(${cell(column)}, '')`),
      ", ",
    )}), '')`;
  if (table.name === "stage_changes")
    return sql`coalesce(nullif(${cell("change_id")}, ''), ${parts(["subject_id", "changed_at", "stage"])})`;
  return parts(table.key);
};

const raw = (column: string): Sql => name(`s.raw_${column}`);

const source = (table: Table): Sql =>
  sql`select rowid as rid, source_file, source_line, ${join(
    cellsOf(table).map((column) => sql`${name(column.name)} as ${rawColumn(column)}`),
    ", ",
  )} from ${stagedTable(table)}`;

const report = (table: Table, column: Column, code: Sql, reason: Sql, when: Sql): Sql =>
  sql`select ${code}, ${table.name}::varchar, ${recordId(table, raw)}, s.source_file, s.source_line, ${column.name}::varchar, ${raw(column.name)}, ${reason} from (${source(table)}) as s join ${faultsOf(table)} as f on f.rid = s.rid where ${when}`;

const badCell = (table: Table, column: Column): Sql => {
  const { code, reason } = complaintOf(table, column);
  return report(
    table,
    column,
    code,
    column.required ? sql`${reason} || ${`; the column is required, so ${leftOut}`}::varchar` : reason,
    hasBit(sql`f.bad`, table, column),
  );
};

const missing = (table: Table, column: Column): Sql =>
  report(
    table,
    column,
    sql`'missing_required'`,
    sql`${`is empty, but required: ${leftOut}`}::varchar`,
    sql`f.lost and ${isEmpty(column, raw(column.name))}`,
  );

const lateCell = (table: Table, column: Column): Sql =>
  report(table, column, sql`'future_fact'`, sql`'lies after the import'`, hasBit(sql`f.late`, table, column));

/** Writes what is wrong with cells into the batch's findings. */
export const reportFaults = async (session: Session, { table, bad, late, lost }: StagedTable): Promise<void> => {
  const queries = [
    ...cellsOf(table)
      .filter((column) => isIn(bad, bitOf(table, column)))
      .map((column) => badCell(table, column)),
    ...table.columns.filter((column) => column.required && lost > 0).map((column) => missing(table, column)),
    ...cellsOf(table)
      .filter((column) => isIn(late, bitOf(table, column)))
      .map((column) => lateCell(table, column)),
  ];
  for (const query of queries) await session.run(sql`insert into ${found} (${findingColumns}) ${query}`);
};
