/** Rows that only add to records, such as the list of those that were merged into another: of what is not there nothing is told. */
import type { Session } from "../../engines/index.ts";
import { type Table, tables } from "../../model/tables.ts";
import { name, sql } from "../../sql/index.ts";
import { addingTo, stagedNames } from "../read/staging.ts";
import { recordsOf } from "./records.ts";

const settleTable = async (session: Session, table: Table): Promise<void> => {
  const adding = name(`staged.${addingTo(table)}`);
  await session.run(
    sql`delete from ${name(`staged.${table.name}`)} where rowid in (select place from ${adding}) and ${name(table.key[0] ?? "")} not in (select d.id from ${recordsOf(table)})`,
  );
  await session.run(sql`drop table ${adding}`);
};

/** Before staged rows are loaded: those that a block told of records that are not there leave. What tells a record in full was staged instead. */
export const settleKnownOnly = async (session: Session): Promise<void> => {
  const there = await stagedNames(session);
  for (const table of tables) if (there.has(addingTo(table))) await settleTable(session, table);
};
