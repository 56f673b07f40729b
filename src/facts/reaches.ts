/** Each rung of its ladder that a record reached, and when: skipped ones are imputed, and winning (or linking) reaches them all. */
import { type Runner, sql } from "../sql/index.ts";
import { code, type FactsContext, fact } from "./context.ts";
import { firstPipeline } from "./process.ts";

/**
 * `reaches(object, no, rung, stage_no, reached_at, next_reached_at, entered_at)`: `reached_at` the earliest entry into the rung or
 * a later one; `next_reached_at` the same of the next rung, null if never; `entered_at` the first entry into the stage itself.
 */
export const buildReaches = async (runner: Runner, context: FactsContext): Promise<void> => {
  const ladders = fact(context, "ladders");
  await runner.run(sql`create or replace table ${fact(context, "reaches")} as
    with places as (
      select 1::tinyint as object, o.no, coalesce(o.pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no,
        case when o.category = ${code("won")} then o.closed_at end as ends_at,
        case when o.no_close_date then o.created_at end as first_rung_at
      from ${fact(context, "opportunity_core")} o
      union all
      select 0::tinyint, l.no, ${firstPipeline(context, 0)}, l.link_at, case when l.no_close_date then l.created_at end
      from ${fact(context, "lead_core")} l
    ),
    entries as (
      select object, no, rung, min(entered_at) as instant_at from ${fact(context, "stage_visits")} where rung is not null group by object, no, rung
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
    )
    select r.object, r.no, r.rung, r.stage_no, r.qualifies, r.reached_at,
      lead(r.reached_at) over (partition by r.object, r.no order by r.rung) as next_reached_at, e.instant_at as entered_at
    from reached r left join entries e on e.object = r.object and e.no = r.no and e.rung = r.rung`);
};
