/** Each rung of its ladder that a record reached, and when: skipped ones are imputed, and winning (or linking) reaches them all. */
import { join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { onlyVisit } from "./closings.ts";
import { code, daysBetween, type FactsContext, fact, localDay } from "./context.ts";
import { joinOwner, owner } from "./owners.ts";
import { firstPipeline, highestRung } from "./process.ts";

/** What of a record decides how far it came: when its ladder ended, and when it stood on the first rung without any move. */
const places = (context: FactsContext, object: 0 | 1): Sql =>
  object === 1
    ? sql`select no, coalesce(pipeline_no, ${firstPipeline(context, 1)}) as pipeline_no, case when category = ${code("won")} then closed_at end as ends_at, no_close_date, excluded, owner_no, starts_unknown,
        case when no_close_date then created_at end as first_rung_at, case when category in (${code("lost")}, ${code("no_decision")}) then closed_at end as lost_at
      from ${fact(context, "opportunity_core")}`
    : sql`select no, ${firstPipeline(context, 0)} as pipeline_no, link_at as ends_at, no_close_date, excluded, owner_no, starts_unknown,
        case when no_close_date then created_at end as first_rung_at, lost_at
      from ${fact(context, "lead_core")}`;

/** Rungs are few, so each record's first entries stand in one row and the earliest of a rung and all later ones is a `least` of columns. */
const reachesOf = (context: FactsContext, object: 0 | 1): Sql => {
  const rungs = Array.from({ length: highestRung(context, object) }, (_, index) => index + 1);
  const column = (prefix: string, rung: number): Sql => name(`${prefix}${rung}`);
  const from = (rung: number): Sql =>
    join([...rungs.slice(rung - 1).map((one) => sql`w.${column("e", one)}`), sql`p.ends_at`], ", ");
  const visits = sql`${fact(context, "stage_visits")} where object = ${whole(object)} and rung is not null`;
  const ladders = sql`${fact(context, "ladders")}`;
  const since = (plus: number): Sql =>
    sql`case l.rung ${join(
      rungs
        .filter((rung) => rung + plus <= rungs.length)
        .map((rung) => sql`when ${whole(rung)} then t.${column("s", rung + plus)}`),
      " ",
    )} when 0 then null else t.ends_at end`;
  return sql`with entries as (
      select no, rung, entered_at as instant_at, coalesce(left_at, timestamp 'infinity') as stood_until, visit, has_history, 0::smallint as regressions, true as is_only from ${visits} and ${onlyVisit}
      union all
      select no, rung, min(entered_at), arg_min(coalesce(left_at, timestamp 'infinity'), visit), min(visit), bool_or(has_history), count(*) filter (next_rung < rung)::smallint, false
      from ${visits} and not ${onlyVisit} group by no, rung
    ),
    wide as (
      select no, rung as top, ${join(
        rungs.map((rung) => sql`case when rung = ${whole(rung)} then instant_at end as ${column("e", rung)}`),
        ", ",
      )} from entries where is_only
      union all
      select no, max(rung), ${join(
        rungs.map((rung) => sql`min(instant_at) filter (rung = ${whole(rung)})`),
        ", ",
      )} from entries where not is_only group by no
    ),
    tops as (
      select p.*, case when p.ends_at is not null then l.rung else greatest(w.top, case when p.first_rung_at is not null then 1 end) end as top_rung,
        ${join(
          rungs.map(
            (rung) => sql`least(${rung === 1 ? sql`p.first_rung_at, ` : sql``}${from(rung)}) as ${column("s", rung)}`,
          ),
          ", ",
        )}
      from (${places(context, object)}) p join ${ladders} l on l.object = ${whole(object)} and l.pipeline_no = p.pipeline_no and l.stage_no is null
        left join wide w on w.no = p.no
    ),
    reached as (
      select t.no, l.rung, l.stage_no, l.qualifies, t.owner_no, t.excluded, t.no_close_date, t.lost_at, t.starts_unknown,
        ${since(0)} as reached_at, case when l.stage_no is not null then ${since(1)} end as next_reached_at
      from tops t join ${ladders} l on l.object = ${whole(object)} and l.pipeline_no = t.pipeline_no and l.rung <= t.top_rung
    )
    select ${whole(object)}::tinyint as object, r.no, r.rung, r.stage_no, r.qualifies, r.reached_at, ${localDay(context, sql`r.reached_at`)} as reached_day, r.next_reached_at,
      ${daysBetween(sql`r.reached_at`, sql`r.next_reached_at`)} as next_days, e.instant_at as entered_at, e.stood_until, e.visit, coalesce(e.regressions, 0)::smallint as regressions,
      ${owner("ow", sql`r.owner_no`)} as owner_no,
      r.excluded, r.no_close_date, r.lost_at, ${daysBetween(sql`r.reached_at`, sql`r.lost_at`)} as lost_days,
      not e.has_history or (r.starts_unknown and e.visit = 2) as is_entry_unknown
    from reached r left join entries e on e.no = r.no and e.rung = r.rung
      ${joinOwner(context, object === 0 ? "lead" : "opportunity", "ow", sql`r.no`, sql`r.reached_at`)}`;
};

/**
 * `reaches(object, no, rung, stage_no, reached_at, next_reached_at, entered_at, ...)`: `reached_at` the earliest entry into the rung or
 * a later one; `next_reached_at` the same of the next rung, null if never, `next_days` how long after; `entered_at` to `stood_until` the
 * first visit to the stage itself, `is_entry_unknown` where nobody knows since when; `owner_no` whose it was when reached; `excluded`, `no_close_date` and `lost_at` are the record's own.
 * `revisits(object, no, rung, entered_at, left_at)`: later visits to the same stage.
 */
export const buildReaches = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "reaches")} as
    select * from (${reachesOf(context, 1)}) union all select * from (${reachesOf(context, 0)})`);
  await runner.run(sql`create or replace table ${fact(context, "revisits")} as
    with several as (select object, no, rung, visit, entered_at, left_at from ${fact(context, "stage_visits")} where rung is not null and not ${onlyVisit})
    select v.object, v.no, v.rung, v.entered_at, v.left_at from several v join (
        select object, no, rung, min(visit) as visit from several group by object, no, rung having count(*) > 1
      ) f on f.object = v.object and f.no = v.no and f.rung = v.rung and v.visit > f.visit`);
};
