/** Whose a record was at an instant: the join that every fact with a credit uses. */
import { name, type Sql, sql } from "../sql/index.ts";
import { type FactsContext, fact } from "./context.ts";
import { historyTables } from "./spans.ts";

/** One look-up: `alias.value` holds after the join; `owner(alias)` reads it, falling back to the record's own column. */
export const joinOwner = (
  context: FactsContext,
  kind: "lead" | "opportunity",
  alias: string,
  no: Sql,
  at: Sql,
): Sql => {
  const table = fact(context, historyTables[kind]);
  const a = name(alias);
  return sql`left join ${table} ${a} on ${a}.no = ${no} and (${a}.from_at is null or ${a}.from_at <= ${at}) and (${a}.to_at is null or ${a}.to_at > ${at})`;
};

/** A history covers all time, so that a record with one always finds its span. */
export const owner = (alias: string, column: Sql): Sql => {
  const a = name(alias);
  return sql`case when ${a}.no is null then ${column} else ${a}.value end`;
};
