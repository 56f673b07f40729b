/** A staged table with every cell understood, as a query: nothing is stored, so that millions of rows need no second copy. */

import { dateOf } from "../../model/day.ts";
import { type Column, type Table, tableNamed } from "../../model/tables.ts";
import { localDay } from "../../model/zone.ts";
import { day, instant, join, name, type Sql, sql, whole } from "../../sql/index.ts";
import {
  instantForm,
  instantWall,
  physicalNames,
  rawColumn,
  type Understood,
  understood,
  valueColumn,
} from "./cells.ts";
import { canFail, ruleOf } from "./rules.ts";

/** `recorded_at` is read as an instant like any other, though no table declares it. */
export const recordedAt: Column = { name: "recorded_at", type: "instant" };

export const cellsOf = (table: Table): readonly Column[] => [...table.columns, recordedAt];

/** The bit of a column in the masks `given`, `bad` and `late`. */
export const bitOf = (table: Table, column: Column): number => 2 ** cellsOf(table).indexOf(column);

export const hasBit = (mask: Sql, table: Table, column: Column): Sql =>
  sql`(${mask} & ${whole(bitOf(table, column))}) <> 0`;

export const allGiven = (table: Table): number => 2 ** cellsOf(table).length - 1;

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

const any = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? sql`false` : join(conditions, " or "));

const mask = (table: Table, bits: readonly { readonly column: Column; readonly when: Sql }[]): Sql =>
  bits.length === 0
    ? sql`0::bigint`
    : join(
        bits.map(
          ({ column, when }) => sql`case when ${when} then ${whole(bitOf(table, column))}::bigint else 0::bigint end`,
        ),
        " + ",
      );

const isBad = (table: Table, column: Column): Sql => {
  const understandable = sql`${rawColumn(column)} <> '' and ${name(valueColumn(column))} is null`;
  const { impossible } = ruleOf(table, column);
  return impossible === undefined
    ? sql`(${understandable})`
    : sql`(${understandable} or coalesce(${impossible}, false))`;
};

const bad = (table: Table, column: Column): Sql =>
  canFail(table, column) ? sql`coalesce(${isBad(table, column)}, false)` : sql`false`;

const isClosedAt = (table: Table, column: Column): boolean =>
  table.name === "opportunities" && column.name === "closed_at";

const closedOn: Column = tableNamed("opportunities")?.columns.find(({ name }) => name === "closed_on") ?? recordedAt;

// `closed_on` alone says the close as well, on that day.
const given = (table: Table, column: Column): Sql =>
  isClosedAt(table, column)
    ? sql`${rawColumn(column)} is not null and not ${bad(table, column)} or ${rawColumn(closedOn)} is not null and not ${bad(table, closedOn)}`
    : sql`${rawColumn(column)} is not null and not ${bad(table, column)}`;

// What will be done is a plan; only what is said to have been done already cannot lie ahead.
const late = (table: Table, column: Column, { importedAt, timezone }: TypedOptions): Sql => {
  const ahead =
    column.type === "date"
      ? sql`${name(column.name)} > ${day(dateOf(localDay(importedAt, timezone)))}`
      : sql`${name(column.name)} > ${instant(importedAt)}`;
  if (table.name === "activities" && column.name === "occurred_at")
    return sql`${ahead} and coalesce(status, 'completed') = 'completed'`;
  return ahead;
};

const canBeLate = (table: Table, column: Column): boolean =>
  table.occurred !== undefined && (column.type === "instant" || column.name === table.occurred);

const occurredIsDate = (table: Table): boolean =>
  table.columns.some((column) => column.name === table.occurred && column.type === "date");

const occurredWall = (table: Table): Sql =>
  table.occurred === undefined ? sql`null::timestamp` : sql`${name(table.occurred)}::timestamp`;

export interface TypedOptions {
  readonly utc: (wall: Sql) => Sql;
  readonly timezone: string;
  readonly importedAt: number;
}

const finished = (table: Table, column: Column, { name: physical }: Understood): Sql => {
  const rule = ruleOf(table, column);
  const value = name(physical);
  if (isClosedAt(table, column))
    return physical === "closed_at"
      ? sql`coalesce(${value}, closed_on_midnight) as ${value}`
      : sql`coalesce(${value}, case when closed_on_midnight is not null then true end) as ${value}`;
  if (rule.impossible !== undefined) return sql`case when not (${rule.impossible}) then ${value} end as ${value}`;
  return rule.otherwise === undefined ? value : sql`coalesce(${value}, ${rule.otherwise}) as ${value}`;
};

