/** Files in our own form: recognised by their names or their columns, and staged as they stand. */
import type { Column, Table } from "../../model/tables.ts";
import { tableNamed, tables } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { attributesText } from "./attributes.ts";
import { type DateFormat, dateText } from "./date-format.ts";
import { type DateOrder, dateOrder, inOrder } from "./date-order.ts";
import type { RawTable } from "./raw.ts";
import { rawColumn } from "./raw.ts";
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

const recordedAt: Column = { name: "recorded_at", type: "instant" };

/** Present and empty is an empty text, absent is null. */
const cellOf = (column: Column, cell: Sql, reading: DateReading | undefined): Sql => {
  switch (column.type) {
    case "instant":
      return sql`coalesce(${reading === undefined ? cell : readDate(cell, reading)}, ${cell}, '')`;
    case "date":
      return sql`coalesce(${withoutMidnight(reading === undefined ? cell : readDate(cell, reading))}, ${cell}, '')`;
    case "text":
    case "ref":
      return sql`coalesce(${cell}, '')`;
    default:
      return sql`coalesce(trim(${cell}), '')`;
  }
};

export interface StagedColumns {
  readonly rows: number;
  /** Columns whose dates were not ISO, and how they were read. */
  readonly dates: readonly { readonly column: string; readonly read: string }[];
}

/** Fills `staged.<table>` from the raw rows. `formats`: declared date formats by column name in lower case. */
export const stageCanonical = async (
  raw: RawTable,
  table: Table,
  formats: ReadonlyMap<string, DateFormat>,
  staging: Staging,
): Promise<StagedColumns> => {
  const { session } = staging;
  const known = new Map([...table.columns, recordedAt].map((column) => [column.name, column]));
  const cells = new Map<string, Sql>();
  const dates: { column: string; read: string }[] = [];
  for (const [index, label] of raw.columns.entries()) {
    const column = known.get(label.toLowerCase());
    if (column === undefined) continue;
    const cell = rawColumn(index);
    if (column.type !== "instant" && column.type !== "date") {
      cells.set(column.name, cellOf(column, cell, undefined));
      continue;
    }
    const format = formats.get(column.name);
    const reading: DateReading =
      format === undefined ? { order: await dateOrder(session, raw.relation, cell, raw.file.name, label) } : { format };
    if ("order" in reading && reading.order !== "iso") dates.push({ column: label, read: reading.order });
    cells.set(column.name, cellOf(column, cell, reading));
  }
  const own = raw.columns.findIndex((label) => label.toLowerCase() === "attributes");
  const others = raw.columns.flatMap((label, index) =>
    known.has(label.toLowerCase()) || index === own ? [] : [{ name: label, value: rawColumn(index) }],
  );
  const values = join(
    [...table.columns.map((column) => column.name), "recorded_at"].map((column) => cells.get(column) ?? sql`null`),
    ", ",
  );
  await createStaged(session, table);
  await session.run(sql`insert into ${name(`staged.${table.name}`)}
    select ${values}, ${withOwn(attributesText(others), own < 0 ? null : rawColumn(own))}, ${raw.file.name}, line
    from ${name(raw.relation)}`);
  return { rows: raw.rows, dates };
};

/** A column `attributes` holds what an export of ours wrote: its members stand beside the other columns. */
const withOwn = (others: Sql, own: Sql | null): Sql =>
  own === null
    ? others
    : sql`case when json_valid(${own}) and ${own}[1] = '{' then nullif(json_merge_patch(coalesce(${others}, '{}')::json, ${own}::json)::varchar, '{}') else ${others} end`;
