/** Facts written anew in their order: of each stretch of rows of which one was deleted the engine holds memory for as long as the file is open. */
import { join, name, quoted, type Runner, type Sql, sql } from "../sql/index.ts";

/** Rows that the engine keeps track of together, and the bytes it holds of them once one is deleted. */
const stretch = { rows: 2_048, bytes: 16_384 };

/** By what tables lie where the order matters; what is asked of the others is asked of all their rows. */
const orders: ReadonlyMap<string, string> = new Map([
  ["leads", "created_at"],
  ["opportunities", "created_at"],
  ["lead_stocks", "from_at"],
  ["opportunity_stocks", "from_at"],
  ["responses", "received_at"],
  ["spend", "day"],
]);

export interface Held {
  readonly table: string;
  readonly bytes: number;
}

/** What deleted rows of the facts hold in memory, table by table, the most first. */
export const heldByDeleted = async (runner: Runner): Promise<readonly Held[]> => {
  const tables = await runner.rows(
    sql`select table_name as name from duckdb_tables() where schema_name = 'facts' and database_name = current_database()`,
  );
  if (tables.length === 0) return [];
  // Stretches that are whole, of those that there are; the last is seldom full.
  const lacking = tables.map(
    ({
      name: table,
    }): Sql => sql`select ${quoted(String(table))} as name, (coalesce(max(last) // ${stretch.rows}, 0) - count(*) filter (n = ${stretch.rows}))::integer as stretches
      from (select max(rowid) + 1 as last, count(*) as n from ${name(`facts.${String(table)}`)} group by rowid // ${stretch.rows})`,
  );
  const found = await runner.rows(
    sql`select * from (${join(lacking, " union all ")}) where stretches > 0 order by stretches desc`,
  );
  return found.map((row) => ({ table: String(row.name), bytes: Number(row.stretches) * stretch.bytes }));
};

/** Bytes: what deleted rows may hold, and what is left of it once it was more. */
const tolerated = { most: 8_000_000, left: 2_000_000 };

/** The tables to write anew: none while all hold less than `most`, else those that hold most until little is `left`. */
export const tablesToRewrite = (
  held: readonly Held[],
  { most, left }: { readonly most: number; readonly left: number } = tolerated,
): readonly string[] => {
  let rest = held.reduce((sum, { bytes }) => sum + bytes, 0);
  if (rest <= most) return [];
  return held.flatMap(({ table, bytes }) => {
    if (rest <= left) return [];
    rest -= bytes;
    return [table];
  });
};

/** One statement, so that whoever reads sees the table as it was or as it is, and a kill leaves one of both. The rows are the same. */
const rewrite = (runner: Runner, table: string): Promise<void> => {
  const order = orders.get(table);
  const all = name(`facts.${table}`);
  return runner.run(
    sql`create or replace table ${all} as select * from ${all} ${order === undefined ? sql`` : sql`order by ${name(order)}`}`,
  );
};

/** Writes these tables anew, one after the other; `onStep` hears how many are done. */
export const rewriteFacts = async (
  runner: Runner,
  tables: readonly string[],
  onStep?: (done: number, of: number) => void,
): Promise<void> => {
  for (const [index, table] of tables.entries()) {
    onStep?.(index, tables.length);
    await rewrite(runner, table);
  }
};

/** Gives back the memory that deleted rows of the facts hold, where that is worth it. */
export const tidyFacts = async (runner: Runner, onStep?: (done: number, of: number) => void): Promise<void> =>
  rewriteFacts(runner, tablesToRewrite(await heldByDeleted(runner)), onStep);
