/** One row per lead: its instants, its local days, its first owner and campaign, its first touch, its conversion. */
import { quoted, type Runner, sql } from "../sql/index.ts";
import { type FactsContext, fact, localDay } from "./context.ts";
import { joinOwner, owner } from "./owners.ts";

/**
 * Zones of people are numbered in `work_calendars(zone, opens_at, closes_at, before_s)`: `before_s` are the working seconds
 * before `opens_at`; so that the working time between two instants is the difference of two look-ups.
 */
export const buildLeads = async (runner: Runner, context: FactsContext): Promise<void> => {
  const spans = fact(context, "lead_owner_spans");
  const calendar = fact(context, "work_calendars");
  const zone = quoted(context.config.timezone);
  await runner.run(sql`create or replace table ${fact(context, "leads")} as
    with firsts as (
      select no, arg_min(value, coalesce(from_at, timestamp '0001-01-01')) filter (value is not null) as first_owner_no,
        min(from_at) filter (value is not null and from_at is not null) as first_change_at
      from ${spans} group by no
    ),
    owned as (
      select l.*, t.instant_at as first_touch_at,
        case when f.no is null then l.owner_no else f.first_owner_no end as first_owner_no,
        ${owner("ow_created", sql`l.owner_no`)} as owner_created_no,
        coalesce(l.assigned_at, case when ${owner("ow_created", sql`l.owner_no`)} is not null then l.created_at else f.first_change_at end) as assignment_at
      from ${fact(context, "lead_core")} l
        left join ${fact(context, "first_touches")} t on t.no = l.no
        left join firsts f on f.no = l.no
        ${joinOwner(context, "lead", "ow_created", sql`l.no`, sql`l.created_at`)}
    ),
    answered as (
      select o.no, min(t.occurred_at) as after_assignment_at from owned o join ${fact(context, "lead_touches")} t on t.no = o.no and t.occurred_at >= o.assignment_at group by o.no
    ),
    credited as (
      select o.*, aa.after_assignment_at, ${owner("ow_assigned", sql`o.owner_no`)} as owner_assigned_no, ${owner("ow_now", sql`o.owner_no`)} as owner_now_no,
        coalesce(z.zone, ${zone}) as zone, oc.qualified_at as opportunity_qualified_at
      from owned o
        ${joinOwner(context, "lead", "ow_assigned", sql`o.no`, sql`o.assignment_at`)}
        left join ${spans} ow_now on ow_now.no = o.no and ow_now.to_at is null
        left join answered aa on aa.no = o.no
        left join ${fact(context, "person_zones")} z on z.no = o.first_owner_no
        left join (select no, min(reached_at) as qualified_at from ${fact(context, "reaches")} where object = 1 and qualifies group by no) oc on oc.no = o.opportunity_no
    ),
    created_work as (
      select c.*, w.before_s + least(greatest(epoch_us(c.created_at) - epoch_us(w.opens_at), 0), epoch_us(w.closes_at) - epoch_us(w.opens_at)) / 1e6 as created_work_s
      from credited c asof left join ${calendar} w on w.zone = c.zone and w.opens_at <= c.created_at
    ),
    touched_work as (
      select c.*, w.before_s + least(epoch_us(c.first_touch_at) - epoch_us(w.opens_at), epoch_us(w.closes_at) - epoch_us(w.opens_at)) / 1e6 as touch_work_s
      from created_work c asof left join ${calendar} w on w.zone = c.zone and w.opens_at <= c.first_touch_at
    ),
    assigned_work as (
      select c.*, w.before_s + least(epoch_us(c.assignment_at) - epoch_us(w.opens_at), epoch_us(w.closes_at) - epoch_us(w.opens_at)) / 1e6 as assigned_work_s
      from touched_work c asof left join ${calendar} w on w.zone = c.zone and w.opens_at <= c.assignment_at
    ),
    followed_work as (
      select c.*, w.before_s + least(epoch_us(c.after_assignment_at) - epoch_us(w.opens_at), epoch_us(w.closes_at) - epoch_us(w.opens_at)) / 1e6 as assigned_touch_work_s
      from assigned_work c asof left join ${calendar} w on w.zone = c.zone and w.opens_at <= c.after_assignment_at
    )
    select no, excluded, created_at, after_assignment_at, assigned_touch_work_s, coalesce(created_at_date_only, false) as created_date_only, created_day, account_no, campaign_no, source, created_by_no, attributes,
      category, stage_no, has_history, no_close_date, lead_origin as origin, first_owner_no, owner_created_no, owner_now_no,
      assignment_at, ${localDay(context, sql`assignment_at`)} as assignment_day, owner_assigned_no, zone, created_work_s, touch_work_s, assigned_work_s,
      first_touch_at, ${localDay(context, sql`first_touch_at`)} as first_touch_day, opportunity_no, link_at, ${localDay(context, sql`link_at`)} as link_day, converted_at, converted_unlinked, lost_at, disqualified_at,
      least(link_at, converted_at, disqualified_at, terminal_at) as inactive_at,
      case when coalesce(link_at, converted_at) is not null then greatest(created_at, least(link_at, converted_at)) end as left_by_conversion_at,
      case when link_at is not null and opportunity_qualified_at is not null then greatest(link_at, opportunity_qualified_at) end as conversion_at,
      case when link_at is not null and opportunity_qualified_at is not null then ${localDay(context, sql`greatest(link_at, opportunity_qualified_at)`)} end as conversion_day
    from followed_work order by created_at`);
};
