/** Rows as they are written: the canonical columns in their order, everything as text, nothing as an empty field. */
import { type TableName, tableNamed } from "../model/tables.ts";
import type { Fields } from "./records.ts";

export interface DemoTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const cell = (value: Fields[string]): string | null => {
  if (value === undefined || value === null || value === false) return null;
  return typeof value === "string" ? value : String(value);
};

/** `more` are columns beside the table's own, such as `recorded_at`. */
export const tableOf = (name: TableName, rows: readonly Fields[], more: readonly string[] = []): DemoTable => {
  const columns = [...(tableNamed(name)?.columns.map((column) => column.name) ?? []), ...more];
  return { columns, rows: rows.map((row) => columns.map((column) => cell(row[column]))) };
};
