/** Files in our own form: recognised by their names or their columns, and staged as they stand. */
import type { Session } from "../../engines/index.ts";
import type { Column, Table } from "../../model/tables.ts";
import { tableNamed, tables } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { attributesText } from "./attributes.ts";
import { type DateFormat, dateText } from "./date-format.ts";
import { type DateOrder, dateOrder, inOrder } from "./date-order.ts";
import { type RawTable, rawColumn } from "./raw-table.ts";
import { createStaged, type Staging } from "./staging.ts";

const holds = (columns: readonly string[], wanted: readonly string[]): boolean => {
  const there = new Set(columns.map((column) => column.toLowerCase()));
  return wanted.every((column) => there.has(column));
};

const requiredOf = (table: Table): readonly string[] =>
  table.columns.filter((column) => column.required).map((column) => column.name);

/** Of the key, what every row must have; without it no row says which record it is about. */
const keyOf = (table: Table): readonly string[] => {
  const required = requiredOf(table);
  const key = table.key.filter((column) => required.includes(column));
  return key.length > 0 ? key : required;
};

/** By the file's name, else when it has all required columns of one table, and of others only fewer of the same. */
export const canonicalTable = (stem: string, columns: readonly string[]): Table | null => {
  const named = tableNamed(stem);
  if (named !== undefined && holds(columns, keyOf(named))) return named;
  const possible: readonly Table[] = tables.filter((table) => holds(columns, requiredOf(table)));
  return possible.find((table) => possible.every((other) => holds(requiredOf(table), requiredOf(other)))) ?? null;
};

/** A declared format, or the order that was found in the column. */
export type DateReading = { readonly format: DateFormat } | { readonly order: DateOrder };

export const readDate = (cell: Sql, reading: DateReading): Sql =>
  "format" in reading ? dateText(sql`trim(${cell})`, reading.format) : inOrder(cell, reading.order);

/** A date column written as midnights is a date all the same. */
export const withoutMidnight = (text: Sql): Sql =>
  sql`regexp_replace(${text}, '^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00([.]0+)?)?$', '\\1')`;

/** A reading of what is written, where it is a date; where it says more, what is written, to be found as it stands. */
export const asDay = (reading: Sql, written: Sql): Sql => {
  const day = withoutMidnight(reading);
  return sql`case when regexp_full_match(${day}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then ${day} when ${day} is not null then ${written} end`;
};

const recordedAt: Column = { name: "recorded_at", type: "instant" };

/** Present and empty is an empty text, absent is null. Dates are taken as written unless their format is declared. */
const cellOf = (column: Column, cell: Sql, format: DateFormat | undefined): Sql => {
  const date = format === undefined ? sql`trim(${cell})` : readDate(cell, { format });
  switch (column.type) {
    case "instant":
      return sql`coalesce(${date}, ${cell}, '')`;
    case "date":
      return sql`coalesce(${withoutMidnight(date)}, ${cell}, '')`;
    case "text":
    case "ref":
      return sql`coalesce(${cell}, '')`;
    default:
      return sql`coalesce(trim(${cell}), '')`;
  }
};

export interface StagedColumns {
  /** Rows that came in. */
  readonly rows: number;
  /** Columns whose dates were not ISO, and how they were read. */
  readonly dates: readonly { readonly column: string; readonly read: string }[];
}

interface Known {
  readonly column: Column;
  /** As the file calls it. */
  readonly label: string;
  readonly cell: Sql;
}

const knownColumns = (raw: RawTable, table: Table): readonly Known[] =>
  raw.columns.flatMap((label, index) => {
    const column = [...table.columns, recordedAt].find((one) => one.name === label.toLowerCase());
    return column === undefined ? [] : [{ column, label, cell: rawColumn(index) }];
  });

