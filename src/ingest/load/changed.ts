/** Which records a batch added, changed, or brought history, activities or responses for: what facts are refreshed from. */
import type { Session } from "../../engines/index.ts";
import { dictionary, numberColumn } from "../../model/physical.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { beforeOf, type Merged } from "./write.ts";

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

/** Mails that were sent as the same one as a row that now tells of another: the copy of an activity that is none any more. */
const leftAlone = (table: Table, batch: number): readonly Sql[] =>
  table.columns.some((column) => column.name === "message_id")
    ? [
        sql`select 'activity'::varchar as kind, activity_no as no from activities where message_id in (select b.message_id
          from ${beforeOf(table)} b left join (from activities where batch = ${whole(batch)}) a on a.activity_no = b.activity_no where b.message_id <> coalesce(a.message_id, ''))`,
      ]
    : [];

export const beginChanges = async (session: Session): Promise<void> => {
  await session.run(sql`create or replace temp table changed_records (kind varchar, no integer)`);
  await session.run(sql`create or replace temp table changed_tables (name varchar)`);
};

export interface Touched extends Merged {
  readonly table: Table;
  /** Records before the batch. */
  readonly before: number;
}

/** Adds what the merged tables touched; rows of this batch are the new and the changed ones, `before_<table>` the old forms of the latter. */
export const collectChanges = async (session: Session, merged: readonly Touched[], batch: number): Promise<void> => {
  const touched = merged.filter((one) => one.new + one.changed > 0);
  if (touched.length === 0) return;
  // Kinds of which every record is new: their dictionaries say all, without a look at millions of rows.
  const entire = touched.flatMap(({ table, before }) =>
    before === 0 && table.entity !== undefined && kindsWithFacts.includes(table.entity) ? [table.entity] : [],
  );
  const kinds = new Set<string>(entire);
  const all = entire.map((kind) => sql`select ${kind}::varchar as kind, no from ${name(dictionary(kind))}`);
  const some = touched.flatMap(({ table, changed }) => [
    ...touchedBy(table, sql`${name(table.name)} where batch = ${whole(batch)}`, kinds),
    ...(changed > 0 ? [...touchedBy(table, beforeOf(table), kinds), ...leftAlone(table, batch)] : []),
  ]);
  const others = entire.length === 0 ? sql`true` : sql`kind not in (${join(entire.map(quoted), ", ")})`;
  const distinct = sql`select distinct kind, no from (${join(some, " union all ")}) where no is not null and ${others}`;
  const queries = some.length === 0 ? all : [...all, distinct];
  if (queries.length > 0) await session.run(sql`insert into changed_records ${join(queries, " union all ")}`);
  await session.run(
    sql`insert into changed_tables values ${join(
      touched.map(({ table }) => sql`(${quoted(table.name)})`),
      ", ",
    )}`,
  );
};
