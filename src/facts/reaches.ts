/** Each rung of its ladder that a record reached, and when: skipped ones are imputed, and winning (or linking) reaches them all. */
import { type Runner, sql } from "../sql/index.ts";
import { code, daysBetween, type FactsContext, fact, localDay } from "./context.ts";
import { inForce } from "./owners.ts";
import { firstPipeline } from "./process.ts";

/**
 * `reaches(object, no, rung, stage_no, reached_at, next_reached_at, entered_at, ...)`: `reached_at` the earliest entry into the rung or
 * a later one; `next_reached_at` the same of the next rung, null if never, `next_days` how long after; `entered_at` to `stood_until` the
 * first visit to the stage itself; `owner_no` whose it was when reached; `excluded`, `no_close_date` and `lost_at` are the record's own.
 * `revisits(object, no, rung, entered_at, left_at)`: later visits to the same stage.
 */
export const buildReaches = async (runner: Runner, context: FactsContext): Promise<void> => {
  const ladders = fact(context, "ladders");
  await runner.run(sql`create or replace table ${fact(context, "reaches")} as
    with places as (
      select 1::tinyint as object, o.no, coalesce(o.pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no,
        case when o.category = ${code("won")} then o.closed_at end as ends_at, o.no_close_date, o.excluded, o.owner_no,
        case when o.no_close_date then o.created_at end as first_rung_at, case when o.category in (${code("lost")}, ${code("no_decision")}) then o.closed_at end as lost_at
      from ${fact(context, "opportunity_core")} o
      union all
      select 0::tinyint, l.no, ${firstPipeline(context, 0)}, l.link_at, l.no_close_date, l.excluded, l.owner_no, case when l.no_close_date then l.created_at end, l.lost_at
      from ${fact(context, "lead_core")} l
    ),
    entries as (
      select object, no, rung, min(entered_at) as instant_at, arg_min(coalesce(left_at, timestamp 'infinity'), visit) as stood_until,
        count(*) filter (next_rung < rung)::smallint as regressions
      from ${fact(context, "stage_visits")} where rung is not null group by object, no, rung
    ),
    tops as (
      select e.object, e.no, p.pipeline_no, e.rung, e.instant_at from entries e join places p on p.object = e.object and p.no = e.no
      union all
      select p.object, p.no, p.pipeline_no, l.rung, p.ends_at from places p join ${ladders} l
        on l.object = p.object and l.pipeline_no = p.pipeline_no and l.stage_no is null where p.ends_at is not null
      union all
      select object, no, pipeline_no, 1::tinyint, first_rung_at from places where first_rung_at is not null
    ),
    reached as (
      select t.object, t.no, l.rung, l.stage_no, l.qualifies, min(t.instant_at) as reached_at
      from tops t join ${ladders} l on l.object = t.object and l.pipeline_no = t.pipeline_no and l.rung <= t.rung
      group by t.object, t.no, l.rung, l.stage_no, l.qualifies
    ),
    followed as (
      select *, lead(reached_at) over (partition by object, no order by rung) as next_reached_at from reached
    )
    select r.object, r.no, r.rung, r.stage_no, r.qualifies, r.reached_at, ${localDay(context, sql`r.reached_at`)} as reached_day, r.next_reached_at,
      ${daysBetween(sql`r.reached_at`, sql`r.next_reached_at`)} as next_days, e.instant_at as entered_at, e.stood_until, coalesce(e.regressions, 0)::smallint as regressions,
      case when wo.no is not null then wo.value when wl.no is not null then wl.value else p.owner_no end as owner_no,
      p.excluded, p.no_close_date, p.lost_at, ${daysBetween(sql`r.reached_at`, sql`p.lost_at`)} as lost_days
    from followed r join places p on p.object = r.object and p.no = r.no
      left join entries e on e.object = r.object and e.no = r.no and e.rung = r.rung
      left join ${fact(context, "opportunity_owner_spans")} wo on wo.no = case when r.object = 1 then r.no end and ${inForce(sql`wo`, sql`r.reached_at`)}
      left join ${fact(context, "lead_owner_spans")} wl on wl.no = case when r.object = 0 then r.no end and ${inForce(sql`wl`, sql`r.reached_at`)}
    order by r.reached_at`);
  await runner.run(sql`create or replace table ${fact(context, "revisits")} as
    select v.object, v.no, v.rung, v.entered_at, v.left_at from ${fact(context, "stage_visits")} v join (
        select object, no, rung, min(visit) as visit from ${fact(context, "stage_visits")} where rung is not null group by object, no, rung having count(*) > 1
      ) f on f.object = v.object and f.no = v.no and f.rung = v.rung and v.visit > f.visit`);
};
