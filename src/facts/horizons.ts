/** How long a cohort is given: the larger of 30 days and the P90 of the durations that ended in the twelve months before the as-of. */
import { instant, join, name, quoted, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, daysBetween, type FactsContext, fact, localTime } from "./context.ts";

const leastDays = 30;

const keys = [
  "lead_conversion",
  "lead_conversion.linked",
  "close_rate",
  "close_rate.from_qualified",
  "stage_conversion",
];

/** `horizons(key, stage_no, object, days)`: `key` names the cohort, `stage_no` its stage where each has its own. */
export const buildHorizons = async (runner: Runner, context: FactsContext): Promise<void> => {
  const since = (days: number): Sql => instant(context.asOf - days * 86_400_000);
  const [leads, opportunities, reaches] = [
    fact(context, "leads"),
    fact(context, "opportunities"),
    fact(context, "reaches"),
  ];
  // Only within a few days of where the twelve months begin does local time decide.
  const ended = (anchor: string, event: string): Sql =>
    sql`${name(event)} >= ${name(anchor)} and ${name(event)} >= ${since(369)}`;
  await runner.run(sql`create or replace table ${fact(context, "horizons")} as
    with durations as (
      select 1::tinyint as key, null::integer as stage_no, null::tinyint as object, created_at as anchor, conversion_at as event from ${leads} where excluded is null and ${ended("created_at", "conversion_at")}
      union all select 2, null, null, created_at, link_at from ${leads} where excluded is null and ${ended("created_at", "link_at")}
      union all select 3, null, null, created_at, closed_at from ${opportunities} where excluded is null and is_won and ${ended("created_at", "closed_at")}
      union all select 4, null, null, qualified_at, closed_at from ${opportunities} where excluded is null and is_won and ${ended("qualified_at", "closed_at")}
      union all select 5, stage_no, object, reached_at, next_reached_at from ${reaches}
        where excluded is null and not no_close_date and stage_no is not null and ${ended("reached_at", "next_reached_at")}
    )
    select [${join(keys.map(quoted), ", ")}][key] as key, stage_no, object, greatest(${whole(leastDays)}, quantile_cont(${daysBetween(sql`anchor`, sql`event`)}, 0.9)) as days
    from durations where event >= ${since(363)} or ${localTime(context, sql`event`)} >= ${localTime(context, asOf(context))} - interval 12 month
    group by durations.key, stage_no, object`);
};
