/** What our people did: each activity once, and whether it counts; each attendance of a meeting; and the first touch of each lead. */
import { type Runner, type Sql, sql } from "../sql/index.ts";
import { asOf, type FactsContext, fact, inScope, localDay, localTime } from "./context.ts";

const known = (context: FactsContext): Sql => {
  const versioned = context.uses.versionedTables.has("activities");
  const status = versioned
    ? sql`coalesce(case when v.no is not null then v.value else a.status end, 'completed')`
    : sql`coalesce(a.status, 'completed')`;
  const versions = sql`left join (select no, arg_max(struct_pack(v := value), struct_pack(r := recorded_at, b := batch)).v as value
      from field_versions where table_name = 'activities' and field = 'status' and recorded_at <= ${asOf(context)} group by no) v on v.no = a.activity_no`;
  return sql`select a.activity_no, a.type, a.occurred_at, a.occurred_at_date_only, a.person_no, a.direction, coalesce(a.automated, false) as automated,
      coalesce(a.internal, false) as internal, a.message_id, ${status} as status, a.lead_no, a.opportunity_no
    from activities a ${versioned ? versions : sql``}
    where a.recorded_at <= ${asOf(context)}
      and (${
        context.scope === "all"
          ? sql`true`
          : sql`${inScope(context, "lead", sql`a.lead_no`)} or ${inScope(context, "opportunity", sql`a.opportunity_no`)}
        or a.activity_no in (select no from ${fact(context, "scope_activity")})`
      })`;
};

/** `known_activities`: with the surviving lead and opportunity, and why one does not count, if so. */
export const buildKnownActivities = async (runner: Runner, context: FactsContext): Promise<void> => {
  const members = fact(context, "merge_members");
  await runner.run(sql`create or replace table ${fact(context, "known_activities")} as
    select k.activity_no, k.type, k.occurred_at, coalesce(k.occurred_at_date_only, false) as date_only, k.person_no, k.direction, k.message_id,
      coalesce(ml.root_no, k.lead_no) as lead_no, coalesce(mo.root_no, k.opportunity_no) as opportunity_no,
      case when k.status <> 'completed' then k.status when k.occurred_at > ${asOf(context)} then 'scheduled'
        when k.automated then 'automated' when k.internal then 'internal' end as excluded
    from (${known(context)}) k
      left join ${members} ml on ml.object = 0 and ml.member_no = k.lead_no
      left join ${members} mo on mo.object = 1 and mo.member_no = k.opportunity_no`);
};

/** `lead_touches(no, occurred_at)`: every human, external touch of a lead; by its opportunity's activities from the link on. */
export const buildTouches = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "lead_touches")} as
    with touches as (
      select lead_no, opportunity_no, occurred_at from ${fact(context, "known_activities")}
      where excluded is null and (direction = 'outbound' or type = 'meeting')
    )
    select lead_no as no, occurred_at from touches where lead_no is not null
    union all
    select l.no, t.occurred_at from ${fact(context, "lead_core")} l
      join touches t on t.opportunity_no = l.opportunity_no and t.occurred_at >= l.link_at where l.opportunity_no is not null`);
  await runner.run(sql`create or replace table ${fact(context, "first_touches")} as
    select no, min(occurred_at) as instant_at from ${fact(context, "lead_touches")} group by no`);
};

/** `activities`: what counts and what does not, with why; `attendances`: each person of each activity that counts. */
export const buildActivities = async (runner: Runner, context: FactsContext): Promise<void> => {
  const local = localTime(context, sql`k.occurred_at`);
  await runner.run(sql`create or replace table ${fact(context, "activities")} as
    with tested as (
      select k.*, l.no as known_lead_no, o.no as known_opportunity_no, i.id as activity_id, coalesce(k.excluded, case when coalesce(l.excluded = 'test', false) or coalesce(o.excluded = 'test', false)
          or coalesce(l.is_test, false) or coalesce(o.is_test, false) then 'test' end) as reason
      from ${fact(context, "known_activities")} k
        join activity_ids i on i.no = k.activity_no
        left join ${fact(context, "lead_core")} l on l.no = k.lead_no
        left join ${fact(context, "opportunity_core")} o on o.no = k.opportunity_no
    ),
    copies as (
      select activity_no from tested where message_id is not null and reason is null
      qualify row_number() over (partition by message_id order by occurred_at, activity_id) > 1
    )
    select k.activity_no as no, k.type, k.occurred_at, ${localDay(context, sql`k.occurred_at`)} as occurred_day,
      (isodow(${local}) - 1)::tinyint as weekday, hour(${local})::tinyint as hour, k.person_no, k.direction, k.known_lead_no as lead_no, k.known_opportunity_no as opportunity_no, k.date_only,
      case when c.activity_no is not null then 'duplicate' else k.reason end as excluded
    from tested k left join copies c on c.activity_no = k.activity_no
    order by k.occurred_at`);
  await runner.run(sql`create or replace table ${fact(context, "attendances")} as
    select no, person_no from ${fact(context, "activities")} where person_no is not null
    union
    select a.no, t.person_no from ${fact(context, "activities")} a join activity_attendees t on t.activity_no = a.no
    where a.type = 'meeting' and t.recorded_at <= ${asOf(context)}`);
};
