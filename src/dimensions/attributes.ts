/**
 * By a column that our model does not know, kept as the source wrote it but for blanks at its ends: `attribute.<name>` of the record itself, or one of its account,
 * its campaign or the person who is credited, as `account.attribute.<name>`.
 */
import { name as identifier, memberPath, type Sql, sql } from "../sql/index.ts";
import type { Dimension, DimensionContext } from "./dimension.ts";

const mark = "attribute.";

/** Whose attributes can be asked for beside the record's own: known by the dimension that names it. */
const homes: readonly {
  readonly of: "account" | "campaign" | "person";
  readonly table: string;
  readonly number: string;
  readonly no: (context: DimensionContext) => Sql;
}[] = [
  { of: "account", table: "accounts", number: "account_no", no: () => sql`r.account_no` },
  { of: "campaign", table: "campaigns", number: "campaign_no", no: () => sql`r.campaign_no` },
  { of: "person", table: "people", number: "person_no", no: ({ person }) => person },
];

/** Of which record an attribute is, and what it is called there; nothing where the id is of no attribute. `of` is null: the record's own. */
export const attributeNamed = (
  id: string,
): { readonly of: "account" | "campaign" | "person" | null; readonly name: string } | undefined => {
  const home = homes.find(({ of }) => id.startsWith(`${of}.${mark}`));
  const start = home === undefined ? mark : `${home.of}.${mark}`;
  if (!id.startsWith(start) || id.length === start.length) return undefined;
  return { of: home?.of ?? null, name: id.slice(start.length) };
};

/** The id of an attribute. */
export const attributeId = (of: "account" | "campaign" | "person" | null, called: string): string =>
  `${of === null ? "" : `${of}.`}${mark}${called}`;

export const attribute = (id: string): Dimension | undefined => {
  const named = attributeNamed(id);
  if (named === undefined) return undefined;
  const path = memberPath(named.name);
  const home = homes.find(({ of }) => of === named.of);
  if (home === undefined)
    return {
      id,
      name: named.name,
      keys: "word",
      key: () => sql`json_extract_string(r.attributes, ${path})`,
      nothing: "None",
    };
  const joined = `d_${home.of}_told`;
  return {
    id,
    name: named.name,
    keys: "word",
    join: (context) =>
      sql`left join ${identifier(home.table)} ${identifier(joined)} on ${identifier(`${joined}.${home.number}`)} = ${home.no(context)} and ${identifier(`${joined}.recorded_at`)} <= ${context.asOf}`,
    key: () => sql`json_extract_string(${identifier(`${joined}.attributes`)}, ${path})`,
    nothing: "None",
    ...(home.of === "person" ? { ofPeople: true } : {}),
  };
};
