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
  return sql`left join ${table} ${a} on ${a}.no = ${no} and ${inForce(a, at)}`;
};

/** The span's beginning and end, for ever written as such: an `or` in an outer join makes DuckDB try every pair of rows. */
const beginOf = (span: Sql): Sql => sql`coalesce(${span}.from_at, timestamp '-infinity')`;
const endOf = (span: Sql): Sql => sql`coalesce(${span}.to_at, timestamp 'infinity')`;

/** The span holds at the instant. */
export const inForce = (span: Sql, at: Sql): Sql => sql`${beginOf(span)} <= ${at} and ${endOf(span)} > ${at}`;

/** The span and `[from, to)` have an instant in common; `to` null: for ever. */
export const meets = (span: Sql, from: Sql, to: Sql): Sql =>
  sql`${endOf(span)} > ${from} and ${beginOf(span)} < coalesce(${to}, timestamp 'infinity')`;

/** A history covers all time, so that a record with one always finds its span. */
export const owner = (alias: string, column: Sql): Sql => {
  const a = name(alias);
  return sql`case when ${a}.no is null then ${column} else ${a}.value end`;
};
