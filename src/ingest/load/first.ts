/** The first import of a table. */
import type { Session } from "../../engines/index.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { keyColumns, keyList, numbered, sameKey } from "./numbered.ts";
import type { StagedTable } from "./stage.ts";
import { count, insert, type MergeOptions, noneSlow, repeatedKeys, slow } from "./write.ts";

/**
 * Fills an empty table: everything at once, as millions of rows mostly have keys of their own; then the records that turn out
 * to be told more than once are taken out again, and their rows set apart in `slow`.
 */
export const mergeFirst = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<number> => {
  const { table, incomplete } = staged;
  const incoming = numbered(staged);
  await session.run(insert(table, incoming, true, incomplete === 0 ? sql`true` : sql`not incomplete`, options));
  const keyed = (rows: Sql): Sql => sql`select *, ${keyColumns(table)} from (${rows})`;
  const told = sql`select * from ${name(table.name)}`;
  const partly = sql`select ${keyList(table)} from (${keyed(incoming)}) where incomplete`;
  await session.run(noneSlow);
  if (incomplete === 0 && options.idsDiffer) return count(session, name(table.name));
  await session.run(
    sql`create or replace temp table repeated as ${repeatedKeys(table, keyed(told))}${incomplete === 0 ? sql`` : sql` union (${partly})`}`,
  );
  if ((await count(session, sql`repeated`)) > 0) {
    await session.run(
      sql`insert into ${slow} select rid, null from (${keyed(incoming)}) as i where exists (select 1 from repeated as r where ${sameKey(table, "r", "i")})`,
    );
    await session.run(
      sql`delete from ${name(table.name)} where rowid in (select i.row from (select rowid as row, ${keyColumns(table)} from ${name(table.name)}) as i where exists (select 1 from repeated as r where ${sameKey(table, "r", "i")}))`,
    );
  }
  return count(session, name(table.name));
};
