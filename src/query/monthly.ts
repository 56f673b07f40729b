/** The statements that take a part by local month and credited person: by day and person there would be as many rows as records. */
import type { Part } from "../kinds/index.ts";
import { name, type Sql, sql } from "../sql/index.ts";
import { type DistinctColumn, nearest } from "./daily.ts";
import { filtered, list, split } from "./select.ts";
import type { Selection } from "./selection.ts";

/** Whole numbers are grouped in a quarter of the time that dates take. */
const monthOf = (column: Sql): Sql => sql`(year(${column}) * 12 + month(${column}) - 1)::integer`;

const firstDayOf = (month: Sql): Sql => sql`make_date(${month} // 12, ${month} % 12 + 1, 1)`;

const places = list([
  ...[sql`day`, sql`before`, sql`after`].map((one) => sql`${firstDayOf(sql`q.${one}`)} as ${one}`),
  ...[sql`key`, sql`person`].map((one) => sql`q.${one}`),
]);

/** The keys of a row: a stage, or 0; and who is credited, 0 where nobody is. */
const keysOf = (selection: Selection): { readonly key: Sql; readonly own: Sql } => {
  const { keys } = split(selection);
  const [own = sql`null`] = keys.slice(-1);
  return { key: keys.length > 1 ? (keys[0] ?? sql`0`) : sql`0`, own };
};

/**
 * Where no record counts for another and each is credited to one: those of each local day, of all people, and those of each local month
 * and person, of the same records at once.
 */
export const jointStatement = (
  part: Part,
  selection: Selection,
  withExclusions: boolean,
  sums: readonly Sql[],
): Sql => {
  const { key, own } = keysOf(selection);
  const columns = list([
    sql`r.day as g_day, ${monthOf(sql`r.day`)} as g_month`,
    sql`(${key})::integer as g_key, coalesce(${own}, 0)::integer as g_person`,
  ]);
  const source = sql`select r.*, ${columns} from ${filtered(part, selection, "cells", withExclusions ? sql`true` : sql`r.excluded is null`)}`;
  return sql`select coalesce(q.g_day, ${firstDayOf(sql`q.g_month`)}) as day, q.g_key as key, q.g_person as person, null::date as before, null::date as after,
      q.* exclude (g_day, g_month, g_key, g_person)
    from (select r.g_day, r.g_month, r.g_key, r.g_person, ${list(sums)} from (${source}) r
      group by grouping sets ((r.g_day, r.g_key), (r.g_month, r.g_key, r.g_person))) q`;
};

/** Where one record counts for several of the same person: in a month in which another counts in its stead it never does. */
const isAloneInMonth = sql`(r.before is null or ${monthOf(sql`r.before`)} < ${monthOf(sql`r.day`)})
  and (r.after is null or ${monthOf(sql`r.after`)} > ${monthOf(sql`r.day`)})`;

/** Columns of each local month, told by its first day: `day`, `before`, `after`, `key`, `person`, then the sums in the order given. */
export const monthlyStatement = (
  part: Part,
  selection: Selection,
  withExclusions: boolean,
  sums: readonly Sql[],
): Sql => {
  const { reduce } = part.population;
  const from = filtered(part, selection, "cells", withExclusions ? sql`true` : sql`r.excluded is null`);
  const { key, own } = keysOf(selection);
  const around = reduce === undefined ? sql`null::date as before, null::date as after` : nearest(reduce, [own]);
  const source = sql`(select r.*, ${around} from ${from}) r ${reduce === undefined ? sql`` : sql`where ${isAloneInMonth}`}`;
  const months = list([sql`day`, sql`before`, sql`after`].map((one) => sql`${monthOf(sql`r.${one}`)} as ${one}`));
  return sql`select ${places}, q.* exclude (day, before, after, key, person) from (
    select ${months}, (${key})::integer as key, coalesce(${own}, 0)::integer as person, ${list(sums)} from ${source} group by 1, 2, 3, 4, 5) q`;
};

/** The same of things that count once for each person, in the first of their months. */
export const monthlyDistinctStatement = (
  part: Part,
  selection: Selection,
  { thing, where }: DistinctColumn,
  as: string,
): Sql => {
  const { own } = keysOf(selection);
  const months = sql`select distinct ${monthOf(sql`r.day`)} as day, coalesce(${own}, 0)::integer as person, ${thing} as thing
    from ${filtered(part, selection, "cells", where)} and ${thing} is not null`;
  return sql`select ${places}, q.n, q.n as ${name(as)} from (
    select d.day, d.before, null::integer as after, 0::integer as key, d.person, count(*) as n
    from (select m.*, lag(m.day) over (partition by m.person, m.thing order by m.day) as before from (${months}) m) d group by all) q`;
};
