/** What nobody sees of a cell, and no filter can name. */
import { join, quoted, type Sql, sql } from "../../sql/index.ts";

const blanks = [" ", "\t", "\r", "\n", "\u00a0"];

/** Without blanks at its ends; of blanks alone null. Most cells have none there: to look is a fifth of what it takes to cut. */
export const withoutBlanks = (cell: Sql): Sql => {
  const isOne = (end: Sql): Sql => sql`${cell}[${end}] in (${join(blanks.map(quoted), ", ")})`;
  return sql`case when ${isOne(sql`1`)} or ${isOne(sql`-1`)} then nullif(trim(${cell}, ${quoted(blanks.join(""))}), '') else ${cell} end`;
};