/**
 * Rows of a staged table: `rid`, `file`, `line`, the physical columns (ids as text under `id_...`), `attributes`, `explicit` (its own
 * `recorded_at`), `occurred`, and masks of columns: `given`, `bad`, `late`; `lost`: the row cannot be loaded; `incomplete`: it can only add to a record.
 */
export const typedRows = (table: Table, options: TypedOptions, only?: Sql): Sql => {
  const { utc } = options;
  const cells = cellsOf(table);
  const instants = cells.filter(({ type }) => type === "instant");
  const asked = cells.map((column) => ({
    column,
    parts: understood(column, utc).map((part) => ({ ...part, value: ruleOf(table, column).value ?? part.value })),
  }));
  const failing = cells.filter((column) => canFail(table, column));
  const required = table.columns.filter((column) => column.required);
  const midnight = table.name === "opportunities" ? sql`, ${utc(name("closed_on_wall"))} as closed_on_midnight` : sql``;
  const wallOfDay =
    table.name === "opportunities"
      ? sql`, case when regexp_full_match(raw_closed_on, '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}') then try_cast(raw_closed_on as timestamp) end as closed_on_wall`
      : sql``;
  const raw = sql`select rowid as rid, source_file as file, source_line as line, nullif(nullif(attributes, ''), '{}') as attributes, ${list(cells.map((column) => sql`${name(column.name)} as ${rawColumn(column)}`))} from ${name(`staged.${table.name}`)}${only === undefined ? sql`` : sql` where rowid in (${only})`}`;
  const forms = sql`select *, ${list(instants.map(instantForm))} from (${raw})`;
  const walls = sql`select *, ${list(instants.map(instantWall))}${wallOfDay} from (${forms})`;
  const values = sql`select rid, file, line, attributes, ${list(cells.map(rawColumn))}, ${list(asked.flatMap(({ parts }) => parts.map((part) => sql`${part.value} as ${name(part.name)}`)))}${midnight} from (${walls})`;
  const judged = sql`select rid, file, line, attributes, ${list(
    asked.flatMap(({ column, parts }) => parts.map((part) => finished(table, column, part))),
  )}, ${mask(
    table,
    cells.map((column) => ({ column, when: given(table, column) })),
  )} as given, ${mask(
    table,
    failing.map((column) => ({ column, when: bad(table, column) })),
  )} as bad, ${mask(
    table,
    cells
      .filter((column) => canBeLate(table, column))
      .map((column) => ({ column, when: late(table, column, options) })),
  )} as late, ${any(
    required.map(
      (column) =>
        sql`${table.key.includes(column.name) ? sql`coalesce(${rawColumn(column)}, '')` : rawColumn(column)} = '' or ${bad(table, column)}`,
    ),
  )} as wrong, ${any(required.map((column) => sql`${rawColumn(column)} is null`))} as incomplete, ${occurredWall(table)} as occurred_wall from (${values})`;
  return sql`select * exclude (recorded_at, recorded_at_date_only, wrong, occurred_wall), recorded_at as explicit, coalesce(wrong, false) as lost, ${
    occurredIsDate(table) ? utc(name("occurred_wall")) : name("occurred_wall")
  } as occurred from (${judged})`;
};

/** The bit that says in a mask of again.ts that a row has attributes. */
export const attributesBit = (table: Table): number => 2 ** cellsOf(table).length;

/** What `given` will be for most rows, seen from the staged table alone: bits of the columns, `recorded_at` left out, attributes added. */
export const givenInFile = (table: Table): Sql => {
  const present = (column: Column): Sql =>
    isClosedAt(table, column)
      ? sql`(closed_at is not null or closed_on is not null)`
      : sql`${name(column.name)} is not null`;
  return sql`${mask(
    table,
    table.columns.map((column) => ({ column, when: present(column) })),
  )} + case when attributes <> '' and attributes <> '{}' then ${whole(attributesBit(table))}::bigint else 0::bigint end`;
};

/** Names of the physical columns of a table, without `recorded_at`, `batch` and `attributes`. */
export const physicalColumnNames = (table: Table): readonly string[] => table.columns.flatMap(physicalNames);
