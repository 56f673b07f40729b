/** The time a record spent in a stage, over all its visits, until it was first beyond it. */
import { type Runner, sql } from "../sql/index.ts";
import { code, type FactsContext, fact, localDay } from "./context.ts";
import { inForce } from "./owners.ts";
import { firstPipeline } from "./process.ts";

/**
 * `stays(object, no, rung, stage_no, entered_at, status, ends_at, days, open_since, excluded)`: `status` 1 advanced, 2 lost, 0 not
 * finished; `days` are those of finished visits, `open_since` the entry of one that goes on.
 * A record that had been beyond the stage before it entered it has no stay there.
 */
export const buildStays = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "stays")} as
    with visits as (select * from ${fact(context, "stage_visits")} where rung is not null),
    entries as (
      select object, no, rung, min(stage_no) as stage_no, min(entered_at) as entered_at, min(visit) as visit, bool_or(has_history) as has_history
      from visits group by object, no, rung
    ),
    ends as (
      select 1::tinyint as object, no, case when category = ${code("won")} then closed_at end as won_at,
        case when category in (${code("lost")}, ${code("no_decision")}) then closed_at end as lost_at, starts_unknown, no_close_date, excluded, owner_no from ${fact(context, "opportunity_core")}
      union all
      select 0::tinyint, no, link_at, lost_at, starts_unknown, no_close_date, excluded, owner_no from ${fact(context, "lead_core")}
    ),
    beyond as (
      select e.object, e.no, e.rung, e.stage_no, e.entered_at, e.visit, e.has_history, n.lost_at, n.starts_unknown, n.excluded, n.no_close_date, n.owner_no,
        least(n.won_at, min(e.entered_at) over (partition by e.object, e.no order by e.rung rows between 1 following and unbounded following)) as beyond_at
      from entries e join ends n on n.object = e.object and n.no = e.no
    ),
    bounded as (
      select *, case when beyond_at is not null and (lost_at is null or beyond_at <= lost_at) then 1 when lost_at is not null then 2 else 0 end::tinyint as status,
        least(beyond_at, lost_at) as ends_at
      from beyond where beyond_at is null or beyond_at > entered_at
        or (beyond_at = entered_at and not exists (select 1 from visits v where v.object = beyond.object and v.no = beyond.no and v.rung > beyond.rung and v.visit < beyond.visit))
    ),
    timed as (
      select b.object, b.no, b.rung, b.stage_no, b.entered_at, b.status, b.ends_at, b.owner_no,
        coalesce(sum(greatest(epoch_us(least(v.left_at, b.ends_at)) - epoch_us(v.entered_at), 0)) filter (coalesce(v.left_at, b.ends_at) is not null), 0) / 86400000000.0 as days,
        max(v.entered_at) filter (v.left_at is null and b.ends_at is null) as open_since,
        coalesce(b.excluded, case when b.no_close_date then 'no_close_date' when not b.has_history then 'unknown_entry' when b.starts_unknown and b.visit = 2 then 'unknown_entry' end) as excluded
      from bounded b join visits v on v.object = b.object and v.no = b.no and v.rung = b.rung
      group by all
      union all
      select object, no, 1::tinyint, p.stage_no, created_at, 0::tinyint, created_at, owner_no, 0.0, null, coalesce(excluded, 'no_close_date') from (
        select 1::tinyint as object, no, coalesce(pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no, created_at, excluded, owner_no from ${fact(context, "opportunity_core")} where no_close_date
        union all select 0::tinyint, no, ${firstPipeline(context, 0)}, created_at, excluded, owner_no from ${fact(context, "lead_core")} where no_close_date
      ) c join ${fact(context, "ladders")} p using (object, pipeline_no) where p.rung = 1 and p.stage_no is not null
    )
    select t.* exclude (owner_no), ${localDay(context, sql`t.entered_at`)} as entered_day, ${localDay(context, sql`t.ends_at`)} as ends_day,
      case when wo.no is not null then wo.value when wl.no is not null then wl.value else t.owner_no end as owner_no
    from timed t
      left join ${fact(context, "opportunity_owner_spans")} wo on wo.no = case when t.object = 1 then t.no end and ${inForce(sql`wo`, sql`t.entered_at`)}
      left join ${fact(context, "lead_owner_spans")} wl on wl.no = case when t.object = 0 then t.no end and ${inForce(sql`wl`, sql`t.entered_at`)}
    order by t.entered_at`);
};
