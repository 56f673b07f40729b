/** Records that are listed: one page of them, or all, in portions that fit into memory. */
import type { Frame } from "../kinds/index.ts";
import { instant, join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import type { RecordPage, RecordRow } from "./asker.ts";

export interface Listing {
  /** The records themselves. */
  readonly chosen: Sql;
  /** How each is shown: `select` with `id`, `label`, `object`, `day`, `person`, `amount` and details named `d_...` from them, called `q`. */
  readonly shown: Sql;
  /** Where a row does not say it: what they are. */
  readonly object: string;
}

const either = (table: string, alias: string, key: string, object: 0 | 1): Sql =>
  sql`left join ${name(table)} ${name(alias)} on ${name(`${alias}.${key}`)} = case when q.object = ${whole(object)} then q.no end`;

/** Ids and names of leads and of opportunities: a condition on `q` alone would make DuckDB try every pair of rows. */
export const ofEither: Sql = join(
  [
    either("lead_ids", "il", "no", 0),
    either("opportunity_ids", "io", "no", 1),
    either("leads", "ol", "lead_no", 0),
    either("opportunities", "oo", "opportunity_no", 1),
  ],
  " ",
);

/** Who stands beside `q`, of those who were known then: by their name, with their id where others are called the same, else by the id that the source wrote. */
export const ofPerson = ({ asOf }: Pick<Frame, "asOf">): Sql => {
  const known = sql`(select * from people where recorded_at <= ${instant(asOf)})`;
  return sql`left join ${known} wp on wp.person_no = q.person_no left join person_ids wi on wi.no = q.person_no
  left join (select name as shared from ${known} group by name having count(*) > 1) wn on wn.shared = wp.name`;
};
export const personName = sql`coalesce(wp.name || case when wn.shared is null then '' else ' (' || wi.id || ')' end, wi.id)`;

const toRows = (rows: readonly Record<string, unknown>[], object: string): RecordRow[] =>
  rows.map((row) => ({
    id: String(row.id),
    object: typeof row.object === "number" ? (row.object === 0 ? "lead" : "opportunity") : object,
    label: String(row.label ?? row.id),
    day: typeof row.day === "string" ? row.day : null,
    person: typeof row.person === "string" ? row.person : null,
    amount: typeof row.amount === "number" ? row.amount : null,
    detail: Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => key.startsWith("d_"))
        .map(([key, value]) => [
          key.slice(2),
          typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null,
        ]),
    ),
  }));

const countOf = async (runner: Runner, { chosen }: Listing): Promise<number> => {
  const [count] = await runner.rows(sql`select count(*) as n from (${chosen})`);
  return Number(count?.n ?? 0);
};

/** The same on every page: what has one day and one id is told apart by all that is shown; what is alike there is alike. */
const order = sql`day, id, hash(s)`;

/** null: there is nothing to list. */
export const pageOf = async (
  runner: Runner,
  listing: Listing | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<RecordPage> => {
  if (listing === null) return { total: 0, rows: [] };
  const { chosen, shown, object } = listing;
  const total = await countOf(runner, listing);
  const rows = await runner.rows(
    sql`with q as (${chosen}) select s.* from (${shown}) s order by ${order} limit ${whole(limit)} offset ${whole(offset)}`,
  );
  return { total, rows: toRows(rows, object) };
};

/** All of them in the order of the pages, asked once: at least one portion, of up to `size`. */
export async function* portionsOf(runner: Runner, listing: Listing | null, size: number): AsyncGenerator<RecordPage> {
  if (listing === null) return yield { total: 0, rows: [] };
  const { chosen, shown, object } = listing;
  await runner.run(
    sql`create or replace temp table listed as with q as (${chosen}) select s.*, row_number() over (order by ${order}) as position from (${shown}) s`,
  );
  const [count] = await runner.rows(sql`select count(*) as n from listed`);
  const total = Number(count?.n ?? 0);
  for (let from = 0; from === 0 || from < total; from += size) {
    const rows = await runner.rows(
      sql`select * exclude (position) from listed where position > ${whole(from)} and position <= ${whole(from + size)} order by position`,
    );
    yield { total, rows: toRows(rows, object) };
  }
  await runner.run(sql`drop table listed`);
}
