/** How long a cohort is given: the larger of 30 days and the P90 of the durations that ended in the twelve months before the as-of. */
import { type Runner, sql, whole } from "../sql/index.ts";
import { asOf, daysBetween, type FactsContext, fact, localTime } from "./context.ts";

const leastDays = 30;

/** `horizons(key, stage_no, object, days)`: `key` names the cohort, `stage_no` its stage where each has its own. */
export const buildHorizons = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "horizons")} as
    with durations as (
      select 'lead_conversion' as key, null::integer as stage_no, null::tinyint as object, created_at as anchor, conversion_at as event from ${fact(context, "leads")} where excluded is null
      union all select 'lead_conversion.linked', null, null, created_at, link_at from ${fact(context, "leads")} where excluded is null
      union all select 'close_rate', null, null, created_at, closed_at from ${fact(context, "opportunities")} where excluded is null and is_won
      union all select 'close_rate.from_qualified', null, null, qualified_at, closed_at from ${fact(context, "opportunities")} where excluded is null and is_won
      union all select 'stage_conversion', stage_no, object, reached_at, next_reached_at from ${fact(context, "reaches")}
        where excluded is null and not no_close_date and stage_no is not null
    )
    select key, stage_no, object, greatest(${whole(leastDays)}, quantile_cont(${daysBetween(sql`anchor`, sql`event`)}, 0.9)) as days
    from durations where event is not null and event >= anchor
      and ${localTime(context, sql`event`)} >= ${localTime(context, asOf(context))} - interval 12 month
    group by key, stage_no, object`);
};
