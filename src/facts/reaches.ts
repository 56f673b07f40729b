/** Each rung of its ladder that a record reached, and when: skipped ones are imputed, and winning (or linking) reaches them all. */
import { type Runner, sql } from "../sql/index.ts";
import { code, daysBetween, type FactsContext, fact, localDay } from "./context.ts";
import { inForce } from "./owners.ts";
import { firstPipeline } from "./process.ts";

/**
 * `reaches(object, no, rung, stage_no, reached_at, next_reached_at, entered_at, ...)`: `reached_at` the earliest entry into the rung or
 * a later one; `next_reached_at` the same of the next rung, null if never, `next_days` how long after; `entered_at` to `stood_until` the
 * first visit to the stage itself, `is_entry_unknown` where nobody knows since when; `owner_no` whose it was when reached; `excluded`, `no_close_date` and `lost_at` are the record's own.
 * `revisits(object, no, rung, entered_at, left_at)`: later visits to the same stage.
 */
export const buildReaches = async (runner: Runner, context: FactsContext): Promise<void> => {
  const ladders = fact(context, "ladders");
  await runner.run(sql`create or replace table ${fact(context, "reaches")} as
    with places as (
      select 1::tinyint as object, o.no, coalesce(o.pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no,
        case when o.category = ${code("won")} then o.closed_at end as ends_at, o.no_close_date, o.excluded, o.owner_no, o.starts_unknown,
        case when o.no_close_date then o.created_at end as first_rung_at, case when o.category in (${code("lost")}, ${code("no_decision")}) then o.closed_at end as lost_at
      from ${fact(context, "opportunity_core")} o
      union all
      select 0::tinyint, l.no, ${firstPipeline(context, 0)}, l.link_at, l.no_close_date, l.excluded, l.owner_no, l.starts_unknown, case when l.no_close_date then l.created_at end, l.lost_at
      from ${fact(context, "lead_core")} l
    ),
    entries as (
      select object, no, rung, min(entered_at) as instant_at, arg_min(coalesce(left_at, timestamp 'infinity'), visit) as stood_until, min(visit) as visit,
        bool_or(has_history) as has_history, count(*) filter (next_rung < rung)::smallint as regressions
      from ${fact(context, "stage_visits")} where rung is not null group by object, no, rung
    ),
    tops as (
      select p.*, case when p.ends_at is not null then l.rung else greatest(e.rung, case when p.first_rung_at is not null then 1 end) end as top_rung, l.rung as end_rung
      from places p join ${ladders} l on l.object = p.object and l.pipeline_no = p.pipeline_no and l.stage_no is null
        left join (select object, no, max(rung) as rung from entries group by object, no) e on e.object = p.object and e.no = p.no
    ),
    rungs as (
      select t.object, t.no, l.rung, l.stage_no, l.qualifies, t.owner_no, t.excluded, t.no_close_date, t.lost_at, t.starts_unknown, e.instant_at as entered_at, e.stood_until, e.visit, e.has_history, e.regressions,
        least(e.instant_at, case when l.rung = t.end_rung then t.ends_at end, case when l.rung = 1 then t.first_rung_at end) as own_at
      from tops t join ${ladders} l on l.object = t.object and l.pipeline_no = t.pipeline_no and l.rung <= t.top_rung
        left join entries e on e.object = t.object and e.no = t.no and e.rung = l.rung
    ),
    reached as (
      select *, min(own_at) over (partition by object, no order by rung rows between current row and unbounded following) as reached_at,
        min(own_at) over (partition by object, no order by rung rows between 1 following and unbounded following) as next_reached_at
      from rungs
    )
    select r.object, r.no, r.rung, r.stage_no, r.qualifies, r.reached_at, ${localDay(context, sql`r.reached_at`)} as reached_day, r.next_reached_at,
      ${daysBetween(sql`r.reached_at`, sql`r.next_reached_at`)} as next_days, r.entered_at, r.stood_until, r.visit, coalesce(r.regressions, 0)::smallint as regressions,
      case when wo.no is not null then wo.value when wl.no is not null then wl.value else r.owner_no end as owner_no,
      r.excluded, r.no_close_date, r.lost_at, ${daysBetween(sql`r.reached_at`, sql`r.lost_at`)} as lost_days,
      not r.has_history or (r.starts_unknown and r.visit = 2) as is_entry_unknown
    from reached r
      left join ${fact(context, "opportunity_owner_spans")} wo on wo.no = case when r.object = 1 then r.no end and ${inForce(sql`wo`, sql`r.reached_at`)}
      left join ${fact(context, "lead_owner_spans")} wl on wl.no = case when r.object = 0 then r.no end and ${inForce(sql`wl`, sql`r.reached_at`)}`);
  await runner.run(sql`create or replace table ${fact(context, "revisits")} as
    select v.object, v.no, v.rung, v.entered_at, v.left_at from ${fact(context, "stage_visits")} v join (
        select object, no, rung, min(visit) as visit from ${fact(context, "stage_visits")} where rung is not null group by object, no, rung having count(*) > 1
      ) f on f.object = v.object and f.no = v.no and f.rung = v.rung and v.visit > f.visit`);
};
