/** What stands as JSON in one cell: the members of an object as columns, the objects of its lists as rows. */
import { join, memberPath, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { inOrder } from "../read/date-order.ts";
import type { Relation, RelationColumn } from "./relation.ts";
import type { Derived } from "./schema.ts";

export interface Opened {
  readonly query: (where: Sql) => Sql;
  readonly columns: ReadonlyMap<string, RelationColumn>;
  /** Cells that are not what the mapping says. */
  readonly wrong: Sql;
  readonly cell: Sql;
}

const memberText = (object: Sql, member: string): Sql =>
  sql`nullif(trim(json_extract_string(${object}, ${quoted(memberPath(member))})), '')`;

/** An instant stands in JSON as ISO says, or as milliseconds: either can be told from the cell alone. */
const membersOf = (object: Sql, members: readonly string[]): Sql =>
  join(
    members.map((member) => {
      const text = memberText(object, member);
      return sql`${text} as ${name(`j_${member}`)}, ${inOrder(text, "epoch")} as ${name(`j_${member}_date`)}`;
    }),
    ", ",
  );

/** A member is meant where a column of the file is called the same. */
const withMembers = (relation: Relation, members: readonly string[]): Map<string, RelationColumn> => {
  const columns = new Map(relation.columns);
  for (const member of members)
    columns.set(member.toLowerCase(), {
      label: member,
      text: `j_${member}`,
      date: `j_${member}_date`,
      declared: false,
    });
  return columns;
};

/** Null when the file lacks the column. */
export const openedObject = (relation: Relation, { column, take }: NonNullable<Derived["open"]>): Opened | null => {
  const found = relation.columns.get(column.toLowerCase());
  if (found === undefined) return null;
  const cell = name(`m.${found.text}`);
  const object = sql`case when json_valid(${cell}) then ${cell}::json end`;
  return {
    cell,
    wrong: sql`(${cell} is not null and (not json_valid(${cell}) or json_type(${object}) <> 'OBJECT'))`,
    columns: withMembers(relation, take),
    query: (where) => sql`select m.*, ${membersOf(object, take)} from ${name(relation.view)} as m where ${where}`,
  };
};

/** Null when the file lacks the column. */
export const openedLists = (relation: Relation, { column, take }: NonNullable<Derived["each"]>): Opened | null => {
  const found = relation.columns.get(column.toLowerCase());
  if (found === undefined) return null;
  const cell = name(`m.${found.text}`);
  const named = relation.columns.get("name");
  const value = sql`case when json_valid(${cell}) then ${cell}::json end`;
  const list = sql`case json_type(${value}) when 'ARRAY' then try_cast(${value} as json[]) end`;
  const lists = sql`case json_type(${value}) when 'OBJECT' then try_cast(${value} as map(varchar, json[])) end`;
  const own = named === undefined ? sql`null::varchar` : name(`m.${named.text}`);
  const rows = sql`coalesce(list_transform(${list}, lambda one: {'n': ${own}, 'v': one}),
    flatten(list_transform(map_entries(${lists}), lambda entry: list_transform(entry.value, lambda one: {'n': entry.key, 'v': one}))))`;
  const columns = withMembers(relation, take);
  columns.set("name", { label: "name", text: "j_name", date: null, declared: false });
  return {
    cell,
    wrong: sql`(${cell} is not null and ${list} is null and ${lists} is null)`,
    columns,
    query: (where) =>
      sql`select * exclude (j_row), j_row.n as j_name, ${membersOf(sql`j_row.v`, take)}
        from (select m.*, unnest(${rows}) as j_row from ${name(relation.view)} as m where ${where})`,
  };
};
