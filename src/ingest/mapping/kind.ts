/** What kind of value a column of ours holds. */
import type { Column, Table } from "../../model/tables.ts";

export type ColumnKind = Column["type"];

/** The type of one of our columns; attributes are texts. */
export const kindOf = (table: Table, column: string): ColumnKind =>
  column === "recorded_at" ? "instant" : (table.columns.find((one) => one.name === column)?.type ?? "text");

export const isDated = (kind: ColumnKind): boolean => kind === "date" || kind === "instant";
