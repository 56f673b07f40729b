/** Opportunities that are not what they look like: parked open, put off again and again, moved by the dozen, or nobody's any more. */
import { real, type Sql, sql, whole } from "../sql/index.ts";
import { type Check, counted, today } from "./check.ts";
import { asOf, code, type FactsContext, fact, localDay, localTime } from "./context.ts";
import { withMerged } from "./spans.ts";

/** `(no, instant_at, day, before)`: what a history says of the expected close. */
const toldCloses = (context: FactsContext): Sql =>
  withMerged(
    context,
    1,
    sql`select opportunity_no as no, changed_at as instant_at, try_cast(value as date) as day, try_cast(from_value as date) as before
      from value_changes where field = 'expected_close_on' and changed_at <= ${asOf(context)} and recorded_at <= ${asOf(context)}`,
  );

/** `(no, day)`: open opportunities whose expected close has passed. Where a history says when that is, it holds. */
export const overdueDeals = (context: FactsContext): Sql =>
  sql`select * from (
      select o.no, case when t.no is null then u.expected_close_on else t.day end as day
      from ${fact(context, "opportunities")} o join opportunities u on u.opportunity_no = o.no
        left join (select no, arg_max_null(day, instant_at) as day from (${toldCloses(context)}) group by no) t on t.no = o.no
      where o.excluded is null and o.category = ${code("open")}
    ) where day < ${today(context)}`;

/** `days`: within which nine of ten of the opportunities closed in the last twelve months had closed; none where too few did. */
const usualCycle = (context: FactsContext): Sql => {
  const recently = sql`excluded is null and cycle_days >= 0 and not is_born_closed and (is_won or is_lost)
    and closed_day >= ${today(context)} - interval 12 month`;
  return sql`select quantile_cont(cycle_days, 0.9) as days from ${fact(context, "opportunities")}
    where ${recently} having count(*) >= ${whole(context.config.sample.few)}`;
};

/**
 * `(no, last_day, days)`: open opportunities with which nothing was done for longer than `days`, and nothing is planned. What counts is
 * a move, and an activity about it or its lead that is not left out; what is planned is so about either, too.
 */
export const staleDeals = (context: FactsContext): Sql => {
  const [opportunities, activities] = [fact(context, "opportunities"), fact(context, "activities")];
  const members = fact(context, "merge_members");
  return sql`with open as (
      select no, lead_no, created_day from ${opportunities} where excluded is null and category = ${code("open")}
    ),
    planned as (
      select coalesce(l.root_no, a.lead_no) as lead_no, coalesce(o.root_no, a.opportunity_no) as opportunity_no, ${localDay(context, sql`a.occurred_at`)} as day
      from activities a left join ${members} l on l.object = 0 and l.member_no = a.lead_no left join ${members} o on o.object = 1 and o.member_no = a.opportunity_no
      where a.status = 'scheduled' and a.occurred_at >= ${asOf(context)}
    ),
    signs as (
      select no, created_day as day from open
      union all select v.no, ${localDay(context, sql`v.entered_at`)} from ${fact(context, "stage_visits")} v where v.object = 1 and v.no in (select no from open)
      union all select opportunity_no, occurred_day from ${activities} where excluded is null and opportunity_no in (select no from open)
      union all select o.no, a.occurred_day from open o join ${activities} a on a.lead_no = o.lead_no where a.excluded is null
      union all select opportunity_no, day from planned where opportunity_no in (select no from open)
      union all select o.no, p.day from open o join planned p on p.lead_no = o.lead_no
    )
    select s.no, max(s.day) as last_day, max(c.days) as days from signs s cross join (${usualCycle(context)}) c
    group by s.no having ${today(context)} - max(s.day) > max(c.days)`;
};

/** `(no, seq, day, before)`: what was said of the expected close, in order, and what was said before it. */
const expectedCloses = (context: FactsContext): Sql => {
  const imported = sql`select no, recorded_at as instant_at, try_cast(value as date) as day, null::date as before
    from field_versions where table_name = 'opportunities' and field = 'expected_close_on' and recorded_at <= ${asOf(context)}
      and no not in (select opportunity_no from value_changes where field = 'expected_close_on')`;
  return sql`select no, day, coalesce(before, lag(day) over (partition by no order by instant_at)) as before
    from (${toldCloses(context)} union all by name ${imported})`;
};

