/** Ids as the source wrote them become numbers; an id that is only mentioned gets its number as well. */
import type { Session } from "../../engines/index.ts";
import { dictionary, refKinds } from "../../model/physical.ts";
import type { RefKind } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { change, sizesOf } from "./counts.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";

const ids = (column: string, { table, kept, isCopied, typed }: StagedTable): Sql =>
  isCopied
    ? sql`select ${name(`id_${column}`)} as id from (${typed()}) where ${kept}`
    : sql`select nullif(${name(column)}, '') as id from (select *, rowid as rid from ${stagedTable(table)}) where ${kept}`;

/** Queries of the ids by which the rows name records of the kind, a column each. */
export const mentions = (kind: RefKind, staged: StagedTable): readonly Sql[] =>
  staged.table.columns.flatMap((column) => {
    if (!staged.has.has(column.name)) return [];
    const id = ids(column.name, staged);
    if (column.ref === kind) return [id];
    if (column.ref === "subject" && (kind === "lead" || kind === "opportunity"))
      return [sql`${id} and lower(subject_type) = ${kind}::varchar`];
    return [];
  });

/**
 * The records' own ids, into an empty dictionary: sorted once, which numbers them and finds the repeated ones as well.
 * Says whether each row has an id of its own.
 */
const numberOwn = async (session: Session, kind: RefKind, own: StagedTable): Promise<boolean> => {
  const key = own.table.key[0] ?? "";
  const added = await change(
    session,
    sql`insert into ${name(dictionary(kind))} (no, id) select no, id from (select row_number() over (order by id) as no, id, lag(id) over (order by id) as previous from (${ids(key, own)})) where id is distinct from previous`,
  );
  return added === own.read - own.lost;
};

const numberNew = (session: Session, kind: RefKind, all: readonly Sql[]): Promise<void> => {
  const into = name(dictionary(kind));
  return session.run(
    sql`insert into ${into} (no, id) select (select coalesce(max(no), 0) from ${into}) + row_number() over (order by id), id from (select distinct id from (${join(
      all.map((one) => sql`select distinct id from (${one})`),
      " union all ",
    )}) as m where id is not null and not exists (select 1 from ${into} as d where d.id = m.id))`,
  );
};

/**
 * Numbers the ids that are new, in the order of their text, so that the order of files does not matter.
 * Returns the tables of which each row is known to have an id of its own.
 */
export const numberIds = async (session: Session, staged: readonly StagedTable[]): Promise<ReadonlySet<string>> => {
  const differing = new Set<string>();
  if (staged.length === 0) return differing;
  const sizes = await sizesOf(session, refKinds.map(dictionary));
  for (const kind of refKinds) {
    const own = staged.find(({ table, has }) => table.entity === kind && has.has(table.key[0] ?? ""));
    const begins = own !== undefined && sizes.get(dictionary(kind)) === 0;
    if (begins && (await numberOwn(session, kind, own))) differing.add(own.table.name);
    const all = staged.flatMap((one) =>
      mentions(kind, one).filter((_, index) => !(begins && one === own && index === 0)),
    );
    if (all.length > 0) await numberNew(session, kind, all);
  }
  return differing;
};
