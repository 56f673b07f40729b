/** The columns that the model does not know, as the text of one JSON object. */
import { join, quoted, type Sql, sql } from "../../sql/index.ts";

export interface Attribute {
  readonly name: string;
  /** A text, or null: then it is left out. */
  readonly value: Sql;
}

/** What stands at the ends of a cell and nobody sees. */
const blanks = " \t\r\n\u00a0";

/** Null when none has a value; what one says has no blanks at its ends. Written by concatenation: building maps row by row was the slower way by far. */
export const attributesText = (attributes: readonly Attribute[]): Sql => {
  if (attributes.length === 0) return sql`null::varchar`;
  const members = join(
    attributes.map(
      ({ name, value }) =>
        sql`${quoted(`${JSON.stringify(name)}:`)} || to_json(nullif(trim(${value}, ${quoted(blanks)}), ''))::varchar`,
    ),
    ", ",
  );
  return sql`nullif('{' || concat_ws(',', ${members}) || '}', '{}')`;
};
