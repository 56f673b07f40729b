/** Rows that only add to records, such as the list of those that were merged into another: of what is not there nothing is told. */
import type { Session } from "../../engines/index.ts";
import { dictionary, numberColumn } from "../../model/physical.ts";
import { type Table, tables } from "../../model/tables.ts";
import { name, sql } from "../../sql/index.ts";
import { addingTo } from "../read/staging.ts";

const settleTable = async (session: Session, one: Table): Promise<void> => {
  const { name: table, key, entity } = one;
  const adding = `staged.${addingTo(one)}`;
  const id = key[0] ?? "";
  const known = sql`select d.id from ${name(table)} as t join ${name(dictionary(entity ?? "lead"))} as d on d.no = t.${name(numberColumn(id))}`;
  await session.run(
    sql`delete from ${name(`staged.${table}`)} where rowid in (select place from ${name(adding)}) and ${name(id)} not in (${known})`,
  );
  await session.run(sql`drop table ${name(adding)}`);
};

/** Before staged rows are loaded: those that a block told of records that are not there leave. What tells a record in full was staged instead. */
export const settleKnownOnly = async (session: Session): Promise<void> => {
  const found = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged'`,
  );
  const there = new Set(found.map((one) => one.name));
  for (const table of tables) if (there.has(addingTo(table))) await settleTable(session, table);
};
