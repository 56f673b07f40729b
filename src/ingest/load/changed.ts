/** Which records a batch added, changed, or brought history, activities or responses for: what facts are refreshed from. */
import type { Session } from "../../engines/index.ts";
import { numberColumn } from "../../model/physical.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";

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

const touchedBy = (table: Table, from: Sql): readonly Sql[] =>
  table.columns.flatMap((column) => {
    if (column.ref === undefined) return [];
    const number = name(numberColumn(column.name));
    if (column.ref === "subject") return [sql`select subject_type as kind, ${number} as no from ${from}`];
    const isOwn = table.key.includes(column.name);
    const matters = isOwn || ["lead", "opportunity", "activity"].includes(column.ref);
    return matters && kindsWithFacts.includes(column.ref)
      ? [sql`select ${column.ref}::varchar as kind, ${number} as no from ${from}`]
      : [];
  });

export const beginChanges = async (session: Session): Promise<void> => {
  await session.run(sql`create or replace temp table changed_records (kind varchar, no integer)`);
  await session.run(sql`create or replace temp table changed_tables (name varchar)`);
};

/** Adds what a merged table touched; rows of this batch are the new and the changed ones, `before_<table>` their old forms. */
export const collectChanges = async (session: Session, tables: readonly Table[], batch: number): Promise<void> => {
  const queries = tables.flatMap((table) => [
    ...touchedBy(table, sql`${name(table.name)} where batch = ${whole(batch)}`),
    ...touchedBy(table, sql`before_${name(table.name)}`),
  ]);
  for (const table of tables) await session.run(sql`insert into changed_tables values (${table.name}::varchar)`);
  if (queries.length > 0)
    await session.run(
      sql`insert into changed_records select distinct kind, no from (${join(queries, " union all ")}) where no is not null`,
    );
};
