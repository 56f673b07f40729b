/** Conditions on the rows of a population, for definitions that know its columns by name and no SQL. */
import { join, name, type Sql, sql } from "../sql/index.ts";

export const is = (column: string): Sql => sql`${name(`r.${column}`)}`;
export const isNot = (column: string): Sql => sql`not ${name(`r.${column}`)}`;
export const isOneOf = (column: string, ...words: readonly string[]): Sql =>
  sql`coalesce(${name(`r.${column}`)} in (${join(
    words.map((word) => sql`${word}`),
    ", ",
  )}), false)`;
export const all = (...conditions: readonly Sql[]): Sql =>
  join(
    conditions.map((one) => sql`(${one})`),
    " and ",
  );
export const column = (of: string): Sql => name(`r.${of}`);
export const always: Sql = sql`true`;