const attributesOf = async (
  raw: RawTable,
  table: Table,
  known: readonly Known[],
  { session, attributes }: Staging,
): Promise<Sql> => {
  const own = raw.columns.findIndex((label) => label.toLowerCase() === "attributes");
  const labels = new Set(known.map(({ label }) => label));
  const others = raw.columns.flatMap((label, index) => (labels.has(label) || index === own ? [] : [{ label, index }]));
  const members = own < 0 ? [] : await membersOf(session, name(raw.relation), rawColumn(own));
  const columns = others.map(({ label }) => label);
  const called = attributes.call(table.name, raw.file.name, [...columns, ...members]);
  const text = attributesText(
    others.map(({ label, index }, at) => ({ name: called[at] ?? label, value: rawColumn(index) })),
  );
  if (own < 0) return text;
  const renamed = members.flatMap((member, at) => {
    const to = called[columns.length + at] ?? member;
    return to === member ? [] : [{ member, to }];
  });
  return withOwn(text, renamedMembers(rawColumn(own), renamed));
};

const countOf = async ({ session }: Staging, table: Table): Promise<number> => {
  const [row] = await session.rows<{ n: number }>(
    sql`select count(*)::double as n from ${name(`staged.${table.name}`)}`,
  );
  return row?.n ?? 0;
};

/** Makes `target` a view of some of the cells as `stageCanonical` would stage them. */
export const stageKeys = async (
  raw: RawTable,
  table: Table,
  keys: readonly string[],
  target: Sql,
  { session }: Staging,
): Promise<void> => {
  const known = knownColumns(raw, table);
  const values = keys.map((key) => {
    const found = known.find((one) => one.column.name === key);
    return sql`${found === undefined ? sql`null::varchar` : cellOf(found.column, found.cell, undefined)} as ${name(key)}`;
  });
  await session.run(sql`create view ${target} as select ${join(values, ", ")} from ${name(raw.relation)}`);
};

/** A clean file that was staged as it lies: `staged.<table>` is a view of it, and its lines are its `rowid`s. */
export interface InPlace {
  /** As the user named it. */
  readonly file: string;
  readonly rows: number;
  /** Those of ours that it has, `recorded_at` and `attributes` among them. */
  readonly columns: ReadonlySet<string>;
  /** The years that its dates lie in. */
  readonly years: { readonly first: number; readonly last: number } | null;
}

/** The cells of a table that was staged as it lies: null where they are empty, or where the file has no such column. */
export const cellsInPlace = (table: Table): Sql => name(`staged.cells_${table.name}`);

const trimmed = (cell: Sql): Sql => sql`nullif(trim(${cell}), '')`;

/** A cell whose dates are known to be plain; null where it is empty. */
const plainCell = (column: Column, cell: Sql): Sql => {
  if (column.type === "boolean")
    return sql`case when ${cell} in ('true', 'false') then ${cell} else ${trimmed(cell)} end`;
  return ["money", "number", "integer"].includes(column.type) ? trimmed(cell) : cell;
};

/** Makes `staged.<table>` a view of the raw rows, whose dates are known to be plain, and of its cells another. */
export const stageInPlace = async (raw: RawTable, table: Table, staging: Staging): Promise<ReadonlySet<string>> => {
  const { session } = staging;
  const known = knownColumns(raw, table);
  const all = [...table.columns, recordedAt];
  const cellOfFile = (column: Column): Sql | undefined => known.find((one) => one.column.name === column.name)?.cell;
  const cells = all.map((column) => {
    const cell = cellOfFile(column);
    return sql`${cell === undefined ? sql`null::varchar` : plainCell(column, cell)} as ${name(column.name)}`;
  });
  const texts = all.map((column) =>
    cellOfFile(column) === undefined
      ? name(column.name)
      : sql`coalesce(${name(column.name)}, '') as ${name(column.name)}`,
  );
  const others = sql`attributes, ${quoted(raw.file.name)} as source_file, rid as source_line, rid as rowid`;
  await session.run(
    sql`create view ${cellsInPlace(table)} as select ${join(cells, ", ")}, ${await attributesOf(raw, table, known, staging)} as attributes, line as rid from ${name(raw.relation)}`,
  );
  await session.run(
    sql`create view ${name(`staged.${table.name}`)} as select ${join(texts, ", ")}, ${others} from ${cellsInPlace(table)}`,
  );
  return new Set([
    ...known.map(({ column }) => column.name),
    ...(known.length < raw.columns.length ? ["attributes"] : []),
  ]);
};

