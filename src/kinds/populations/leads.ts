/** Leads, anchored at their creation, their assignment or their conversion. */
import { firstDayAhead, measuredDay } from "../../model/comparison.ts";
import { dateOf } from "../../model/day.ts";
import { day, join, real, type Sql, sql, whole } from "../../sql/index.ts";
import { asOf, days, type Frame, fact, horizonDays, hours } from "../frame.ts";
import type { Population } from "../population.ts";

const dimensions = ["campaign", "channel", "source", "origin", "account", "segment", "industry", "country"] as const;
const population = ["merged", "test", "deleted", "void"] as const;

const rows = (frame: Frame, columns: Sql, where: Sql = sql`true`): Sql =>
  sql`select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, ${columns}
    from ${fact(frame, "leads")} l where ${where}`;

const created = sql`l.created_day as day, l.first_owner_no as person_no`;

/** Created in the period; credit to the first owner. */
export const createdLeads: Population = {
  object: "lead",
  dimensions,
  reasons: population,
  relation: (frame) => rows(frame, sql`${created}, l.excluded, l.opportunity_no`),
};

interface Wait {
  readonly from: Sql;
  readonly to: Sql;
  /** Working seconds at both ends, on the first owner's clock. */
  readonly fromWork: Sql;
  readonly toWork: Sql;
  /** What is waited for is a touch: of a lead touched before its creation, or on that day at a time nobody knows, it means nothing. */
  readonly isTouch: boolean;
}

/** How long leads created in the period waited for something; `elapsed`, `working` in hours; `status` 1 it came, 0 not yet. */
const waiting = ({ from, to, fromWork, toWork, isTouch }: Wait): Population => ({
  object: "lead",
  needs: ["activities"],
  dimensions,
  reasons: [...population, "no_time", "pre_contacted"],
  settlesAfter: () => 0,
  relation: (frame) => {
    const touched = isTouch ? sql`true` : sql`false`;
    const columns = sql`${created},
        coalesce(l.excluded, case when l.created_date_only or (${touched} and l.is_touch_untimed) then 'no_time' when ${touched} and l.first_touch_at < l.created_at then 'pre_contacted' end) as excluded,
        case when ${to} is null then 0 else 1 end as status, greatest(${hours(from, sql`coalesce(${to}, ${asOf(frame)})`)}, 0) as elapsed,
        coalesce(${toWork}, 0) as to_s, coalesce(${fromWork}, 0) as from_s, l.zone_no`;
    return sql`select r.*, greatest(case when r.status = 1 then r.to_s else coalesce(k.now_s, 0) end - r.from_s, 0) / 3600.0 as working,
        r.status = 1 and greatest(r.to_s - r.from_s, 0) / 3600.0 <= ${real(frame.config.slaWorkingHours + 1e-9)} as in_sla
      from (${rows(frame, columns, sql`${from} is not null`)}) r
      left join (
        select zone_no, max(before_s + least(epoch_us(${asOf(frame)}) - epoch_us(opens_at), epoch_us(closes_at) - epoch_us(opens_at)) / 1e6) as now_s
        from ${fact(frame, "work_calendars")} where opens_at <= ${asOf(frame)} group by zone_no
      ) k on k.zone_no = r.zone_no`;
  },
});

const creation = {
  from: sql`l.created_at`,
  fromWork: sql`l.created_work_s`,
  isTouch: true,
};

export const respondedLeads = waiting({ ...creation, to: sql`l.first_touch_at`, toWork: sql`l.touch_work_s` });
export const respondedFromAssignment = waiting({
  ...creation,
  from: sql`l.assignment_at`,
  fromWork: sql`l.assigned_work_s`,
  to: sql`l.after_assignment_at`,
  toWork: sql`l.assigned_touch_work_s`,
});
export const routedLeads = waiting({
  ...creation,
  isTouch: false,
  to: sql`l.assignment_at`,
  toWork: sql`l.assigned_work_s`,
});

interface FollowUp {
  readonly anchor: Sql;
  readonly day: Sql;
  readonly person: Sql;
  readonly within: "horizon" | "ever" | "sla";
}

const followUpDays = ({ config }: Frame): number => config.horizonDays.follow_up_rate ?? config.followUpDays;

/** Leads that were to be followed up, and whether somebody touched them in time. */
const followUp = ({ anchor, day, person, within }: FollowUp): Population => ({
  object: "lead",
  needs: ["activities"],
  dimensions,
  reasons: [...population, ...(within === "ever" ? [] : ["immature"])],
  settlesAfter: followUpDays,
  relation: (frame) => {
    const horizon = real(followUpDays(frame));
    const immature = within === "ever" ? sql`false` : sql`${days(anchor, asOf(frame))} < ${horizon}`;
    // A touch before the anchor counts as one after no time (R14).
    const hit = {
      ever: sql`l.first_touch_at is not null`,
      horizon: sql`coalesce(${days(anchor, sql`l.first_touch_at`)} <= ${horizon}, false) and l.assignment_at is not null`,
      sla: sql`l.first_touch_at is not null and coalesce(greatest(l.touch_work_s - l.assigned_work_s, 0) / 3600.0 <= ${real(frame.config.slaWorkingHours + 1e-9)}, false)`,
    }[within];
    return rows(
      frame,
      sql`${day} as day, ${person} as person_no, coalesce(l.excluded, case when ${immature} then 'immature' end) as excluded, ${hit} as hit`,
      sql`${anchor} is not null`,
    );
  },
});

