/** One value written in several ways: each of them stands alone wherever records are split by it. */
import { name, quoted, type Sql, sql } from "../sql/index.ts";
import type { WholeCheck } from "./checks-whole.ts";
import { asOf, type FactsContext, fact } from "./context.ts";

interface Told {
  readonly table: "leads" | "opportunities" | "campaigns" | "accounts";
  readonly column: string;
  /** Of records that may be left out, the column of their numbers. */
  readonly no?: string;
}

const told: readonly Told[] = [
  { table: "leads", column: "source", no: "lead_no" },
  { table: "campaigns", column: "channel" },
  { table: "opportunities", column: "product", no: "opportunity_no" },
  ...["segment", "industry", "country"].map((column): Told => ({ table: "accounts", column })),
];

const isCounted = ({ table, no }: Told, context: FactsContext): Sql =>
  no === undefined
    ? sql`t.recorded_at <= ${asOf(context)}`
    : sql`t.${name(no)} in (select no from ${fact(context, table)} where excluded is null)`;

/** `Website` and `web-site` are one; of `1.0` and `10`, of `C` and `C++` nobody can say so. */
const bare = (text: Sql): Sql => sql`lower(regexp_replace(nfc_normalize(${text}), '[\\s_-]', '', 'g'))`;

const writtenInSeveralWays = (one: Told, context: FactsContext): Sql => {
  const { table, column } = one;
  return sql`select string_agg(way || ' (' || n || ')', ', ' order by n desc, way) as value,
      ${quoted(`name one ${column} in `)} || count(*) || ' ways: each stands alone in a split' as reason
    from (select t.${name(column)} as way, count(*) as n from ${name(table)} t where t.${name(column)} is not null and ${isCounted(one, context)} group by 1)
    where ${bare(sql`way`)} <> '' group by ${bare(sql`way`)} having count(*) > 1`;
};

export const valueChecks: readonly WholeCheck[] = told.map((one) => ({
  code: "several_spellings",
  table: one.table,
  query: (context) => writtenInSeveralWays(one, context),
}));
