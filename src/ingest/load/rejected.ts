/** Rows that were left out, each with everything that was found about it: set aside so that they can be mended and imported again. */
import type { Session } from "../../engines/index.ts";
import { join, quoted, sql } from "../../sql/index.ts";

/** How a finding says that its row was left out, whoever found it. */
export const leftOut = "the row was left out";

/** What could not be read as a row at all. */
const unreadable = ["ragged_row", "bad_quote", "nul_byte", "field_too_long", "bad_json"].map(quoted);

const rejecting = sql`(code in (${join(unreadable, ", ")}) or contains(reason, ${quoted(leftOut)}))`;

/** Rows of the batch that could not be read, by table; those of files that fill several tables under an empty name. */
export const unreadableRows = async (session: Session): Promise<ReadonlyMap<string, number>> => {
  const rows = await session.rows<{ name: string; n: number }>(
    sql`select coalesce(table_name, '') as name, count(*)::double as n from found where code in (${join(unreadable, ", ")}) group by all`,
  );
  return new Map(rows.map((row) => [row.name, row.n]));
};

/**
 * Writes `(file, line, code, column_name, value, reason, rejects)` of everything that was found about rows into a Parquet file,
 * from the findings that the loading of a batch left behind in this session; how many rows there are. No place is asked for when there is none.
 */
export const setRejectedAside = async (session: Session, place: () => Promise<string>): Promise<number> => {
  const [count] = await session.rows<{ n: number }>(
    sql`select count(distinct (file, line))::double as n from found where line is not null and ${rejecting}`,
  );
  const rows = count?.n ?? 0;
  if (rows === 0) return 0;
  const path = await place();
  // Which rows are meant is looked up when they are written, some at a time: here all of them would be held in memory.
  const about = sql`select file, line, code, column_name, value, reason, ${rejecting} as rejects from found where line is not null`;
  await session.run(sql`copy (${about} order by file, line) to ${quoted(path)} (format parquet)`);
  return rows;
};
