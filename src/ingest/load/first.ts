/** The first import of a table. */
import type { Session } from "../../engines/index.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { change, count } from "./counts.ts";
import { keyColumns, keyList, numbered, sameKey } from "./numbered.ts";
import type { StagedTable } from "./stage.ts";
import { insert, type MergeOptions, type Quick, repeatedKeys, slow } from "./write.ts";

/**
 * Fills an empty table: everything at once, as millions of rows mostly have keys of their own; then the records that turn out
 * to be told more than once are taken out again, and their rows set apart in `slow`.
 */
export const mergeFirst = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Quick> => {
  const { table, incomplete } = staged;
  const incoming = numbered(staged);
  const complete = incomplete === 0 ? sql`true` : sql`not incomplete`;
  const added = await change(session, insert(table, incoming, true, complete, options));
  if (incomplete === 0 && options.idsDiffer) return { new: added, changed: 0, unchanged: 0, slow: 0, distinct: true };
  const keyed = (rows: Sql): Sql => sql`select *, ${keyColumns(table)} from (${rows})`;
  const twice = repeatedKeys(table, keyed(sql`select * from ${name(table.name)}`));
  const partly = sql`select ${keyList(table)} from (${keyed(incoming)}) where incomplete`;
  await session.run(
    sql`create or replace temp table repeated as ${incomplete === 0 ? twice : sql`(${twice}) union (${partly})`}`,
  );
  if ((await count(session, sql`repeated`)) === 0)
    return { new: added, changed: 0, unchanged: 0, slow: 0, distinct: incomplete === 0 };
  const isRepeated = sql`exists (select 1 from repeated as r where ${sameKey(table, "r", "i")})`;
  const apart = await change(
    session,
    sql`create or replace temp table ${slow} as select rid, null::bigint as stored_row from (${keyed(incoming)}) as i where ${isRepeated}`,
  );
  const removed = await change(
    session,
    sql`delete from ${name(table.name)} where rowid in (select i.row from (select rowid as row, ${keyColumns(table)} from ${name(table.name)}) as i where ${isRepeated})`,
  );
  return { new: added - removed, changed: 0, unchanged: 0, slow: apart, distinct: false };
};
