/** The time a record spent in a stage, over all its visits, until it was first beyond it. */
import { type Runner, type Sql, sql } from "../sql/index.ts";
import { type FactsContext, fact, localDay } from "./context.ts";
import { inForce } from "./owners.ts";
import { firstPipeline } from "./process.ts";

/**
 * `stays(object, no, rung, stage_no, entered_at, status, ends_at, days, open_since, excluded)`: `status` 1 advanced, 2 lost, 0 not
 * finished; `days` are those of finished visits, `open_since` the entry of one that goes on.
 * A record that had been beyond the stage before it entered it has no stay there.
 */
export const buildStays = async (runner: Runner, context: FactsContext): Promise<void> => {
  const reaches = fact(context, "reaches");
  await runner.run(sql`create or replace table ${fact(context, "stays")} as
    with bounded as (
      select r.object, r.no, r.rung, r.stage_no, r.entered_at, r.owner_no, r.reached_at, nullif(r.stood_until, timestamp 'infinity') as left_at,
        case when r.next_reached_at is not null and (r.lost_at is null or r.next_reached_at <= r.lost_at) then 1 when r.lost_at is not null then 2 else 0 end::tinyint as status,
        least(r.next_reached_at, r.lost_at) as ends_at,
        coalesce(r.excluded, case when r.no_close_date then 'no_close_date' when r.is_entry_unknown then 'unknown_entry' end) as excluded
      from ${reaches} r
      where r.entered_at is not null and r.stage_no is not null and (r.next_reached_at is null or r.next_reached_at > r.entered_at
        or (r.next_reached_at = r.entered_at and (r.object, r.no, r.rung) not in (
          select (t.object, t.no, t.rung) from ${reaches} t join ${fact(context, "stage_visits")} v on v.object = t.object and v.no = t.no and v.rung > t.rung and v.visit < t.visit
          where t.next_reached_at = t.entered_at)))
    ),
    again as (
      select b.object, b.no, b.rung, sum(${spent(sql`v.entered_at`, sql`v.left_at`)}) as us, max(v.entered_at) filter (v.left_at is null and b.ends_at is null) as open_since
      from ${fact(context, "revisits")} v join bounded b on b.object = v.object and b.no = v.no and b.rung = v.rung group by b.object, b.no, b.rung
    ),
    timed as (
      select b.object, b.no, b.rung, b.stage_no, b.entered_at, b.status, b.ends_at, b.owner_no, b.reached_at,
        (coalesce(${spent(sql`b.entered_at`, sql`b.left_at`)}, 0) + coalesce(a.us, 0)) / 86400000000.0 as days,
        greatest(case when b.left_at is null and b.ends_at is null then b.entered_at end, a.open_since) as open_since, b.excluded
      from bounded b left join again a on a.object = b.object and a.no = b.no and a.rung = b.rung
      union all
      select object, no, 1::tinyint, p.stage_no, created_at, 0::tinyint, created_at, owner_no, null, 0.0, null, coalesce(excluded, 'no_close_date') from (
        select 1::tinyint as object, no, coalesce(pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no, created_at, excluded, owner_no from ${fact(context, "opportunity_core")} where no_close_date
        union all select 0::tinyint, no, ${firstPipeline(context, 0)}, created_at, excluded, owner_no from ${fact(context, "lead_core")} where no_close_date
      ) c join ${fact(context, "ladders")} p using (object, pipeline_no) where p.rung = 1 and p.stage_no is not null
    )
    select t.* exclude (owner_no, reached_at, excluded), t.excluded::enum('merged', 'test', 'deleted', 'void', 'no_close_date', 'unknown_entry') as excluded, ${localDay(context, sql`t.entered_at`)} as entered_day, ${localDay(context, sql`t.ends_at`)} as ends_day,
      case when wo.no is not null then wo.value when wl.no is not null then wl.value else t.owner_no end as owner_no
    from timed t
      left join ${fact(context, "opportunity_owner_spans")} wo on wo.no = case when t.object = 1 and t.reached_at is distinct from t.entered_at then t.no end and ${inForce(sql`wo`, sql`t.entered_at`)}
      left join ${fact(context, "lead_owner_spans")} wl on wl.no = case when t.object = 0 and t.reached_at is distinct from t.entered_at then t.no end and ${inForce(sql`wl`, sql`t.entered_at`)}`);
};

/** Microseconds of a visit until the stay ended; `null` where neither is known. */
const spent = (entered: Sql, left: Sql): Sql =>
  sql`case when coalesce(${left}, b.ends_at) is not null then greatest(epoch_us(least(${left}, b.ends_at)) - epoch_us(${entered}), 0) end`;
