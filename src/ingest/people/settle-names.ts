/** People that files tell by name or address alone: who is known by it is meant, who could be several is left open, and only the others are new. */
import type { Session } from "../../engines/index.ts";
import { dictionary } from "../../model/physical.ts";
import { type Column, type Table, tableNamed, tables } from "../../model/tables.ts";
import { and, comparedName, join, name, type Sql, sql } from "../../sql/index.ts";
import { stagedNames } from "../read/staging.ts";

const keysOf = (texts: readonly Sql[]): Sql => sql`unnest([${join(texts.map(comparedName), ", ")}])`;

const people = tableNamed("people");

/** Rows that a block told by name, `named`, are taken from those that a file tells in full. */
const takeNamedApart = async (session: Session): Promise<void> => {
  await session.run(
    sql`create table staged.named as select s.*, row_number() over (order by s.source_file, s.source_line) as place from staged.people as s where s.rowid in (select place from staged.told_by_name)`,
  );
  await session.run(sql`delete from staged.people where rowid in (select place from staged.told_by_name)`);
};

/** `known(id, label, key)`: whom the workspace knows, and whom the other files tell. */
const gatherKnown = (session: Session): Promise<void> =>
  session.run(sql`create table staged.known as
    select distinct id, label, key from (
      select d.id, p.name as label, ${keysOf([sql`p.name`, sql`p.email`])} as key
      from people as p join ${name(dictionary("person"))} as d on d.no = p.person_no
      union all
      select person_id, name, ${keysOf([sql`name`, sql`email`])} from staged.people where coalesce(person_id, '') <> '')
    where key is not null`);

/** `meant(told, id, could)`: whom each name means; null where it could be several, who are then named. */
const findMeant = (session: Session): Promise<void> =>
  session.run(sql`create table staged.meant as
    with told as (
      select person_id as told, min(place) as place, ${comparedName(sql`person_id`)} as key from staged.named
      where coalesce(person_id, '') <> '' group by person_id
    ), keys as (
      select distinct person_id as told, ${keysOf([sql`person_id`, sql`name`, sql`email`])} as key from staged.named
    ), found as (
      select told, count(distinct id) as people, min(id) as id,
        string_agg(distinct coalesce(label, id) || ' (' || id || ')', ', ' order by coalesce(label, id) || ' (' || id || ')') as could
      from keys join staged.known using (key) group by told
    )
    select t.told, case when t.told in (select id from staged.known) then t.told
        when f.people > 1 then null else coalesce(f.id, first_value(t.told) over (partition by t.key order by t.place)) end as id,
      f.could, t.place, coalesce(f.people, 0) > 0 or t.told in (select id from staged.known) as is_known
    from told as t left join found as f using (told)`);

const reason = "is the name of several people";

/** The rows that name them get their ids; a name that could be several is as if it were not told. */
const settleColumn = async (session: Session, table: Table, column: Column, when: Sql): Promise<void> => {
  const target = name(`staged.${table.name}`);
  const cell = name(`s.${column.name}`);
  const key = join(
    table.key.map((one) => name(`s.${one}`)),
    ", ",
  );
  await session.run(sql`insert into staged.findings
    select 'ambiguous_person', ${table.name}, concat_ws('/', ${key}), s.source_file, s.source_line, ${column.name}, ${cell},
      ${reason} || ': ' || m.could
    from ${target} as s join staged.meant as m on m.told = ${cell} where m.id is null and ${when}`);
  await session.run(sql`update ${target} as s set ${name(column.name)} = m.id
    from staged.meant as m where m.told = ${cell} and m.told is distinct from m.id and ${when}`);
};

/** Of the named, those who are new go back as they were told, once each; of those who are known, only that they were told. */
const putBack = async (session: Session): Promise<void> => {
  const columns = [...(people?.columns.map((column) => column.name) ?? []), "recorded_at", "attributes"];
  const cell = (column: string): Sql =>
    column === "person_id" ? sql`m.id` : sql`case when not m.is_known then ${name(`n.${column}`)} end`;
  await session.run(sql`insert into staged.people (${join([...columns, "source_file", "source_line"].map(name), ", ")})
    select ${join(columns.map(cell), ", ")}, n.source_file, n.source_line
    from staged.named as n join staged.meant as m on m.told = n.person_id
    where ${and([sql`m.id is not null`, sql`m.id not in (select person_id from staged.people where person_id is not null)`])}
    qualify row_number() over (partition by m.id order by (n.person_id = m.id) desc, n.place) = 1 order by n.place`);
};

/**
 * Before staged rows are loaded into the workspace of the session: reads its people, changes nothing but schema `staged`. Findings
 * `ambiguous_person`, one for each cell that names several.
 */
export const settleNames = async (session: Session): Promise<void> => {
  const there = await stagedNames(session);
  if (!there.has("told_by_name")) return;
  await takeNamedApart(session);
  await gatherKnown(session);
  await findMeant(session);
  const [others] = await session.rows<{ n: number }>(
    sql`select count(*)::double as n from staged.meant where id is distinct from told`,
  );
  for (const table of others?.n === 0 ? [] : (tables as readonly Table[]))
    for (const column of there.has(table.name) ? table.columns : []) {
      if (column.ref === "person" && !(table.name === "people" && column.name === "person_id"))
        await settleColumn(session, table, column, sql`true`);
      else if (table.name === "goals" && column.name === "scope_id")
        await settleColumn(session, table, column, sql`s.scope = 'person'`);
    }
  await putBack(session);
  for (const helper of ["named", "known", "meant", "told_by_name"])
    await session.run(sql`drop table ${name(`staged.${helper}`)}`);
};
