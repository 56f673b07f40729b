/** One row per opportunity: its instants, its local days, whose it was at each, and what it was worth. */
import { quoted, type Runner, type Sql, sql } from "../sql/index.ts";
import { code, daysBetween, type FactsContext, fact, inTime, localDay } from "./context.ts";
import { buildRateDays, currencyOf, isStale, joinRateDay, priced } from "./money.ts";
import { inForce, joinOwner, owner } from "./owners.ts";
import { firstPipeline } from "./process.ts";

export const buildOpportunities = async (runner: Runner, context: FactsContext): Promise<void> => {
  const core = fact(context, "opportunity_core");
  const [days] =
    await runner.rows(sql`select (least(min(created_at), min(closed_at), min(first_open_at))::date - 1)::varchar as first,
      (greatest(max(created_at), max(closed_at), max(first_open_at))::date + 1)::varchar as last from ${core}`);
  const day = (of: unknown): Sql =>
    of === null || of === undefined ? sql`null::date` : sql`${quoted(String(of))}::date`;
  await runner.run(buildRateDays(context, day(days?.first), day(days?.last)));
  const won = sql`o.category = ${code("won")}`;
  await runner.run(sql`create or replace table ${fact(context, "opportunities")} as
    with qualified as (
      select no, min(reached_at) as instant_at from ${fact(context, "reaches")} where object = 1 and qualifies group by no
    ),
    links as (select * from ${fact(context, "lead_core")} where opportunity_no is not null and excluded is null),
    ties as (select opportunity_no, created_at from links group by all having count(*) > 1),
    tied as (
      select no, id from lead_ids where no in (select l.no from links l join ties t on t.opportunity_no = l.opportunity_no and t.created_at = l.created_at)
    ),
    linked as (
      select opportunity_no as no, arg_min(struct_pack(n := l.no, c := l.created_at, g := l.campaign_no, d := l.created_at_date_only, s := l.source, r := l.lead_origin), struct_pack(c := l.created_at, i := i.id)) as lead
      from links l left join tied i on i.no = l.no group by opportunity_no
    ),
    dated as (
      select o.*, ${localDay(context, sql`o.created_at`)} as created_day, ${localDay(context, sql`o.closed_at`)} as closed_day,
        ${localDay(context, sql`o.first_open_at`)} as first_open_day,
        q.instant_at as qualified_at, ${localDay(context, sql`q.instant_at`)} as qualified_day,
        l.lead.n as lead_no, l.lead.c as lead_created_at, ${localDay(context, sql`l.lead.c`)} as lead_created_day, coalesce(l.lead.d, false) as lead_created_date_only, l.lead.g as lead_campaign_no, l.lead.s as source, l.lead.r as origin,
        ${owner("ow_created", sql`o.owner_no`)} as owner_created_no, ${owner("ow_open", sql`o.owner_no`)} as owner_open_no,
        ${owner("ow_closed", sql`o.owner_no`)} as owner_closed_no, ${owner("ow_qualified", sql`o.owner_no`)} as owner_qualified_no,
        ${owner("ow_now", sql`o.owner_no`)} as owner_now_no,
        case when am_now.no is null then o.amount else am_now.value end as amount_now, case when cu_now.no is null then ${currencyOf(context, sql`o.currency`)} else cu_now.value end as currency_now,
        case when am_created.no is null then o.amount else am_created.value end as amount_created, case when cu_created.no is null then ${currencyOf(context, sql`o.currency`)} else cu_created.value end as currency_created
      from ${fact(context, "opportunity_core")} o
      left join qualified q on q.no = o.no
      left join linked l on l.no = o.no
      ${joinOwner(context, "opportunity", "ow_created", sql`o.no`, sql`o.created_at`)}
      ${joinOwner(context, "opportunity", "ow_open", sql`o.no`, sql`o.first_open_at`)}
      ${joinOwner(context, "opportunity", "ow_closed", sql`o.no`, sql`o.closed_at`)}
      ${joinOwner(context, "opportunity", "ow_qualified", sql`o.no`, sql`q.instant_at`)}
      left join ${fact(context, "opportunity_owner_spans")} ow_now on ow_now.no = o.no and ow_now.to_at is null
      left join ${fact(context, "amount_spans")} am_now on am_now.no = o.no and am_now.to_at is null
      left join ${fact(context, "currency_spans")} cu_now on cu_now.no = o.no and cu_now.to_at is null
      left join ${fact(context, "amount_spans")} am_created on am_created.no = o.no and ${inForce(sql`am_created`, sql`o.first_open_at`)}
      left join ${fact(context, "currency_spans")} cu_created on cu_created.no = o.no and ${inForce(sql`cu_created`, sql`o.first_open_at`)}
    ),
    timed as (
      select *, case when created_at_date_only or closed_date_only then closed_day - created_day else ${daysBetween(sql`created_at`, sql`closed_at`)} end as cycle_days,
        closed_at = created_at and not coalesce(created_at_date_only, false) and not closed_date_only as is_born_closed
      from dated
    )
    select o.no, o.excluded, o.created_at, coalesce(o.created_at_date_only, false) as created_date_only, o.created_day, o.account_no, o.campaign_no, coalesce(o.campaign_no, o.lead_campaign_no) as credited_campaign_no,
      o.created_by_no, o.type, coalesce(o.pipeline_no, ${firstPipeline(context)}) as pipeline_no, o.product, o.attributes, o.source, o.origin,
      o.category, o.stage_no, o.closed_at, o.closed_day, o.closed_date_only, o.has_history, o.no_close_date, o.cycle_days, coalesce(o.is_born_closed, false) as is_born_closed,
      o.first_open_at, o.first_open_day, o.qualified_at, o.qualified_day, o.lead_no, o.lead_created_at, o.lead_created_day, o.lead_created_date_only,
      o.owner_created_no, o.owner_open_no, o.owner_closed_no, o.owner_qualified_no, o.owner_now_no,
      coalesce(o.created_by_no, o.owner_open_no) as creator_no,
      ${won} as is_won, o.category in (${code("lost")}, ${code("no_decision")}) as is_lost,
      case when o.closed_day is not null then ${priced(context, "fx_closed", sql`o.amount_now`, sql`o.currency_now`)} end as closed_amount, o.closed_day is not null and o.amount_now is not null and ${isStale(context, "fx_closed", sql`o.currency_now`, sql`o.closed_day`)} as closed_rate_is_stale,
      case when o.first_open_day is not null then ${priced(context, "fx_created", sql`o.amount_created`, sql`o.currency_created`)} end as created_amount, o.first_open_day is not null and o.amount_created is not null and ${isStale(context, "fx_created", sql`o.currency_created`, sql`o.first_open_day`)} as created_rate_is_stale,
      ${priced(context, "fx_now", sql`o.amount_now`, sql`o.currency_now`)} as present_amount
    from timed o
      ${joinRateDay(context, "fx_closed", sql`o.currency_now`, sql`o.closed_day`)}
      ${joinRateDay(context, "fx_created", sql`o.currency_created`, sql`o.first_open_day`)}
      ${joinRateDay(context, "fx_now", sql`o.currency_now`, sql`o.created_day`)}
    ${inTime(context, "opportunities", sql`o.created_at`)}`);
  await runner.run(sql`drop table ${fact(context, "rate_days")}`);
};