const assigned = {
  anchor: sql`l.assignment_at`,
  day: sql`l.assignment_day`,
  person: sql`l.owner_assigned_no`,
};

export const assignedLeads = followUp({ ...assigned, within: "horizon" });
export const assignedLeadsEver = followUp({ ...assigned, within: "ever" });
export const assignedLeadsInSla = followUp({ ...assigned, within: "sla" });
export const allLeadsFollowed = followUp({
  ...assigned,
  anchor: sql`l.created_at`,
  day: sql`l.created_day`,
  within: "horizon",
});

/** Where the units that have begun end, and the date whose state is measured there. */
const endsOf = (frame: Frame): readonly { readonly until: string; readonly measured: string }[] => {
  const ahead = dateOf(firstDayAhead(frame.asOf, frame.config.timezone));
  return (frame.units ?? [frame.range])
    .filter(({ from }) => from < ahead)
    .map(({ to }) => ({ until: to, measured: measuredDay(to, frame.asOf, frame.config.timezone) }));
};

/** By whom alone leads at hand can be counted before they are set beside each end. */
const byOwner = ["person", "team"];

/**
 * Active at the end of the period, or of each of its units; credit to the owner then. Counted, not listed: each row stands for `n` leads,
 * for one of them where more of them is asked than whose they are.
 */
export const standingLeads: Population = {
  object: "lead",
  dimensions,
  reasons: [],
  relation: (frame) => {
    const ends = endsOf(frame);
    if (ends.length === 0)
      return rows(frame, sql`null::date as day, null::integer as person_no, l.excluded, 1 as n`, sql`false`);
    const isCounted = frame.dimensions !== undefined && [...frame.dimensions].every((one) => byOwner.includes(one));
    // How many ends lie at or before a day: those before an end of the stay and not before its start see it.
    const before = (at: Sql): Sql =>
      sql`(case ${join(
        ends.map(({ until }, place) => sql`when ${at} < ${day(until)} then ${whole(place)}`),
        " ",
      )} else ${whole(ends.length)} end)::smallint`;
    const stays = sql`select ${before(sql`s.from_day`)} as first, ${before(sql`s.to_day`)} as beyond, s.owner_no as person_no, s.excluded`;
    const source = sql`from ${fact(frame, "lead_stocks")} s`;
    const groups = isCounted
      ? sql`${stays}, count(*) as n ${source} group by all`
      : sql`${stays}, 1 as n, s.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes
          ${source} join ${fact(frame, "leads")} l on l.no = s.no`;
    const places = ends.map(({ measured }, place) => sql`(${whole(place)}, ${day(measured)})`);
    return sql`select g.* exclude (first, beyond), e.day from (${groups}) g join (values ${join(places, ", ")}) e(place, day) on e.place >= g.first and e.place < g.beyond`;
  },
};

/** Leads of a cohort, converted within the horizon or not. */
const conversion = (event: Sql, key: string | null): Population => ({
  object: "lead",
  dimensions,
  becomes: ["opportunities", "links"],
  reasons: [...population, ...(key === null ? [] : ["immature"])],
  settlesAfter: (frame) => (key === null ? 0 : horizonDays(frame, key)),
  relation: (frame) => {
    const horizon = key === null ? null : real(horizonDays(frame, key));
    const immature = horizon === null ? sql`false` : sql`${days(sql`l.created_at`, asOf(frame))} < ${horizon}`;
    const hit =
      horizon === null
        ? sql`${event} is not null`
        : sql`coalesce(${days(sql`l.created_at`, event)} <= ${horizon}, false)`;
    return rows(
      frame,
      sql`${created}, coalesce(l.excluded, case when ${immature} then 'immature' end) as excluded, ${hit} as hit, l.opportunity_no`,
    );
  },
});

export const convertingLeads = conversion(sql`l.conversion_at`, "lead_conversion");
export const convertingLeadsEver = conversion(sql`l.conversion_at`, null);
export const linkingLeads = conversion(sql`l.link_at`, "lead_conversion.linked");

/** Converted in the period, whenever created. */
export const convertedLeads: Population = {
  object: "lead",
  dimensions,
  becomes: ["opportunities", "links"],
  reasons: [],
  relation: (frame) =>
    rows(
      frame,
      sql`l.conversion_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no`,
      sql`l.conversion_at is not null`,
    ),
};