/** `(no, pushes, days, last_day)`: open opportunities whose expected close was moved out twice or more, by how many days in all. */
export const pushedDeals = (context: FactsContext): Sql =>
  sql`select p.* from (
      select no, count(*)::integer as pushes, sum(day - before)::integer as days, max(day) as last_day
      from (${expectedCloses(context)}) where day > before group by no having count(*) >= 2
    ) p join ${fact(context, "opportunities")} o on o.no = p.no where o.excluded is null and o.category = ${code("open")}`;

/** The least number of opportunities that one person moves at once, within one minute or within one day. */
const bulk = { minute: 5, day: 10, timesUsual: 3 };
const lastDays = 3;

/** `(no, day, moved)`: moves of the last days of a month that one person made by the dozen, and how many that day. */
export const bulkMoves = (context: FactsContext): Sql =>
  sql`with moves as (
      select c.subject_no as no, coalesce(c.changed_by_no, o.owner_now_no) as person_no, ${localTime(context, sql`c.changed_at`)} as local_at, coalesce(c.changed_at_date_only, false) as date_only
      from stage_changes c join ${fact(context, "opportunities")} o on o.no = c.subject_no
      where c.subject_type = 'opportunity' and o.excluded is null and c.changed_at > o.created_at
        and c.changed_at <= ${asOf(context)} and c.recorded_at <= ${asOf(context)}
    ),
    days as (select person_no, local_at::date as day, count(distinct no) as moved from moves where person_no is not null group by all),
    usual as (select person_no, avg(moved) as moved from days group by 1),
    late as (select m.*, local_at::date as day from moves m where person_no is not null and last_day(local_at::date) - local_at::date < ${whole(lastDays)}),
    minutes as (
      select person_no, date_trunc('minute', local_at) as minute from late where not date_only group by all having count(distinct no) >= ${whole(bulk.minute)}
    )
    select distinct l.no, l.day, d.moved from late l join days d on d.person_no = l.person_no and d.day = l.day
      join usual u on u.person_no = l.person_no
      left join minutes t on t.person_no = l.person_no and t.minute = date_trunc('minute', l.local_at) and not l.date_only
    where t.minute is not null or (d.moved >= ${whole(bulk.day)} and d.moved >= ${real(bulk.timesUsual)} * u.moved)`;

/** `(no, name, ended_on)`: what is open or on hold of leads or opportunities whose owner has left. */
export const ownerless = (context: FactsContext, table: "leads" | "opportunities"): Sql => {
  const stands = table === "leads" ? sql`r.inactive_at is null` : sql`r.category in (${code("open")}, ${code("hold")})`;
  return sql`select r.no, p.name, p.ended_on from ${fact(context, table)} r join people p on p.person_no = r.owner_now_no
    where r.excluded is null and ${stands} and p.ended_on < ${today(context)}`;
};

const ownerGone = (table: "leads" | "opportunities"): Check => ({
  code: "owner_gone",
  table,
  query: (
    context,
  ) => sql`select no, name as value, 'is open, but its owner left on ' || ended_on::varchar || ': nobody works on it' as reason
      from (${ownerless(context, table)})`,
});

export const dealChecks: readonly Check[] = [
  {
    code: "past_expected_close",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, day::varchar as value, 'is open though its expected close has passed: perhaps a loss that nobody entered' as reason
      from (${overdueDeals(context)})`,
  },
  {
    code: "stale_open",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, last_day::varchar as value, 'is open, but the last that is known to have happened with it is longer ago than the '
        || ${counted(sql`ceil(days)::integer`, "day")} || ' within which nine of ten close' as reason from (${staleDeals(context)})`,
  },
  {
    code: "close_date_pushed",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, last_day::varchar as value, 'is open, and its expected close was moved out ' || ${counted(sql`pushes`, "time")} || ', by '
        || ${counted(sql`days`, "day")} || ' in all' as reason from (${pushedDeals(context)})`,
  },
  {
    code: "bulk_stage_moves",
    table: "opportunities",
    query: (context) => sql`select no, day::varchar as value, 'is one of ' || moved::varchar
        || ' that the same person moved on that day, at the end of a month: did they move then, or were they entered then?' as reason
      from (${bulkMoves(context)})`,
  },
  ownerGone("opportunities"),
  ownerGone("leads"),
];
