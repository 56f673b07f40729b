/** What nobody sees of a cell, and no filter can name. */
import { join, quoted, type Sql, sql } from "../../sql/index.ts";

const blanks = [" ", "\t", "\r", "\n", "\u00a0"];

/** Without blanks at its ends. */
export const withoutBlanks = (value: Sql): Sql => sql`trim(${value}, ${quoted(blanks.join(""))})`;

/** The same of a column, most of whose cells have none there: to look is a quarter of what it takes to cut. Of blanks alone null. */
export const columnWithoutBlanks = (column: Sql): Sql => {
  const isOne = (end: Sql): Sql => sql`(${column})[${end}] in (${join(blanks.map(quoted), ", ")})`;
  return sql`case when ${isOne(sql`1`)} or ${isOne(sql`-1`)} then nullif(${withoutBlanks(column)}, '') else ${column} end`;
};
