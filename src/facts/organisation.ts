/** Who was in which team on which day, which teams lie within which, and in which zone each person works. */
import { isWorkingDay, workingCalendar } from "../model/working-time.ts";
import { isZone } from "../model/zone.ts";
import { join, name, quoted, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, type FactsContext, fact, localDay } from "./context.ts";

/** `memberships(person_no, team_no, from_day, to_day)`: half-open, never overlapping; `team_ancestors`: each team under itself and all above, be they told of or only named. */
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
      select team_no, team_no from (select team_no from teams where recorded_at <= ${asOf(context)} union select team_no from ${fact(context, "memberships")})
      union
      select a.team_no, t.parent_team_no from above a join teams t on t.team_no = a.ancestor_no where t.parent_team_no is not null and t.recorded_at <= ${asOf(context)}
    )
    select team_no, ancestor_no from above`);
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

/**
 * `person_zones(no, zone_no, known_at)` and `work_calendars(zone_no, opens_at, closes_at, before_s)`: working seconds counted up, so that working
 * time is the difference of two look-ups; zone 0 is the report's. `work_hours`: for each hour of UTC what was open at its beginning or
 * last before, and what opens within it, so that a look-up is an equality.
 */
export const buildWorkCalendars = async (runner: Runner, context: FactsContext): Promise<void> => {
  const told = await runner.rows(
    sql`select distinct timezone as zone from people where timezone is not null order by 1`,
  );
  const zones = [...new Set([context.config.timezone, ...told.map((row) => String(row.zone)).filter(isZone)])];
  const numbered = zones.map((zone, index) => sql`(${quoted(zone)}, ${whole(index)}::smallint)`);
  await runner.run(sql`create or replace table ${fact(context, "person_zones")} as
    select p.person_no as no, z.zone_no, p.recorded_at as known_at from people p join (values ${join(numbered, ", ")}) z(zone, zone_no) on z.zone = p.timezone`);
  const [bounds] = await runner.rows(sql`select epoch_ms(min(created_at)) as first from leads`);
  const target = fact(context, "work_calendars");
  await runner.run(
    sql`create or replace table ${target} (zone_no smallint, opens_at timestamp, closes_at timestamp, before_s double)`,
  );
  const hours = fact(context, "work_hours");
  await runner.run(sql`create or replace table ${hours} (zone_no smallint, hour integer, opens_us bigint, open_s double, before_s double,
    next_opens_us bigint, next_open_s double, next_before_s double)`);
  if (bounds?.first === null || bounds === undefined) return;
  const [from, to] = [firstWorkDay(Number(bounds.first)), lastWorkDay(context)];
  for (const [index, zone] of zones.entries()) {
    const calendar = workingCalendar(zone, context.config, from, to);
    // Lists in texts: of as many rows of expressions reading the statement took ten times as long.
    const list = (of: (open: (typeof calendar)[number]) => number): Sql =>
      sql`unnest(string_split(${quoted(calendar.map(of).join(" "))}, ' '))::bigint`;
    if (calendar.length > 0)
      await runner.run(sql`insert into ${target} select ${whole(index)}, make_timestamp(opens * 1000), make_timestamp(closes * 1000), worked / 1000
        from (select ${list(({ openMs }) => openMs)} as opens, ${list(({ closeMs }) => closeMs)} as closes, ${list(({ beforeMs }) => beforeMs)} as worked)`);
  }
  // Two openings of one zone lie 23 hours apart at least, so an hour has one at most.
  await runner.run(sql`insert into ${hours}
    with calendar as (
      select zone_no, opens_at, epoch_us(opens_at) as opens_us, (epoch_us(closes_at) - epoch_us(opens_at)) / 1e6 as open_s, before_s,
        (epoch_us(opens_at) // 3600000000)::integer as hour from ${target}
    ),
    hours as (
      select z.zone_no, h.hour::integer as hour, make_timestamp(h.hour * 3600000000) as begins_at
      from (select distinct zone_no from ${target}) z, range(${whole(from * 24)}, ${whole(to * 24)}) h(hour)
    )
    select h.zone_no, h.hour, a.opens_us, a.open_s, a.before_s, b.opens_us, b.open_s, b.before_s
    from hours h asof left join calendar a on a.zone_no = h.zone_no and a.opens_at <= h.begins_at
      left join calendar b on b.zone_no = h.zone_no and b.hour = h.hour`);
};

const dayOf = (at: number): number => Math.floor(at / 86_400_000);

/** The day with which the calendars begin: a while before the earliest lead, epoch milliseconds. */
const firstWorkDay = (earliest: number): number => dayOf(earliest) - 15;

/** The day before which the calendars end: a while after the as-of. */
const lastWorkDay = (context: FactsContext): number => dayOf(context.asOf) + 15;

/** What the calendars that are there, of the same zones, are for this as-of: whether they begin where the earliest lead asks for it, and end where the as-of does. */
export const workCovered = async (
  runner: Runner,
  context: FactsContext,
): Promise<{ readonly begins: boolean; readonly ends: boolean }> => {
  const [found] = await runner.rows(
    sql`select min(hour) as first, max(hour) as last, (select epoch_ms(min(created_at)) from leads) as earliest from ${fact(context, "work_hours")}`,
  );
  const earliest = found?.earliest ?? null;
  return {
    begins: earliest === null || found?.first === firstWorkDay(Number(earliest)) * 24,
    ends: found?.last === lastWorkDay(context) * 24 - 1,
  };
};

/** Joins `alias`, the hour of an instant on the clock of a zone; `workedBy` then reads the working seconds up to it. */
export const joinHour = (context: FactsContext, alias: string, zoneNo: Sql, at: Sql): Sql =>
  sql`left join ${fact(context, "work_hours")} ${name(alias)} on ${name(alias)}.zone_no = ${zoneNo} and ${name(alias)}.hour = (epoch_us(${at}) // 3600000000)::integer`;

/** Working seconds before an instant, counted from one beginning for all; `null` before the first opening. */
export const workedBy = (alias: string, at: Sql): Sql => {
  const hour = name(alias);
  const since = (opens: string, open: string, before: string): Sql =>
    sql`${hour}.${name(before)} + least((epoch_us(${at}) - ${hour}.${name(opens)}) / 1e6, ${hour}.${name(open)})`;
  return sql`case when ${hour}.next_opens_us <= epoch_us(${at}) then ${since("next_opens_us", "next_open_s", "next_before_s")} else ${since("opens_us", "open_s", "before_s")} end`;
};
