/** A staged table with every cell understood, as a query: nothing is stored, so that millions of rows need no second copy. */
import { dateOf } from "../../model/day.ts";
import { physicalColumns } from "../../model/physical.ts";
import { type Column, type Table, tableNamed } from "../../model/tables.ts";
import { localDay } from "../../model/zone.ts";
import { day, instant, join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { cellsInPlace } from "../read/canonical.ts";
import {
  idColumn,
  instantForm,
  instantWall,
  isEmpty,
  physicalNames,
  rawColumn,
  understood,
  valueColumn,
} from "./cells.ts";
import { attributesBit, bitOf, maskOf } from "./masks.ts";
import { canFail, ruleOf } from "./rules.ts";
import { cellsOf, recordedAt, type Survey, stagedTable } from "./survey.ts";

export interface TypedOptions {
  readonly utc: (wall: Sql) => Sql;
  readonly timezone: string;
  readonly importedAt: number;
}

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

const any = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? sql`false` : join(conditions, " or "));

const isBad = ({ table, inPlace }: Survey, column: Column): Sql => {
  const isFilled =
    inPlace === null ? sql`coalesce(${rawColumn(column)}, '') <> ''` : sql`${rawColumn(column)} is not null`;
  const lost = sql`${isFilled} and ${name(valueColumn(column))} is null`;
  const { impossible } = ruleOf(table, column);
  return impossible === undefined ? sql`(${lost})` : sql`(${lost} or coalesce(${impossible}, false))`;
};

const isClosedAt = (table: Table, column: Column): boolean =>
  table.name === "opportunities" && column.name === "closed_at";

const closedOn: Column = tableNamed("opportunities")?.columns.find(({ name }) => name === "closed_on") ?? recordedAt;

/** Whether the row speaks of the column, in words that were understood. */
const given = (survey: Survey, column: Column): Sql => {
  const { table, has, inPlace } = survey;
  const says = (one: Column): readonly Sql[] => {
    if (!has.has(one.name)) return [];
    const present = inPlace === null ? sql`${rawColumn(one)} is not null` : sql`true`;
    return [canFail(table, one) ? sql`${present} and not ${isBad(survey, one)}` : present];
  };
  // `closed_on` alone says the close as well, on that day.
  return any(isClosedAt(table, column) ? [...says(column), ...says(closedOn)] : says(column));
};

// What will be done is a plan; only what is said to have been done already cannot lie ahead.
const isLate = (table: Table, column: Column, { importedAt, timezone }: TypedOptions): Sql => {
  const today = dateOf(localDay(importedAt, timezone));
  const ahead = sql`${name(column.name)} > ${column.type === "date" ? day(today) : instant(importedAt)}`;
  return table.name === "activities" && column.name === "occurred_at"
    ? sql`${ahead} and coalesce(status, 'completed') = 'completed'`
    : ahead;
};

const canBeLate = (table: Table, column: Column): boolean =>
  table.occurred !== undefined && (column.type === "instant" || column.name === table.occurred);

/** The column that says when a record is known that does not say it itself. */
export const datingColumn = ({ occurred, knownFrom }: Table): string | undefined => occurred ?? knownFrom;

const occurredIsDate = (table: Table): boolean =>
  table.columns.some((column) => column.name === datingColumn(table) && column.type === "date");

const typeOf = (table: Table, physical: string): Sql => ({
  chunks: [physicalColumns(table).find((column) => column.name === physical)?.type ?? "VARCHAR"],
  values: [],
});

/** The columns of a cell that no file has. */
const absent = (table: Table, column: Column): readonly Sql[] => {
  if (column.type === "ref") return [sql`null::varchar as ${name(idColumn(column))}`];
  if (column === recordedAt) return [sql`null::timestamp as recorded_at`];
  return physicalNames(column).map((physical) => sql`null::${typeOf(table, physical)} as ${name(physical)}`);
};

const present = ({ table, inPlace }: Survey, column: Column, utc: (wall: Sql) => Sql): readonly Sql[] =>
  understood(column, utc, inPlace !== null).map(
    (part) => sql`${ruleOf(table, column).value ?? part.value} as ${name(part.name)}`,
  );

