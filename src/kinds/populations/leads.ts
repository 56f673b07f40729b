/** Leads, anchored at their creation, their assignment or their conversion. */
import { firstDayAhead, measuredDay } from "../../model/comparison.ts";
import { dateOf } from "../../model/day.ts";
import { day, join, real, type Sql, sql } from "../../sql/index.ts";
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
  /** When a lead was touched before all this, so that waiting for it means nothing. */
  readonly contactedBefore: Sql;
}

/** How long leads created in the period waited for something; `elapsed`, `working` in hours; `status` 1 it came, 0 not yet. */
const waiting = ({ from, to, fromWork, toWork, contactedBefore }: Wait): Population => ({
  object: "lead",
  needs: ["activities"],
  dimensions,
  reasons: [...population, "no_time", "pre_contacted"],
  settlesAfter: () => 0,
  relation: (frame) => {
    const columns = sql`${created},
        coalesce(l.excluded, case when l.created_date_only then 'no_time' when ${contactedBefore} then 'pre_contacted' end) as excluded,
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
  contactedBefore: sql`l.first_touch_at < l.created_at`,
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
  contactedBefore: sql`false`,
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
  anchor: sql`l.created_at`,
  day: sql`l.created_day`,
  person: sql`l.owner_created_no`,
  within: "horizon",
});

/** The units that have begun, each with the date whose state is measured: `u(until, day)`. */
const ends = (frame: Frame): Sql => {
  const ahead = dateOf(firstDayAhead(frame.asOf, frame.config.timezone));
  const rows = (frame.units ?? [frame.range])
    .filter(({ from }) => from < ahead)
    .map(({ to }) => sql`(${day(to)}, ${day(measuredDay(to, frame.asOf, frame.config.timezone))})`);
  return rows.length === 0
    ? sql`(select null::date as until, null::date as day where false) u`
    : sql`(values ${join(rows, ", ")}) u(until, day)`;
};

/** Active at the end of the period, or of each of its units; credit to the owner then. */
export const standingLeads: Population = {
  object: "lead",
  dimensions,
  reasons: [],
  relation: (frame) =>
    sql`select s.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, u.day, s.owner_no as person_no, s.excluded
      from ${fact(frame, "lead_stocks")} s join ${ends(frame)} on s.from_day < u.until and coalesce(s.to_day, date 'infinity') >= u.until
        join ${fact(frame, "leads")} l on l.no = s.no`,
};

/** Leads of a cohort, converted within the horizon or not. */
const conversion = (event: Sql, key: string | null): Population => ({
  object: "lead",
  dimensions,
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
  reasons: [],
  relation: (frame) =>
    rows(
      frame,
      sql`l.conversion_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no`,
      sql`l.conversion_at is not null`,
    ),
};
