/** One row per lead: its instants, its local days, its first owner and campaign, its first touch, its conversion. */
import { type Runner, sql } from "../sql/index.ts";
import { touches } from "./activities.ts";
import { asOf, type FactsContext, fact, inTime, localDay } from "./context.ts";
import { joinHour, workedBy } from "./organisation.ts";
import { joinOwner, owner } from "./owners.ts";

export const buildLeads = async (runner: Runner, context: FactsContext): Promise<void> => {
  const spans = fact(context, "lead_owner_spans");
  await runner.run(sql`create or replace table ${fact(context, "leads")} as
    with firsts as (
      select no, arg_min(value, coalesce(from_at, timestamp '0001-01-01')) filter (value is not null) as first_owner_no,
        min(from_at) filter (value is not null and from_at is not null) as first_change_at
      from ${spans} group by no
    ),
    assigned as not materialized (
      select l.*, case when f.no is null then l.owner_no else f.first_owner_no end as first_owner_no,
        coalesce(l.assigned_at, case when ${owner("ow_created", sql`l.owner_no`)} is not null then l.created_at else f.first_change_at end) as assignment_at
      from ${fact(context, "lead_core")} l
        left join firsts f on f.no = l.no
        ${joinOwner(context, "lead", "ow_created", sql`l.no`, sql`l.created_at`)}
    ),
    touches as (${touches(context)}),
    first_touches as (select no, min(occurred_at) as first_touch_at, min(occurred_at) filter (date_only) as first_dated_touch_at from touches group by no),
    followed as (
      select t.no, min(t.occurred_at) as after_assignment_at from touches t
        join (select a.no, a.assignment_at from assigned a join first_touches f on f.no = a.no where f.first_touch_at < a.assignment_at) a on a.no = t.no
      where t.occurred_at >= a.assignment_at group by t.no
    ),
    credited as (
      select l.*, t.first_touch_at, t.first_dated_touch_at, case when t.first_touch_at >= l.assignment_at then t.first_touch_at else w.after_assignment_at end as after_assignment_at, case when l.assignment_at is not null then ${owner("ow_assigned", sql`l.owner_no`)} end as owner_assigned_no,
        ${owner("ow_now", sql`l.owner_no`)} as owner_now_no, coalesce(z.zone_no, 0)::smallint as zone_no, oc.qualified_at as opportunity_qualified_at
      from assigned l
        ${joinOwner(context, "lead", "ow_assigned", sql`l.no`, sql`l.assignment_at`)}
        left join ${spans} ow_now on ow_now.no = l.no and ow_now.to_at is null
        left join first_touches t on t.no = l.no
        left join followed w on w.no = l.no
        left join ${fact(context, "person_zones")} z on z.no = l.first_owner_no and z.known_at <= ${asOf(context)}
        left join (select no, min(reached_at) as qualified_at from ${fact(context, "reaches")} where object = 1 and qualifies group by no) oc on oc.no = l.opportunity_no
    ),
    worked as (
      select c.*, ${workedBy("h_created", sql`c.created_at`)} as created_work_s, ${workedBy("h_touched", sql`c.first_touch_at`)} as touch_work_s,
        ${workedBy("h_assigned", sql`c.assignment_at`)} as assigned_work_s, ${workedBy("h_followed", sql`c.after_assignment_at`)} as assigned_touch_work_s
      from credited c
        ${joinHour(context, "h_created", sql`c.zone_no`, sql`c.created_at`)}
        ${joinHour(context, "h_touched", sql`c.zone_no`, sql`c.first_touch_at`)}
        ${joinHour(context, "h_assigned", sql`c.zone_no`, sql`c.assignment_at`)}
        ${joinHour(context, "h_followed", sql`c.zone_no`, sql`c.after_assignment_at`)}
    )
    select no, excluded, created_at, after_assignment_at, assigned_touch_work_s, coalesce(created_at_date_only, false) as created_date_only, created_day, account_no, campaign_no, source, created_by_no, attributes,
      category, stage_no, has_history, no_close_date, lead_origin as origin, first_owner_no, owner_now_no,
      assignment_at, ${localDay(context, sql`assignment_at`)} as assignment_day, owner_assigned_no, zone_no, created_work_s, touch_work_s, assigned_work_s,
      first_touch_at, ${localDay(context, sql`first_touch_at`)} as first_touch_day,
      coalesce(first_dated_touch_at = first_touch_at, false) and ${localDay(context, sql`first_touch_at`)} = created_day as is_touch_untimed, opportunity_no, link_at, ${localDay(context, sql`link_at`)} as link_day, converted_at, converted_unlinked, lost_at, disqualified_at,
      least(link_at, converted_at, disqualified_at, terminal_at) as inactive_at,
      case when coalesce(link_at, converted_at) is not null then greatest(created_at, least(link_at, converted_at)) end as left_by_conversion_at,
      case when link_at is not null and opportunity_qualified_at is not null then greatest(link_at, opportunity_qualified_at) end as conversion_at,
      case when link_at is not null and opportunity_qualified_at is not null then ${localDay(context, sql`greatest(link_at, opportunity_qualified_at)`)} end as conversion_day
    from worked ${inTime(context, "leads", sql`created_at`)}`);
};
