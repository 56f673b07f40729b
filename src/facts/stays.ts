/** The time a record spent in a stage, over all its visits, until it was first beyond it. */
import { type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { type FactsContext, fact, localDay } from "./context.ts";
import { joinOwner } from "./owners.ts";
import { firstPipeline } from "./process.ts";

/**
 * `stays(object, no, rung, stage_no, entered_at, status, ends_at, days, open_since, excluded)`: `status` 1 advanced, 2 lost, 0 not
 * finished; `days` are those of finished visits, `open_since` the entry of one that goes on.
 * A record that had been beyond the stage before it entered it has no stay there.
 */
export const buildStays = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "stays")} as
    select * from (${staysOf(context, 1)}) union all select * from (${staysOf(context, 0)})`);
};

const staysOf = (context: FactsContext, object: 0 | 1): Sql => {
  const kind = object === 0 ? "lead" : "opportunity";
  const pipeline = object === 0 ? firstPipeline(context, 0) : sql`coalesce(pipeline_no, ${firstPipeline(context, 1)})`;
  const reaches = sql`(select *, least(next_reached_at, lost_at) as ends_at from ${fact(context, "reaches")} where object = ${whole(object)} and entered_at is not null and stage_no is not null)`;
  return sql`with beyond as (
      select distinct t.no, t.rung from ${reaches} t join ${fact(context, "stage_visits")} v on v.object = ${whole(object)} and v.no = t.no and v.rung > t.rung and v.visit < t.visit
      where t.next_reached_at = t.entered_at
    ),
    again as (
      select b.no, b.rung, sum(${spent(sql`v.entered_at`, sql`v.left_at`)}) as us, max(v.entered_at) filter (v.left_at is null and b.ends_at is null) as open_since
      from ${fact(context, "revisits")} v join ${reaches} b on v.object = ${whole(object)} and b.no = v.no and b.rung = v.rung group by b.no, b.rung
    ),
    bounded as (
      select r.no, r.rung, r.stage_no, r.entered_at, r.owner_no, r.reached_at, nullif(r.stood_until, timestamp 'infinity') as left_at,
        case when r.next_reached_at is not null and (r.lost_at is null or r.next_reached_at <= r.lost_at) then 1 when r.lost_at is not null then 2 else 0 end::tinyint as status, r.ends_at,
        coalesce(r.excluded, case when r.no_close_date then 'no_close_date' when r.is_entry_unknown then 'unknown_entry' end) as excluded
      from ${reaches} r left join beyond x on x.no = r.no and x.rung = r.rung
      where r.next_reached_at is null or r.next_reached_at > r.entered_at or (r.next_reached_at = r.entered_at and x.no is null)
    ),
    timed as (
      select b.no, b.rung, b.stage_no, b.entered_at, b.status, b.ends_at, b.owner_no, b.reached_at,
        (coalesce(${spent(sql`b.entered_at`, sql`b.left_at`)}, 0) + coalesce(a.us, 0)) / 86400000000.0 as days,
        greatest(case when b.left_at is null and b.ends_at is null then b.entered_at end, a.open_since) as open_since, b.excluded
      from bounded b left join again a on a.no = b.no and a.rung = b.rung
      union all
      select c.no, 1::tinyint, p.stage_no, c.created_at, 0::tinyint, c.created_at, c.owner_no, null, 0.0, null, coalesce(c.excluded, 'no_close_date')
      from (select no, ${pipeline} as pipeline_no, created_at, excluded, owner_no from ${fact(context, `${kind}_core`)} where no_close_date) c
        join ${fact(context, "ladders")} p on p.object = ${whole(object)} and p.pipeline_no = c.pipeline_no where p.rung = 1 and p.stage_no is not null
    )
    select ${whole(object)}::tinyint as object, t.* exclude (owner_no, reached_at, excluded), t.excluded::enum('merged', 'test', 'deleted', 'void', 'no_close_date', 'unknown_entry') as excluded, ${localDay(context, sql`t.entered_at`)} as entered_day, ${localDay(context, sql`t.ends_at`)} as ends_day,
      case when ow.no is not null and t.reached_at is distinct from t.entered_at then ow.value else t.owner_no end as owner_no
    from timed t ${joinOwner(context, kind, "ow", sql`t.no`, sql`t.entered_at`)}`;
};

/** Microseconds of a visit until the stay ended; `null` where neither is known. */
const spent = (entered: Sql, left: Sql): Sql =>
  sql`case when coalesce(${left}, b.ends_at) is not null then greatest(epoch_us(least(${left}, b.ends_at)) - epoch_us(${entered}), 0) end`;
