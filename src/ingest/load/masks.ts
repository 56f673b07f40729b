/** Sets of a table's columns as one number, a bit for each: what a row gives, what of it is bad, what lies ahead. */
import type { Column, Table } from "../../model/tables.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { cellsOf, recordedAt } from "./survey.ts";

export const bitOf = (table: Table, column: Column): number => 2 ** cellsOf(table).indexOf(column);

/** The bit that says that a row has attributes. */
export const attributesBit = (table: Table): number => 2 ** cellsOf(table).length;

/** What a row of `numbered` tells: the cells that it gives, but when it was recorded, and its attributes. */
export const saidBy = (table: Table, alias: string): Sql => {
  const attributes = sql`case when ${name(`${alias}.attributes`)} is null then 0 else ${whole(attributesBit(table))}::bigint end`;
  return sql`((${name(`${alias}.given`)} & ~${whole(bitOf(table, recordedAt))}::bigint) + ${attributes})`;
};

export const allGiven = (table: Table): number => 2 ** cellsOf(table).length - 1;

export const isIn = (mask: number, bit: number): boolean => Math.floor(mask / bit) % 2 === 1;

export const hasBit = (mask: Sql, table: Table, column: Column): Sql =>
  sql`(${mask} & ${whole(bitOf(table, column))}) <> 0`;

/** The sum of the bits whose condition holds. */
export const maskOf = (bits: readonly { readonly bit: number; readonly when: Sql }[]): Sql =>
  bits.length === 0
    ? sql`0::bigint`
    : join(
        bits.map(({ bit, when }) => sql`case when ${when} then ${whole(bit)}::bigint else 0::bigint end`),
        " + ",
      );
