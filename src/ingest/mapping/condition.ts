/** For which rows a value is taken, and flags as any system writes them. */
import { and, join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import type { Condition } from "./expression-schema.ts";
import type { RelationColumn } from "./relation.ts";

interface Row {
  /** Of the rows with the alias `m`; null when no file has it. */
  readonly column: (label: string) => RelationColumn | null;
  readonly used: (label: string) => void;
}

const yes = [
  "1",
  "true",
  "yes",
  "y",
  "t",
  "x",
  "1.0",
  "ja",
  "wahr",
  "vrai",
  "oui",
  "sí",
  "si",
  "sì",
  "sim",
  "verdadero",
  "vero",
  "waar",
];
const no = ["0", "false", "no", "n", "f", "", "0.0", "nein", "falsch", "faux", "non", "nee", "não", "falso", "onwaar"];
const oneOf = (text: Sql, words: readonly string[]): Sql =>
  sql`lower(coalesce(${text}, '')) in (${join(words.map(quoted), ", ")})`;

/** Flags as any system writes them; what is none stays, to be reported. */
export const flagText = (value: Sql): Sql =>
  sql`case when ${value} is null then null when ${oneOf(value, yes)} then 'true' when ${oneOf(value, no)} then 'false' else ${value} end`;

export const conditionSql = (condition: Condition, row: Row): Sql =>
  and(
    Object.entries(condition).map(([label, wanted]) => {
      row.used(label);
      const column = row.column(label);
      const text = column === null ? sql`null::varchar` : name(`m.${column.text}`);
      const among = (values: readonly string[]) => join(values.map(quoted), ", ");
      if (Array.isArray(wanted)) return sql`coalesce(${text}, '') in (${among(wanted)})`;
      if ("yes" in wanted) return wanted.yes ? oneOf(text, yes) : sql`not ${oneOf(text, yes)}`;
      if ("like" in wanted) return sql`coalesce(${text}, '') like ${quoted(likePattern(wanted.like))} escape '!'`;
      if ("unlike" in wanted)
        return sql`coalesce(${text}, '') not like ${quoted(likePattern(wanted.unlike))} escape '!'`;
      if ("not" in wanted) return sql`coalesce(${text}, '') not in (${among(wanted.not)})`;
      return wanted.empty ? sql`${text} is null` : sql`${text} is not null`;
    }),
  );

const likePattern = (glob: string): string => glob.replaceAll(/[!%_]/g, (sign) => `!${sign}`).replaceAll("*", "%");
