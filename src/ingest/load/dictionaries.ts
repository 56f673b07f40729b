/** Ids as the source wrote them become numbers; an id that is only mentioned gets its number as well. */
import type { Session } from "../../engines/index.ts";
import { dictionary, refKinds } from "../../model/physical.ts";
import type { RefKind } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { type StagedTable, stagedTable } from "./stage.ts";

const mentions = (kind: RefKind, { table, kept }: StagedTable): readonly Sql[] =>
  table.columns.flatMap((column) => {
    const id = sql`select nullif(${name(column.name)}, '') as id from (select *, rowid as rid from ${stagedTable(table)}) where ${kept}`;
    if (column.ref === kind) return [id];
    if (column.ref === "subject" && (kind === "lead" || kind === "opportunity"))
      return [sql`${id} and lower(subject_type) = ${kind}::varchar`];
    return [];
  });

/** Numbers the ids that are new, in the order of their text, so that the order of files does not matter. */
export const numberIds = async (session: Session, staged: readonly StagedTable[]): Promise<void> => {
  for (const kind of refKinds) {
    const all = staged.flatMap((one) => mentions(kind, one));
    if (all.length === 0) continue;
    const ids = name(dictionary(kind));
    await session.run(
      sql`insert into ${ids} (no, id) select (select coalesce(max(no), 0) from ${ids}) + row_number() over (order by id), id from (select distinct id from (${join(all, " union all ")}) where id is not null) as m where not exists (select 1 from ${ids} as d where d.id = m.id)`,
    );
  }
};
