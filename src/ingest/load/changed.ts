/** Which records a batch added, changed, or brought history, activities or responses for: what facts are refreshed from. */
import type { Session } from "../../engines/index.ts";
import { dictionary, numberColumn } from "../../model/physical.ts";
import type { RefKind, Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";

const kindsWithFacts: readonly string[] = [
  "lead",
  "opportunity",
  "activity",
  "response",
  "campaign",
  "person",
  "account",
  "team",
];

const touchedBy = (table: Table, from: Sql, entire: ReadonlySet<string>): readonly Sql[] =>
  table.columns.flatMap((column) => {
    if (column.ref === undefined) return [];
    const number = name(numberColumn(column.name));
    if (column.ref === "subject")
      return entire.has("lead") && entire.has("opportunity")
        ? []
        : [sql`select subject_type as kind, ${number} as no from ${from}`];
    const isOwn = table.key.includes(column.name);
    const matters = isOwn || ["lead", "opportunity", "activity"].includes(column.ref);
    return matters && kindsWithFacts.includes(column.ref) && !entire.has(column.ref)
      ? [sql`select ${column.ref}::varchar as kind, ${number} as no from ${from}`]
      : [];
  });

export const beginChanges = async (session: Session): Promise<void> => {
  await session.run(sql`create or replace temp table changed_records (kind varchar, no integer)`);
  await session.run(sql`create or replace temp table changed_tables (name varchar)`);
};

export interface Touched {
  readonly table: Table;
  /** Records that the batch added. */
  readonly new: number;
}

/** Kinds of which every record is new: their dictionaries say all, without a look at millions of rows. */
const entireKinds = async (session: Session, touched: readonly Touched[]): Promise<readonly RefKind[]> => {
  const entire: RefKind[] = [];
  for (const { table, new: added } of touched) {
    if (table.entity === undefined || !kindsWithFacts.includes(table.entity)) continue;
    const [row] = await session.rows<{ n: number }>(sql`select count(*)::integer as n from ${name(table.name)}`);
    if (row?.n === added) entire.push(table.entity);
  }
  return entire;
};

/** Adds what the merged tables touched; rows of this batch are the new and the changed ones, `before_<table>` their old forms. */
export const collectChanges = async (session: Session, touched: readonly Touched[], batch: number): Promise<void> => {
  const entire = await entireKinds(session, touched);
  for (const kind of entire)
    await session.run(sql`insert into changed_records select ${kind}::varchar, no from ${name(dictionary(kind))}`);
  const kinds = new Set<string>(entire);
  const queries = touched.flatMap(({ table }) => [
    ...touchedBy(table, sql`${name(table.name)} where batch = ${whole(batch)}`, kinds),
    ...touchedBy(table, sql`before_${name(table.name)}`, kinds),
  ]);
  for (const { table } of touched) await session.run(sql`insert into changed_tables values (${table.name}::varchar)`);
  const others = entire.length === 0 ? sql`true` : sql`kind not in (${join(entire.map(quoted), ", ")})`;
  if (queries.length > 0)
    await session.run(
      sql`insert into changed_records select distinct kind, no from (${join(queries, " union all ")}) where no is not null and ${others}`,
    );
};
