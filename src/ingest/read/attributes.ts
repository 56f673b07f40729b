/** The columns that the model does not know, as the text of one JSON object. */
import { join, quoted, type Sql, sql } from "../../sql/index.ts";
import { withoutBlanks } from "./blanks.ts";

export interface Attribute {
  readonly name: string;
  /** A text, or null: then it is left out. */
  readonly value: Sql;
}

/** Null when none has a value; what one says has no blanks at its ends. Written by concatenation: building maps row by row was the slower way by far. */
export const attributesText = (attributes: readonly Attribute[]): Sql => {
  if (attributes.length === 0) return sql`null::varchar`;
  const members = join(
    attributes.map(
      ({ name, value }) =>
        sql`${quoted(`${JSON.stringify(name)}:`)} || to_json(nullif(${withoutBlanks(value)}, ''))::varchar`,
    ),
    ", ",
  );
  return sql`nullif('{' || concat_ws(',', ${members}) || '}', '{}')`;
};