/** What is made of a column when all cells of the row are understood: defaults, and the close that only a date says. */
const finished = ({ table, has }: Survey, column: Column): readonly Sql[] => {
  const { impossible, otherwise } = ruleOf(table, column);
  if (column === recordedAt) return [sql`recorded_at as explicit`];
  if (column.type === "ref") return [name(idColumn(column))];
  if (isClosedAt(table, column) && has.has(closedOn.name))
    return [
      sql`coalesce(closed_at, closed_on_midnight) as closed_at`,
      sql`coalesce(closed_at_date_only, case when closed_on_midnight is not null then true end) as closed_at_date_only`,
    ];
  return physicalNames(column).map((physical) => {
    const value = name(physical);
    if (impossible !== undefined) return sql`case when not (${impossible}) then ${value} end as ${value}`;
    return otherwise === undefined ? value : sql`coalesce(${value}, ${otherwise}) as ${value}`;
  });
};

/** A mask whose conditions hardly ever hold: then it is put together only where one does. */
const seldom = (bits: Parameters<typeof maskOf>[0]): Sql =>
  sql`case when ${any(bits.map(({ when }) => when))} then ${maskOf(bits)} else 0::bigint end`;

/** Why a row cannot be loaded at all. */
const isLost = (survey: Survey): Sql => {
  const { table, has, inPlace } = survey;
  return any(
    table.columns
      .filter((column) => column.required)
      .flatMap((column) => {
        const isKey = table.key.includes(column.name);
        if (!has.has(column.name)) return isKey ? [sql`true`] : [];
        // What the row does not speak of may be known of its record.
        const unsaid = isKey || inPlace !== null ? "" : "unsaid";
        const empty = isEmpty(column, rawColumn(column), unsaid);
        return canFail(table, column) ? [empty, isBad(survey, column)] : [empty];
      }),
  );
};

const isIncomplete = ({ table, has, inPlace }: Survey): Sql =>
  any(
    table.columns
      .filter((column) => column.required)
      .flatMap((column) => {
        if (!has.has(column.name)) return [sql`true`];
        return inPlace === null ? [sql`${rawColumn(column)} is null`] : [];
      }),
  );

/** Of a file where it lies each row gives all of its columns but the bad ones. */
const givesAllButBad = ({ table, inPlace }: Survey): boolean =>
  inPlace !== null && !cellsOf(table).some((column) => isClosedAt(table, column));

/** Which columns each row gives. */
const givenMask = (survey: Survey): Sql => {
  const { table, has } = survey;
  const cells = cellsOf(table);
  if (!givesAllButBad(survey))
    return maskOf(cells.map((column) => ({ bit: bitOf(table, column), when: given(survey, column) })));
  const all = cells.reduce((sum, column) => sum + (has.has(column.name) ? bitOf(table, column) : 0), 0);
  return sql`${whole(all)}::bigint - bad`;
};

const occurredColumn = (table: Table): Sql => {
  const column = datingColumn(table);
  return column === undefined ? sql`null` : name(column);
};

const occursOnDay = ({ table, has }: Survey): boolean => occurredIsDate(table) && has.has(datingColumn(table) ?? "");

interface Derived {
  readonly value: Sql;
  /** It is the same in each row, or another column of the row says it: there is no need to copy it. */
  readonly isImplied: boolean;
}

/** What the cells of a row, understood, say of all of it. */
const derived = (survey: Survey): readonly Derived[] => {
  const { table, has, inPlace } = survey;
  const lies = inPlace !== null;
  const attributes = has.has("attributes") ? sql`attributes` : sql`null::varchar as attributes`;
  return [
    { value: attributes, isImplied: lies && !has.has("attributes") },
    { value: sql`${givenMask(survey)} as given`, isImplied: givesAllButBad(survey) },
    { value: sql`${isIncomplete(survey)} as incomplete`, isImplied: lies },
    occursOnDay(survey)
      ? { value: sql`occurred_midnight as occurred`, isImplied: false }
      : { value: sql`${occurredColumn(table)}::timestamp as occurred`, isImplied: lies },
  ];
};

/** Columns of a file where it lies that `typedRows` leaves out. */
export const impliedColumns = (survey: Survey): readonly Sql[] =>
  derived(survey).flatMap(({ value, isImplied }) => (isImplied ? [value] : []));

