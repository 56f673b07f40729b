/** How one cell of each column type is understood: its pattern first, then the cast, so that nothing is read as what it does not say. */
import { numberColumn } from "../../model/physical.ts";
import type { Column } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { columnWithoutBlanks, withoutBlanks } from "../read/blanks.ts";

const clock = "([01][0-9]|2[0-3]):[0-5][0-9]";
const dayPattern = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}";
const patterns = {
  date: dayPattern,
  local: `${dayPattern}[Tt ]${clock}(:[0-5][0-9](\\.[0-9]{1,9})?)?`,
  offset: `${dayPattern}[Tt ]${clock}(:[0-5][0-9](\\.[0-9]{1,9})?)?([Zz]|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)`,
  money: "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)",
  number: "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?",
  integer: "[+-]?[0-9]{1,9}",
} as const;

const matches = (cell: Sql, pattern: keyof typeof patterns): Sql =>
  sql`regexp_full_match(${cell}, ${quoted(patterns[pattern])})`;

/** The cell as it was read: null when the file has no such column, empty when it has one and says nothing. */
export const rawColumn = (column: Column): Sql => name(`raw_${column.name}`);

/** `isPlain`: cells that are empty are null already. */
const filled = (column: Column, isPlain = false): Sql =>
  isPlain ? rawColumn(column) : sql`nullif(${rawColumn(column)}, '')`;

/** Whether a required column says nothing in a row that speaks of it: a text of blanks alone says nothing. */
export const isEmpty = (column: Column, cell: Sql, unsaid = ""): Sql =>
  sql`coalesce(${column.type === "text" && column.values === undefined ? withoutBlanks(cell) : cell}, ${quoted(unsaid)}) = ''`;

/** 1: a date alone, 2: a wall clock, 3: an instant with its offset; null: neither. */
const formColumn = (column: Column): Sql => name(`form_${column.name}`);
/** The wall clock (forms 1 and 2) or the UTC instant (form 3). */
const wallColumn = (column: Column): Sql => name(`wall_${column.name}`);

/** `isPlain`: each cell is known to be empty or a UTC instant such as 2026-07-01T09:30:00Z. */
export const instantForm = (column: Column, isPlain: boolean): Sql => {
  const cell = filled(column, isPlain);
  if (isPlain) return sql`case when ${cell} is not null then 3 end as ${formColumn(column)}`;
  return sql`case when ${matches(cell, "offset")} then 3 when ${matches(cell, "date")} then 1 when ${matches(cell, "local")} then 2 end as ${formColumn(column)}`;
};

// DuckDB refuses an offset after a time without seconds, and lower-case letters.
const withSeconds = (cell: Sql): Sql =>
  sql`case when substr(${cell}, 17, 1) = ':' then upper(${cell}) else substr(${cell}, 1, 10) || 'T' || substr(${cell}, 12, 5) || ':00' || upper(substr(${cell}, 17)) end`;

export const instantWall = (column: Column, isPlain: boolean): Sql => {
  const cell = filled(column, isPlain);
  if (isPlain) return sql`try_cast(${cell} as timestamp) as ${wallColumn(column)}`;
  return sql`case ${formColumn(column)} when 3 then make_timestamp(epoch_us(try_cast(${withSeconds(cell)} as timestamptz))) when 1 then try_cast(${cell} as timestamp) when 2 then try_cast(upper(${cell}) as timestamp) end as ${wallColumn(column)}`;
};

/** The physical columns of one cell, by name; ids stay text under `id_...`. */
export interface Understood {
  readonly name: string;
  readonly value: Sql;
}

export const idColumn = (column: Column): string => `id_${column.name}`;
/** The column to look at for whether the cell was understood. */
export const valueColumn = (column: Column): string => (column.type === "ref" ? idColumn(column) : column.name);

const word = (cell: Sql, values: readonly string[]): Sql =>
  sql`case when ${cell} in (${join(values.map(quoted), ", ")}) then ${cell} when lower(${cell}) in (${join(values.map(quoted), ", ")}) then lower(${cell}) end`;

const boolean = (cell: Sql): Sql =>
  sql`case when ${cell} is null or ${cell} = 'false' then false when lower(${cell}) = 'true' then true when lower(${cell}) = 'false' then false end`;

const cast = (cell: Sql, pattern: keyof typeof patterns, type: Sql): Sql =>
  sql`case when ${matches(cell, pattern)} then try_cast(${cell} as ${type}) end`;

export const date = (cell: Sql): Sql => cast(cell, "date", sql`date`);
export const money = (cell: Sql): Sql => cast(cell, "money", sql`decimal(18, 4)`);

const scalar = (column: Column, isPlain: boolean): Sql => {
  const cell = filled(column, isPlain);
  if (column.name === "currency") return sql`upper(${columnWithoutBlanks(cell)})`;
  switch (column.type) {
    case "date":
      return isPlain ? sql`try_cast(${cell} as date)` : date(cell);
    case "money":
      return money(cell);
    case "number":
      return cast(cell, "number", sql`double`);
    case "integer":
      return cast(cell, "integer", sql`integer`);
    case "boolean":
      return boolean(cell);
    case "text":
      return column.values === undefined ? columnWithoutBlanks(cell) : word(cell, column.values);
    case "instant":
    case "ref":
      return cell;
  }
};

/** `isPlain`: each cell of a date is known to be empty or such as 2026-07-01, of an instant as for its form. */
export const understood = (column: Column, utc: (wall: Sql) => Sql, isPlain: boolean): readonly Understood[] => {
  if (column.type === "ref") return [{ name: idColumn(column), value: filled(column, isPlain) }];
  if (column.type !== "instant") return [{ name: column.name, value: scalar(column, isPlain) }];
  const wall = wallColumn(column);
  if (isPlain)
    return [
      { name: column.name, value: wall },
      { name: `${column.name}_date_only`, value: sql`case when ${wall} is not null then false end` },
    ];
  return [
    {
      name: column.name,
      value: sql`case when ${formColumn(column)} = 3 then ${wall} when ${wall} is not null then ${utc(wall)} end`,
    },
    { name: `${column.name}_date_only`, value: sql`case when ${wall} is not null then ${formColumn(column)} = 1 end` },
  ];
};

/** The physical columns that a canonical column becomes. */
export const physicalNames = (column: Column): readonly string[] => {
  if (column.type === "ref") return [numberColumn(column.name)];
  return column.type === "instant" ? [column.name, `${column.name}_date_only`] : [column.name];
};

/** What is said of a cell that was not understood. */
export const complaint = (column: Column): { readonly code: string; readonly reason: string } => {
  switch (column.type) {
    case "instant":
      return { code: "bad_instant", reason: "is not an instant such as 2026-07-01T09:30:00Z" };
    case "date":
      return { code: "bad_date", reason: "is not a date such as 2026-07-01" };
    case "money":
      return { code: "bad_money", reason: "is not an amount such as 1234.50" };
    case "number":
    case "integer":
      return {
        code: "bad_number",
        reason: column.type === "integer" ? "is not a whole number" : "is not a number such as 1.25",
      };
    case "boolean":
      return { code: "bad_boolean", reason: "is neither true nor false" };
    case "text":
    case "ref":
      return { code: "bad_word", reason: `is none of ${(column.values ?? []).join(", ")}` };
  }
};
