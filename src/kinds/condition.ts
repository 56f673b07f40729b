/** Conditions on the rows of a population, for definitions that know its columns by name and no SQL. */
import { category } from "../facts/index.ts";
import { join, name, quoted, type Sql, sql, whole } from "../sql/index.ts";

export const is = (column: string): Sql => sql`${name(`r.${column}`)}`;
export const isNot = (column: string): Sql => sql`not ${name(`r.${column}`)}`;
export const isOneOf = (column: string, ...words: readonly string[]): Sql =>
  sql`coalesce(${name(`r.${column}`)} in (${join(words.map(quoted), ", ")}), false)`;
/** One of the words, or nothing at all. */
export const isMissingOr = (column: string, ...words: readonly string[]): Sql =>
  sql`(${name(`r.${column}`)} is null or ${isOneOf(column, ...words)})`;
export const all = (...conditions: readonly Sql[]): Sql =>
  join(
    conditions.map((one) => sql`(${one})`),
    " and ",
  );
export const anyOf = (...conditions: readonly Sql[]): Sql => sql`(${join(conditions, " or ")})`;
/** Stands in a stage of that category. */
export const isOutcome = (outcome: keyof typeof category): Sql => sql`r.category = ${whole(category[outcome])}`;
export const column = (of: string): Sql => name(`r.${of}`);
export const always: Sql = sql`true`;