/**
 * Rows of a staged table: `rid`, `file`, `line`, the physical columns (ids as text under `id_...`), `attributes`, `explicit` (its own
 * `recorded_at`), `occurred`, and masks of columns: `given`, `bad`, `late`; `lost`: the row cannot be loaded; `incomplete`: it can only
 * add to a record. Of a file where it lies, `file`, `line` and `impliedColumns` are left out. `only`: a query of the `rid`s that are wanted.
 */
export const typedRows = (survey: Survey, options: TypedOptions, only?: Sql): Sql => {
  const { table, has } = survey;
  const { utc } = options;
  const isPlain = survey.inPlace !== null;
  const cells = cellsOf(table).filter((column) => has.has(column.name));
  const instants = cells.filter(({ type }) => type === "instant");
  const closesOnDay = table.name === "opportunities" && has.has(closedOn.name);
  const occurredWall = occursOnDay(survey);
  const extra = (when: boolean, part: Sql): readonly Sql[] => (when ? [part] : []);

  const source = survey.inPlace === null ? sql`rowid as rid, source_file as file, source_line as line` : sql`rid`;
  const raw = sql`select ${source}, ${has.has("attributes") ? sql`nullif(nullif(attributes, ''), '{}')` : sql`null::varchar`} as attributes, ${list(
    [
      ...cells.map((column) => sql`${name(column.name)} as ${rawColumn(column)}`),
      ...extra(table.name === "value_changes" && !has.has("field"), sql`null::varchar as raw_field`),
    ],
  )} from ${survey.inPlace === null ? stagedTable(table) : cellsInPlace(table)}${only === undefined ? sql`` : sql` where rowid in (${only})`}`;
  const forms = sql`select ${list([sql`*`, ...instants.map((column) => instantForm(column, isPlain))])} from (${raw})`;
  const walls = sql`select ${list([sql`*`, ...instants.map((column) => instantWall(column, isPlain))])} from (${forms})`;
  const row = survey.inPlace === null ? sql`rid, file, line` : sql`rid`;
  const values = sql`select ${list([
    row,
    sql`attributes`,
    ...cells.map(rawColumn),
    ...cellsOf(table).flatMap((column) =>
      has.has(column.name) ? present(survey, column, utc) : absent(table, column),
    ),
  ])} from (${walls})`;
  const dayWalls = sql`select ${list([
    sql`*`,
    ...extra(closesOnDay, sql`closed_on::timestamp as closed_on_wall`),
    ...extra(occurredWall, sql`${occurredColumn(table)}::timestamp as occurred_wall`),
  ])} from (${values})`;
  const midnights = sql`select ${list([
    sql`*`,
    ...extra(closesOnDay, sql`${utc(name("closed_on_wall"))} as closed_on_midnight`),
    ...extra(occurredWall, sql`${utc(name("occurred_wall"))} as occurred_midnight`),
  ])} from (${dayWalls})`;
  const failing = cells.filter((column) => canFail(table, column));
  const datable = cells.filter((column) => canBeLate(table, column));
  return sql`select ${list([
    row,
    ...cellsOf(table).flatMap((column) => finished(survey, column)),
    sql`${seldom(failing.map((column) => ({ bit: bitOf(table, column), when: isBad(survey, column) })))} as bad`,
    sql`${seldom(datable.map((column) => ({ bit: bitOf(table, column), when: isLate(table, column, options) })))} as late`,
    sql`${isLost(survey)} as lost`,
    ...derived(survey).flatMap(({ value, isImplied }) => (isImplied ? [] : [value])),
  ])} from (${closesOnDay || occurredWall ? midnights : values})`;
};

/** What `given` will be for most rows, seen from the staged table alone: bits of the columns, `recorded_at` left out, attributes added. */
export const givenInFile = ({ table, has }: Survey): Sql => {
  const presence = (one: Column): readonly Sql[] => (has.has(one.name) ? [sql`${name(one.name)} is not null`] : []);
  const bits = table.columns.map((column) => ({
    bit: bitOf(table, column),
    when: any(isClosedAt(table, column) ? [...presence(column), ...presence(closedOn)] : presence(column)),
  }));
  const attributes = { bit: attributesBit(table), when: sql`attributes <> '' and attributes <> '{}'` };
  return maskOf(has.has("attributes") ? [...bits, attributes] : bits);
};

/** Names of the physical columns of a table that are its own, as those of its cells. */
export const physicalColumnNames = (table: Table): readonly string[] => table.columns.flatMap(physicalNames);
