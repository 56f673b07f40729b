/** Typed rows with their ids as numbers: what a physical row holds, and the key by which rows of one record are known. */
import { dictionary, numberColumn } from "../../model/physical.ts";
import type { Column, RefKind, Table } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { idColumn, physicalNames } from "./cells.ts";
import type { StagedTable } from "./stage.ts";

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

/** What identifies a record, over physical columns; nulls are equal. */
const keyOf = (table: Table): readonly Sql[] => {
  if (table.name !== "stage_changes")
    return table.key.map((key) => {
      const column = table.columns.find((one) => one.name === key);
      return name(column?.type === "ref" ? numberColumn(key) : key);
    });
  // A change without an id of its own is known by what it says.
  const unnamed = (column: string): Sql => sql`case when change_id is null then ${name(column)} end`;
  return [
    name("change_id"),
    unnamed("subject_type"),
    unnamed("subject_no"),
    unnamed("changed_at"),
    unnamed("stage_no"),
  ];
};

export const keyNames = (table: Table): readonly string[] => keyOf(table).map((_, index) => `k${index + 1}`);

export const keyColumns = (table: Table): Sql =>
  list(keyOf(table).map((key, index) => sql`${key} as ${name(`k${index + 1}`)}`));

export const keyList = (table: Table, alias?: string): Sql =>
  list(keyNames(table).map((key) => name(alias === undefined ? key : `${alias}.${key}`)));

export const sameKey = (table: Table, left: string, right: string): Sql =>
  join(
    keyNames(table).map((key) =>
      table.entity === undefined
        ? sql`${name(`${left}.${key}`)} is not distinct from ${name(`${right}.${key}`)}`
        : sql`${name(`${left}.${key}`)} = ${name(`${right}.${key}`)}`,
    ),
    " and ",
  );

interface Lookup {
  readonly number: Sql;
  readonly join: Sql;
  /** The cell names what has no number yet. */
  readonly isUnknown: Sql;
}

/** Where the numbers of each kind's ids are: `(no, id)`. */
export type Ids = (kind: RefKind) => Sql;

const allIds: Ids = (kind) => name(dictionary(kind));

const subjects = (ids: Ids): Sql =>
  sql`(select 'lead' as kind, no, id from ${ids("lead")} union all select 'opportunity' as kind, no, id from ${ids("opportunity")})`;

const lookup = (column: Column, index: number, present: boolean, ids: Ids): Lookup => {
  if (!present)
    return { number: sql`null::integer as ${name(numberColumn(column.name))}`, join: sql``, isUnknown: sql`false` };
  const alias = name(`d${index}`);
  const number = sql`${alias}.no as ${name(numberColumn(column.name))}`;
  const id = name(`t.${idColumn(column)}`);
  const isUnknown = sql`(${id} is not null and ${alias}.no is null)`;
  if (column.ref === "subject")
    return {
      number,
      isUnknown,
      join: sql` left join ${subjects(ids)} as ${alias} on ${alias}.id = ${id} and ${alias}.kind = t.subject_type`,
    };
  return { number, isUnknown, join: sql` left join ${ids(column.ref ?? "lead")} as ${alias} on ${alias}.id = ${id}` };
};

const lookupsOf = ({ table, has }: StagedTable, ids = allIds): ReadonlyMap<Column, Lookup> =>
  new Map(
    table.columns
      .filter(({ type }) => type === "ref")
      .map((column, index) => [column, lookup(column, index, has.has(column.name), ids)]),
  );

/** Of a row of `numbered`: it names something that has no number yet. */
export const namesUnknown = (staged: StagedTable): Sql =>
  join([sql`false`, ...[...lookupsOf(staged).values()].map(({ isUnknown }) => isUnknown)], " or ");

/**
 * The kept rows of a staged table with numbers for ids: `rid, file, line, given, explicit, occurred, incomplete`, the physical columns, `attributes`.
 * `only`: a query of the `rid`s that are wanted; `also`: more columns; `ids`: where else the numbers of all ids are that the rows name.
 */
export const numbered = (staged: StagedTable, only?: Sql, also: readonly Sql[] = [], ids = allIds): Sql => {
  const { table, typed, kept } = staged;
  const lookups = lookupsOf(staged, ids);
  const columns = table.columns.flatMap((column) => {
    const found = lookups.get(column);
    return found === undefined ? physicalNames(column).map((physical) => name(`t.${physical}`)) : [found.number];
  });
  return sql`select t.rid, t.file, t.line, t.given, t.explicit, t.occurred, t.incomplete, ${list([...columns, sql`t.attributes`, ...also])} from (${typed(only)}) as t${join(
    [...lookups.values()].map((one) => one.join),
    "",
  )} where ${kept}`;
};
