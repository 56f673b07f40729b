/** How the canonical tables lie in a warehouse: integers for ids, UTC for instants, and what every row carries beside its columns. */
import type { Column, RefKind, Table } from "./tables.ts";
import { tables } from "./tables.ts";

export interface PhysicalColumn {
  readonly name: string;
  readonly type: string;
}

/** `owner_id` is stored as `owner_no`, `stage` as `stage_no`, `created_by` as `created_by_no`. */
export const numberColumn = (column: string): string =>
  column.endsWith("_id") ? `${column.slice(0, -3)}_no` : `${column}_no`;

/** The dictionary of a kind of record: `(no INTEGER, id VARCHAR)`. */
export const dictionary = (kind: RefKind): string => `${kind}_ids`;

export const refKinds: readonly RefKind[] = [
  "person",
  "team",
  "account",
  "campaign",
  "lead",
  "opportunity",
  "stage",
  "pipeline",
  "activity",
  "response",
];

const stored = (column: Column): readonly PhysicalColumn[] => {
  switch (column.type) {
    case "ref":
      return [{ name: numberColumn(column.name), type: "INTEGER" }];
    case "instant":
      return [
        { name: column.name, type: "TIMESTAMP" },
        { name: `${column.name}_date_only`, type: "BOOLEAN" },
      ];
    case "date":
      return [{ name: column.name, type: "DATE" }];
    case "money":
      return [{ name: column.name, type: "DECIMAL(18,4)" }];
    case "number":
      return [{ name: column.name, type: "DOUBLE" }];
    case "integer":
      return [{ name: column.name, type: "INTEGER" }];
    case "boolean":
      return [{ name: column.name, type: "BOOLEAN" }];
    case "text":
      return [{ name: column.name, type: "VARCHAR" }];
  }
};

/**
 * Columns of a stored table, in order: its own, then `recorded_at`, `batch`, `attributes` (JSON text, null when empty), `given`, the cells
 * that were told when the record was first known, a bit for each, and `told`, those that were told later, each with when it was last told:
 * the newest first, null where there are none.
 */
export const physicalColumns = (table: Table): readonly PhysicalColumn[] => [
  ...table.columns.flatMap(stored),
  { name: "recorded_at", type: "TIMESTAMP" },
  { name: "batch", type: "INTEGER" },
  { name: "attributes", type: "VARCHAR" },
  { name: "given", type: "BIGINT" },
  { name: "told", type: 'STRUCT("at" TIMESTAMP, given BIGINT)[]' },
];

// Each id is another: to find out how they could be stored in less room took half of the time in which they were numbered.
const idType = "VARCHAR USING COMPRESSION uncompressed";

/** What is kept beside the canonical tables: older values of tracked columns, what was found wrong, and which files told a table last. */
const sideTables: readonly { readonly name: string; readonly columns: readonly PhysicalColumn[] }[] = [
  ...refKinds.map((kind) => ({
    name: dictionary(kind),
    columns: [
      { name: "no", type: "INTEGER" },
      { name: "id", type: idType },
    ],
  })),
  {
    // Every value that a tracked column ever had, the first one included, for records whose column changed.
    // `no` is the record's number, `field` the physical column, `value` its text as the warehouse casts it.
    name: "field_versions",
    columns: [
      { name: "table_name", type: "VARCHAR" },
      { name: "no", type: "INTEGER" },
      { name: "field", type: "VARCHAR" },
      { name: "value", type: "VARCHAR" },
      { name: "recorded_at", type: "TIMESTAMP" },
      { name: "batch", type: "INTEGER" },
    ],
  },
  {
    name: "findings",
    columns: [
      { name: "batch", type: "INTEGER" },
      { name: "code", type: "VARCHAR" },
      { name: "table_name", type: "VARCHAR" },
      { name: "record_id", type: "VARCHAR" },
      { name: "file", type: "VARCHAR" },
      { name: "line", type: "BIGINT" },
      { name: "column_name", type: "VARCHAR" },
      { name: "value", type: "VARCHAR" },
      { name: "reason", type: "VARCHAR" },
    ],
  },
  {
    // What attributes are called, in the order in which they came; those of leads stand with those of opportunities.
    name: "attribute_names",
    columns: [
      { name: "table_name", type: "VARCHAR" },
      { name: "name", type: "VARCHAR" },
    ],
  },
  {
    // Of each table that one plain file told last: that file, and the tables it refers to that were still empty.
    name: "told_files",
    columns: [
      { name: "table_name", type: "VARCHAR" },
      { name: "hash", type: "VARCHAR" },
      { name: "awaited", type: "VARCHAR" },
    ],
  },
  {
    // The lines of such a file about which something was found.
    name: "told_lines",
    columns: [
      { name: "table_name", type: "VARCHAR" },
      { name: "line", type: "BIGINT" },
    ],
  },
];

/** All statements that make an empty warehouse. Names only, no values: nothing here comes from outside. */
export const createTables = (): readonly string[] =>
  [...tables.map((table) => ({ name: table.name as string, columns: physicalColumns(table) })), ...sideTables].map(
    ({ name, columns }) =>
      `create table ${name} (${columns.map((column) => `${column.name} ${column.type}`).join(", ")})`,
  );
