/** How many rows there are, and how many a statement wrote. */
import type { Session } from "../../engines/index.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";

export const count = async (session: Session, query: Sql): Promise<number> => {
  const [row] = await session.rows<{ n: number }>(sql`select count(*)::double as n from ${query}`);
  return row?.n ?? 0;
};

/** Runs a statement that writes, and says how many rows it wrote. */
export const change = async (session: Session, statement: Sql): Promise<number> => {
  const [row] = await session.rows<{ Count: number }>(statement);
  return row?.Count ?? 0;
};

/** The rows of several tables, asked for at once. */
export const sizesOf = async (session: Session, tables: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const counts = tables.map((table) => sql`select ${quoted(table)} as name, count(*)::double as n from ${name(table)}`);
  const rows = await session.rows<{ name: string; n: number }>(join(counts, " union all "));
  return new Map(rows.map((row) => [row.name, row.n]));
};
