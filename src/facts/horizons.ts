/** How long a cohort is given: the larger of 30 days and the P90 of the durations that ended in the twelve months before the as-of. */
import { instant, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, daysBetween, type FactsContext, fact, localTime } from "./context.ts";

const leastDays = 30;

/** `horizons(key, stage_no, object, days)`: `key` names the cohort, `stage_no` its stage where each has its own. */
export const buildHorizons = async (runner: Runner, context: FactsContext): Promise<void> => {
  // Said of the instant itself too, more widely: most rows are passed over before their local time is worked out.
  const recent = (event: string): Sql => sql`${name(event)} >= ${instant(context.asOf - 400 * 86_400_000)}`;
  await runner.run(sql`create or replace table ${fact(context, "horizons")} as
    with durations as (
      select 'lead_conversion' as key, null::integer as stage_no, null::tinyint as object, created_at as anchor, conversion_at as event from ${fact(context, "leads")} where excluded is null and ${recent("conversion_at")}
      union all select 'lead_conversion.linked', null, null, created_at, link_at from ${fact(context, "leads")} where excluded is null and ${recent("link_at")}
      union all select 'close_rate', null, null, created_at, closed_at from ${fact(context, "opportunities")} where excluded is null and is_won and ${recent("closed_at")}
      union all select 'close_rate.from_qualified', null, null, qualified_at, closed_at from ${fact(context, "opportunities")} where excluded is null and is_won and ${recent("closed_at")}
      union all select 'stage_conversion', stage_no, object, reached_at, next_reached_at from ${fact(context, "reaches")}
        where excluded is null and not no_close_date and stage_no is not null and ${recent("next_reached_at")}
    )
    select key, stage_no, object, greatest(${whole(leastDays)}, quantile_cont(${daysBetween(sql`anchor`, sql`event`)}, 0.9)) as days
    from durations where event is not null and event >= anchor
      and ${localTime(context, sql`event`)} >= ${localTime(context, asOf(context))} - interval 12 month
    group by key, stage_no, object`);
};
