/** Work that was written down late or not at all: activities entered afterwards, responses nobody classified, leads that cost nothing. */
import { type Sql, sql, whole } from "../sql/index.ts";
import { type Check, counted } from "./check.ts";
import { type FactsContext, fact, localClock } from "./context.ts";

/**
 * Activities written down more days after they happened than a follow-up has. Of a later import the latest rows are not judged: where
 * the export does not say when they were recorded, that is the import itself.
 */
export const backDated = (context: FactsContext): Sql =>
  sql`select a.activity_no as no, a.occurred_at, date_diff('second', a.occurred_at, a.recorded_at) // 86400 as days
    from activities a join ${fact(context, "activities")} f on f.no = a.activity_no
      join (select batch, max(recorded_at) as latest_at, batch = min(min(batch)) over () as is_first from activities group by batch) b on b.batch = a.batch
    where f.excluded is null and a.recorded_at > a.occurred_at + to_days(${whole(Math.ceil(context.config.followUpDays))})
      and (b.is_first or a.recorded_at < b.latest_at)`;

/** `(no, campaign_no, month)`: leads of a campaign created in a month in which it ran, yet cost nothing; only where spend is known around it. */
export const leadsWithoutSpend = (context: FactsContext): Sql =>
  sql`with costs as (select distinct campaign_no, date_trunc('month', day)::date as month from ${fact(context, "spend")} where day is not null),
    known as (select min(month) as first, max(month) as last from costs)
    select l.no, l.campaign_no, date_trunc('month', l.created_day)::date as month
    from ${fact(context, "leads")} l cross join known k join campaigns c on c.campaign_no = l.campaign_no
    where l.excluded is null and date_trunc('month', l.created_day) between k.first and k.last
      and date_trunc('month', l.created_day) >= date_trunc('month', coalesce(c.starts_on, l.created_day)) and date_trunc('month', l.created_day) <= coalesce(c.ends_on, l.created_day)
      and (l.campaign_no, date_trunc('month', l.created_day)::date) not in (select (campaign_no, month) from costs)`;

export const workChecks: readonly Check[] = [
  {
    code: "back_dated_activities",
    table: "activities",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`occurred_at`)} as value, 'was recorded ' || ${counted(sql`days`, "day")} || ' after it happened' as reason
      from (${backDated(context)})`,
  },
  {
    code: "campaign_without_spend",
    table: "campaigns",
    query: (
      context,
    ) => sql`select campaign_no as no, string_agg(distinct strftime(month, '%Y-%m'), ', ' order by strftime(month, '%Y-%m')) as value,
        'brought ' || ${counted(sql`count(*)`, "lead")} || ' in ' || ${counted(sql`count(distinct month)`, "month")} || ' in which it cost nothing, which makes all leads look cheaper' as reason
      from (${leadsWithoutSpend(context)}) group by campaign_no`,
  },
  {
    code: "response_unclassified",
    table: "responses",
    query: (
      context,
    ) => sql`select no, received_day::varchar as value, 'is not classified: neither positive nor negative' as reason
      from ${fact(context, "responses")} where excluded is null and sentiment = 'unclassified'`,
  },
];
