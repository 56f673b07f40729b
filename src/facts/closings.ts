/** Where each record stands at the as-of, and since when it has been closed. A close that was followed by a reopening is none. */
import { type Runner, sql } from "../sql/index.ts";
import { code, type FactsContext, fact } from "./context.ts";

/** A record's first visit goes on, so it has no other: most leads have but one. */
export const onlyVisit = sql`(visit = 1 and left_at is null)`;

/**
 * `closings(object, no, stage_no, category, spell_at, first_open_at, has_history)`: `spell_at` is the entry into the present
 * unbroken time in stages of one category; `first_open_at` the first entry into an open stage, or creation, where the first
 * known move came later than it.
 */
export const buildClosings = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "closings")} as
    with marked as (
      select *, lag(category) over (partition by object, no order by visit) is distinct from category as starts_spell
      from ${fact(context, "stage_visits")} where not ${onlyVisit}
    )
    select object, no, stage_no, category, entered_at as spell_at, date_only as spell_date_only,
      case when is_assumed or category = ${code("open")} then entered_at end as first_open_at, has_history, category = ${code("unknown")} as starts_unknown
    from ${fact(context, "stage_visits")} where ${onlyVisit}
    union all
    select object, no, arg_max(stage_no, visit) as stage_no, arg_max(category, visit) as category,
      arg_max(entered_at, visit) filter (starts_spell) as spell_at, arg_max(date_only, visit) filter (starts_spell) as spell_date_only,
      coalesce(min(entered_at) filter (is_assumed), min(entered_at) filter (category = ${code("open")})) as first_open_at,
      bool_or(has_history) as has_history, min(visit) filter (visit = 1 and category = ${code("unknown")}) is not null as starts_unknown
    from marked group by object, no`);
};
