/** Who was in which team on which day, which teams lie within which, and in which zone each person works. */
import { isWorkingDay, workingCalendar } from "../model/working-time.ts";
import { instant, join, quoted, type Runner, real, sql, whole } from "../sql/index.ts";
import { asOf, type FactsContext, fact, localDay } from "./context.ts";

/** `memberships(person_no, team_no, from_day, to_day)`: half-open, never overlapping; `team_ancestors`: each team under itself and all above. */
export const buildOrganisation = async (runner: Runner, context: FactsContext): Promise<void> => {
  const versioned = context.uses.versionedTables.has("people");
  const moved = sql`select no as person_no, team_no, case when version > 1 then ${localDay(context, sql`recorded_at`)} end as from_day,
      lead(${localDay(context, sql`recorded_at`)}) over (partition by no order by version) as to_day
    from (select no, try_cast(value as integer) as team_no, recorded_at, row_number() over (partition by no order by recorded_at, batch) as version
      from field_versions where table_name = 'people' and field = 'team_no' and recorded_at <= ${asOf(context)})`;
  await runner.run(sql`create or replace table ${fact(context, "memberships")} as
    with told as (select person_no, team_no, starts_on, ends_on + 1 as until from memberships where recorded_at <= ${asOf(context)}),
    marks as (select person_no, starts_on as day from told union select person_no, until from told where until is not null),
    pieces as (select person_no, day as from_day, lead(day) over (partition by person_no order by day) as to_day from marks),
    chosen as (
      select p.person_no, p.from_day, p.to_day, arg_max(t.team_no, t.starts_on) as team_no
      from pieces p join told t on t.person_no = p.person_no and t.starts_on <= p.from_day and (t.until is null or t.until > p.from_day)
      group by p.person_no, p.from_day, p.to_day
    ),
    changed as (${versioned ? moved : sql`select null::integer as person_no, null::integer as team_no, null::date as from_day, null::date as to_day where false`})
    select person_no, team_no, coalesce(from_day, date '0001-01-01') as from_day, coalesce(to_day, date '9999-01-01') as to_day from (
      select person_no, team_no, from_day, to_day from chosen
      union all by name
      select person_no, team_no, from_day, to_day from changed where person_no not in (select person_no from told)
      union all by name
      select person_no, team_no, null::date as from_day, null::date as to_day from people
      where recorded_at <= ${asOf(context)} and person_no not in (select person_no from told) and person_no not in (select person_no from changed where person_no is not null)
    ) where team_no is not null`);
  await runner.run(sql`create or replace table ${fact(context, "team_ancestors")} as
    with recursive above(team_no, ancestor_no) as (
      select team_no, team_no from teams where recorded_at <= ${asOf(context)}
      union
      select a.team_no, t.parent_team_no from above a join teams t on t.team_no = a.ancestor_no where t.parent_team_no is not null and t.recorded_at <= ${asOf(context)}
    )
    select team_no, ancestor_no from above where ancestor_no in (select team_no from teams where recorded_at <= ${asOf(context)})`);
};

/** `work_days(day, before)`: the working days before each local date, so that working days between two dates are a difference. */
export const buildWorkDays = async (runner: Runner, context: FactsContext): Promise<void> => {
  const target = fact(context, "work_days");
  await runner.run(sql`create or replace table ${target} (day date, before integer)`);
  const [bounds] = await runner.rows(
    sql`select least((select min(created_at) from opportunities), (select min(created_at) from leads), (select min(changed_at) from stage_changes)) as first`,
  );
  if (typeof bounds?.first !== "number") return;
  const from = Math.floor(bounds.first / 86_400_000) - 2;
  const to = Math.floor(context.asOf / 86_400_000) + 2;
  const off = [];
  for (let day = from; day <= to; day += 1)
    if (!isWorkingDay(day, context.config)) off.push(sql`(${whole(day - from)})`);
  await runner.run(sql`insert into ${target}
    select (date '1970-01-01' + (${whole(from)} + g.i)::integer)::date, (sum(case when o.i is null then 1 else 0 end) over (order by g.i) - case when o.i is null then 1 else 0 end)::integer
    from range(${whole(to - from + 1)}) g(i) left join (values ${join([sql`(-1)`, ...off], ", ")}) o(i) on o.i = g.i`);
};

/** `person_zones` and `work_calendars`: working seconds counted up, so that working time is the difference of two look-ups. */
export const buildWorkCalendars = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "person_zones")} as
    select person_no as no, timezone as zone from people where timezone is not null and timezone in (select name from pg_timezone_names())`);
  const [bounds] = await runner.rows(sql`select epoch_ms(min(created_at)) as first from leads`);
  const zones = await runner.rows(sql`select distinct zone from ${fact(context, "person_zones")} order by 1`);
  const target = fact(context, "work_calendars");
  await runner.run(
    sql`create or replace table ${target} (zone varchar, opens_at timestamp, closes_at timestamp, before_s double)`,
  );
  if (bounds?.first === null || bounds === undefined) return;
  const day = (at: number) => Math.floor(at / 86_400_000);
  const from = day(Number(bounds.first)) - 15;
  const to = day(context.asOf) + 15;
  for (const zone of new Set([context.config.timezone, ...zones.map((row) => String(row.zone))])) {
    const rows = workingCalendar(zone, context.config, from, to).map(
      (open) =>
        sql`(${quoted(zone)}, ${instant(open.openMs)}, ${instant(open.closeMs)}, ${real(open.beforeMs / 1000)})`,
    );
    for (let start = 0; start < rows.length; start += 2_000)
      await runner.run(sql`insert into ${target} values ${join(rows.slice(start, start + 2_000), ", ")}`);
  }
};