/** Fills `staged.<table>` from the raw rows. `formats`: declared date formats by column name in lower case. */
export const stageCanonical = async (
  raw: RawTable,
  table: Table,
  formats: ReadonlyMap<string, DateFormat>,
  staging: Staging,
): Promise<StagedColumns> => {
  const known = knownColumns(raw, table);
  const values = [...table.columns, recordedAt].map((column) => {
    const found = known.find((one) => one.column.name === column.name);
    return found === undefined ? sql`null` : cellOf(found.column, found.cell, formats.get(column.name));
  });
  await createStaged(staging.session, table);
  const before = await countOf(staging, table);
  await staging.session.run(sql`insert into ${name(`staged.${table.name}`)}
    select ${join(values, ", ")}, ${await attributesOf(raw, table, known, staging)}, ${raw.file.name}, line from ${name(raw.relation)}`);
  const rows = (await countOf(staging, table)) - before;
  const undeclared = known.filter(({ column }) => !formats.has(column.name));
  return { rows, dates: await settleDates(raw, table, undeclared, staging) };
};

/** Almost all files write ISO dates: the others are looked for once the rows are in, and put right there. */
const settleDates = async (
  raw: RawTable,
  table: Table,
  known: readonly Known[],
  { session }: Staging,
): Promise<StagedColumns["dates"]> => {
  const dates: { column: string; read: string }[] = [];
  const target = name(`staged.${table.name}`);
  const own = sql`source_file = ${raw.file.name}`;
  for (const { column, label } of known) {
    if (column.type !== "instant" && column.type !== "date") continue;
    const cell = name(column.name);
    const query = sql`select ${cell} as cell from ${target} where ${own} and ${cell} <> ''`;
    const order = await dateOrder(session, { query, file: raw.file.name, column: label });
    if (order === "iso") continue;
    const read = inOrder(cell, order);
    const value = column.type === "date" ? asDay(read, cell) : read;
    await session.run(sql`update ${target} set ${cell} = ${value} where ${own} and ${cell} <> ''`);
    dates.push({ column: label, read: order });
  }
  return dates;
};

const isObject = (cell: Sql): Sql => sql`json_valid(${cell}) and ltrim(${cell})[1] = '{'`;

/** Names of the members of all objects in a column. */
const membersOf = async (session: Session, relation: Sql, cell: Sql): Promise<readonly string[]> => {
  const rows = await session.rows<{ member: string }>(
    sql`select distinct unnest(json_keys(case when ${isObject(cell)} then ${cell} end)) as member from ${relation} order by 1`,
  );
  return rows.map(({ member }) => member);
};

const renamedMembers = (cell: Sql, renamed: readonly { readonly member: string; readonly to: string }[]): Sql => {
  if (renamed.length === 0) return cell;
  const cases = join(
    renamed.map(({ member, to }) => sql`when ${quoted(member)} then ${quoted(to)}`),
    " ",
  );
  const members = sql`map_entries(from_json(${cell}, '"MAP(VARCHAR, VARCHAR)"'))`;
  return sql`case when ${isObject(cell)} then to_json(map_from_entries(list_transform(${members}, lambda one: {'key': case one.key ${cases} else one.key end, 'value': one.value})))::varchar else ${cell} end`;
};

/** A column `attributes` holds what an export of ours wrote: its members stand beside the other columns. What is no such object is an attribute itself. */
const withOwn = (others: Sql, own: Sql): Sql => {
  const object = sql`case when ${isObject(own)} then ${own} else json_object('attributes', ${own}) end`;
  return sql`case when ${own} is null then ${others} else nullif(json_merge_patch(coalesce(${others}, '{}')::json, (${object})::json)::varchar, '{}') end`;
};
