/** The outcome of each record and what links leads to opportunities: what all further facts of both stand on. */
import { type Runner, sql } from "../sql/index.ts";
import { asOf, code, exclusion, type FactsContext, fact, localDay } from "./context.ts";
import { units } from "./units.ts";

const closedCategories = sql`(${code("won")}, ${code("lost")}, ${code("no_decision")}, ${code("void")})`;

/** `opportunity_core`: who is in the population, the outcome in force, the close instant and where it was read. */
export const buildOpportunityCore = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "opportunity_core")} as
    with placed as (
      select u.*, coalesce(c.stage_no, u.stage_no) as standing_no, c.spell_at, c.spell_date_only, c.first_open_at, coalesce(c.has_history, false) as has_history,
        coalesce(c.starts_unknown, false) as starts_unknown, c.no is null as is_unplaced,
        coalesce(c.category, p.category, ${code("undeclared")})::tinyint as category
      from ${units(context, "opportunity")} u
      left join ${fact(context, "closings")} c on c.object = 1 and c.no = u.no
      left join ${fact(context, "process_stages")} p on p.stage_no = u.stage_no
    )
    select * exclude (stage_no, standing_no, closed_at, closed_at_date_only, first_open_at, spell_at, spell_date_only, is_unplaced), standing_no as stage_no,
      ${exclusion(sql`case when merged_away then 'merged' when is_test then 'test' when deleted_at is not null then 'deleted'
        when category = ${code("void")} then 'void' end`)} as excluded,
      case when category in ${closedCategories} then coalesce(spell_at, closed_at) end as closed_at,
      coalesce(category in ${closedCategories} and spell_date_only, false) as closed_date_only,
      is_unplaced as no_close_date,
      case when is_unplaced then created_at else first_open_at end as first_open_at
    from placed`);
};

/** `lead_core`: who is in the population, the link to an opportunity, and when a lead stopped being active. */
export const buildLeadCore = async (runner: Runner, context: FactsContext): Promise<void> => {
  const members = fact(context, "merge_members");
  await runner.run(sql`create or replace table ${fact(context, "lead_core")} as
    with placed as (
      select u.*, coalesce(c.stage_no, u.stage_no) as standing_no, c.spell_at, coalesce(c.has_history, false) as has_history,
        coalesce(c.starts_unknown, false) as starts_unknown, c.no is null as is_unplaced,
        coalesce(c.category, p.category, ${code("undeclared")})::tinyint as category,
        coalesce(m.root_no, u.opportunity_no) as target_no,
        (coalesce(u.origin, g.origin, case r.role when 'marketer' then 'marketing' when 'rep' then 'sales' when 'sdr' then 'sales' end, 'unknown'))::enum('marketing', 'sales', 'partner', 'existing_customer', 'unknown') as lead_origin
      from ${units(context, "lead")} u
      left join ${fact(context, "closings")} c on c.object = 0 and c.no = u.no
      left join ${fact(context, "process_stages")} p on p.stage_no = u.stage_no
      left join ${members} m on m.object = 1 and m.member_no = u.opportunity_no
      left join campaigns g on g.campaign_no = u.campaign_no and g.recorded_at <= ${asOf(context)}
      left join people r on r.person_no = u.created_by_no and r.recorded_at <= ${asOf(context)}
    ),
    linked as (
      select p.*, o.no as linked_no, o.created_at as linked_created_at, o.excluded as linked_excluded
      from placed p left join ${fact(context, "opportunity_core")} o on o.no = p.target_no
    )
    select * exclude (stage_no, standing_no, spell_at, is_unplaced, target_no, linked_no, linked_created_at, linked_excluded, opportunity_no),
      standing_no as stage_no,
      ${exclusion(sql`case when merged_away then 'merged' when is_test then 'test' when deleted_at is not null then 'deleted'
        when category = ${code("void")} then 'void' end`)} as excluded,
      case when linked_excluded is null and not coalesce(converts_later, false) then linked_no end as opportunity_no,
      case when linked_no is not null and linked_excluded is null and not coalesce(converts_later, false)
        then coalesce(converted_at, greatest(created_at, linked_created_at)) end as link_at,
      converted_at is not null and linked_no is null as converted_unlinked,
      is_unplaced as no_close_date,
      least(case when category in (${code("lost")}, ${code("no_decision")}) then spell_at end, disqualified_at) as lost_at,
      case when category in (${code("lost")}, ${code("no_decision")}, ${code("won")}, ${code("void")}) then spell_at end as terminal_at,
      ${localDay(context, sql`created_at`)} as created_day
    from linked`);
};
