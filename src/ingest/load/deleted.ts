/** Records that are marked as deleted and that files tell again which do not say whether they are: found, never taken back by itself. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { name, quoted, type Sql, sql } from "../../sql/index.ts";
import { count } from "./counts.ts";
import { findingColumns } from "./faults.ts";
import { recordsOf } from "./records.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";

const code = "told_though_deleted";

const reason = "was marked as deleted, and the file does not say that it is";

/** `(id)`: those that are marked as deleted. */
const deleted = (table: Table): Sql => sql`select d.id from ${recordsOf(table)} where t.deleted_at is not null`;

/** Whether its rows tell whole records, and of none whether it was deleted. */
const isSilent = ({ table, has }: StagedTable): boolean =>
  table.entity !== undefined &&
  table.columns.some((column) => column.name === "deleted_at") &&
  !has.has("deleted_at") &&
  table.columns.every((column) => column.required !== true || has.has(column.name));

/** Before the batch is merged. */
export const reportDeleted = async (session: Session, staged: readonly StagedTable[]): Promise<void> => {
  for (const one of staged.filter(isSilent)) {
    const { table } = one;
    if ((await count(session, sql`(${deleted(table)})`)) === 0) continue;
    const id = name(`s.${table.key[0] ?? ""}`);
    await session.run(
      sql`insert into found (${findingColumns}) select ${quoted(code)}, ${table.name}::varchar, ${id}, s.source_file, s.source_line, null, null, ${reason}::varchar from ${stagedTable(table)} as s where ${id} in (${deleted(table)})`,
    );
  }
};
