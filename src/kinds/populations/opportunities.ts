/** Opportunities, anchored at their close, their opening, their qualification or their creation. */
import { dateOf } from "../../model/day.ts";
import { localDay } from "../../model/zone.ts";
import { day, real, type Sql, sql } from "../../sql/index.ts";
import { asOf, days, type Frame, fact, horizonDays } from "../frame.ts";
import type { Population } from "../population.ts";

const dimensions = [
  "campaign",
  "channel",
  "source",
  "origin",
  "account",
  "segment",
  "industry",
  "country",
  "product",
  "type",
  "pipeline",
  "outcome",
] as const;

const population = ["merged", "test", "deleted", "void"] as const;

/** What every population of opportunities can be split and filtered by. */
const shared = sql`o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes`;

const rows = (frame: Frame, columns: Sql, where: Sql): Sql =>
  sql`select o.no, o.owner_now_no as now_no, ${shared}, ${columns} from ${fact(frame, "opportunities")} o where ${where}`;

const closed = sql`o.closed_at is not null or (o.no_close_date and o.category in (1, 2, 3, 5))`;
const closeAnchor = sql`coalesce(o.closed_day, o.created_day) as day, case when o.closed_at is null then o.owner_created_no else o.owner_closed_no end as person_no`;
const noDate = sql`case when o.closed_at is null then 'no_close_date' end`;

/** Closed in the period, by close date. */
export const closedOpportunities: Population = {
  object: "opportunity",
  tellsHistory: true,
  dimensions,
  reasons: [...population, "no_close_date"],
  relation: (frame) =>
    rows(
      frame,
      sql`${closeAnchor}, coalesce(o.excluded, ${noDate}) as excluded, o.is_won, o.is_lost, o.category = 3 as is_no_decision,
        o.qualified_at is not null as is_qualified, o.closed_amount as amount, o.closed_rate_is_stale as is_stale, o.has_history, o.lead_no is not null as has_lead`,
      closed,
    ),
};

/** The same, with the time they took; those without a meaningful one are left out. */
export const closedCycles: Population = {
  object: "opportunity",
  tellsHistory: true,
  dimensions,
  reasons: [...population, "no_close_date", "negative_duration", "born_closed"],
  relation: (frame) =>
    rows(
      frame,
      sql`${closeAnchor}, coalesce(o.excluded, ${noDate}, case when o.is_born_closed then 'born_closed' when o.cycle_days < 0 then 'negative_duration' end) as excluded,
        o.is_won, o.is_lost, o.cycle_days as duration, o.closed_amount as amount, o.has_history,
        null::integer as working`,
      closed,
    ),
};

/** The same in working days between the local dates. */
export const workingCycles: Population = {
  ...closedCycles,
  relation: (frame) => sql`select c.* replace (b.before - a.before as working) from (${closedCycles.relation(frame)}) c
    join ${fact(frame, "opportunities")} o on o.no = c.no
    left join ${fact(frame, "work_days")} a on a.day = o.created_day left join ${fact(frame, "work_days")} b on b.day = o.closed_day`,
};

/** From the earliest linked lead's creation to the close. */
export const closedJourneys: Population = {
  object: "opportunity",
  dimensions,
  reasons: [...population, "no_close_date", "no_lead", "negative_duration", "born_closed"],
  relation: (frame) => {
    const duration = sql`case when o.lead_created_date_only or o.closed_date_only then (o.closed_day - o.lead_created_day)::double else ${days(sql`o.lead_created_at`, sql`o.closed_at`)} end`;
    return rows(
      frame,
      sql`${closeAnchor}, coalesce(o.excluded, ${noDate}, case when o.lead_no is null then 'no_lead' when o.closed_at = o.lead_created_at and not o.lead_created_date_only and not o.closed_date_only then 'born_closed' when ${duration} < 0 then 'negative_duration' end) as excluded,
        o.is_won, o.is_lost, ${duration} as duration, o.closed_amount as amount`,
      closed,
    );
  },
};

/** Created in the period, observed until they closed or the as-of: for survival. */
export const createdCycles: Population = {
  object: "opportunity",
  dimensions,
  reasons: [...population, "no_close_date", "negative_duration", "born_closed"],
  relation: (frame) =>
    rows(
      frame,
      sql`o.created_day as day, o.owner_created_no as person_no,
        coalesce(o.excluded, case when o.no_close_date then 'no_close_date' when o.is_born_closed then 'born_closed' when o.cycle_days < 0 then 'negative_duration' end) as excluded,
        case when o.closed_at is not null then o.cycle_days when o.created_date_only then (${day(dateOf(localDay(frame.asOf, frame.config.timezone)))} - o.created_day)::double
          else ${days(sql`o.created_at`, asOf(frame))} end as time,
        case when o.closed_at is null then 0 else 1 end as status, o.present_amount as amount`,
      sql`true`,
    ),
};

/** First opened in the period; credit to the creator, or under `credit_owner` to the owner then. */
export const openedOpportunities: Population = {
  object: "opportunity",
  dimensions,
  reasons: population,
  relation: (frame) =>
    rows(
      frame,
      sql`o.first_open_day as day, o.creator_no as person_no, o.owner_open_no, o.excluded, o.created_amount as amount, o.created_rate_is_stale as is_stale`,
      sql`o.first_open_at is not null`,
    ),
};

export const openedByOwner: Population = {
  ...openedOpportunities,
  relation: (frame) =>
    rows(
      frame,
      sql`o.first_open_day as day, o.owner_open_no as person_no, o.excluded, o.created_amount as amount`,
      sql`o.first_open_at is not null`,
    ),
};

const neverOpen = sql`o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)`;

/** Never open: their first known instant was their close. */
export const bornClosed: Population = {
  object: "opportunity",
  dimensions,
  reasons: [],
  relation: (frame) =>
    rows(
      frame,
      sql`o.created_day as day, coalesce(o.created_by_no, o.owner_created_no) as person_no, o.excluded, o.present_amount as amount`,
      neverOpen,
    ),
};

export const bornClosedByOwner: Population = {
  ...bornClosed,
  relation: (frame) =>
    rows(
      frame,
      sql`o.created_day as day, o.owner_created_no as person_no, o.excluded, o.present_amount as amount`,
      neverOpen,
    ),
};

/** Reached the qualifying stage for the first time in the period. */
export const qualifiedOpportunities: Population = {
  object: "opportunity",
  dimensions,
  reasons: population,
  relation: (frame) =>
    rows(
      frame,
      sql`o.qualified_day as day, coalesce(o.created_by_no, o.owner_qualified_no) as person_no, o.excluded, o.present_amount as amount`,
      sql`o.qualified_at is not null`,
    ),
};

interface WonCohort {
  readonly anchor: Sql;
  readonly day: Sql;
  readonly person: Sql;
  readonly key: string | null;
}

/** Opportunities from an anchor on, won within the horizon or not. */
const wonCohort = ({ anchor, day, person, key }: WonCohort): Population => ({
  object: "opportunity",
  dimensions,
  reasons: [...population, "no_close_date", ...(key === null ? [] : ["immature"])],
  settlesAfter: (frame) => (key === null ? 0 : horizonDays(frame, key)),
  relation: (frame) => {
    const horizon = key === null ? null : horizonDays(frame, key);
    const immature = horizon === null ? sql`false` : sql`${days(anchor, asOf(frame))} < ${real(horizon)}`;
    const within = horizon === null ? sql`true` : sql`${days(anchor, sql`o.closed_at`)} <= ${real(horizon)}`;
    return rows(
      frame,
      sql`${day} as day, ${person} as person_no, coalesce(o.excluded, case when o.no_close_date then 'no_close_date' when ${immature} then 'immature' end) as excluded,
        o.is_won and ${within} as hit, o.present_amount as amount, greatest(${days(anchor, sql`coalesce(o.closed_at, ${asOf(frame)})`)}, 0) as time,
        case when o.is_won then 1 when o.is_lost then 2 else 0 end as status`,
      sql`${anchor} is not null`,
    );
  },
});

const created = { anchor: sql`o.created_at`, day: sql`o.created_day`, person: sql`o.owner_created_no` };

export const createdOpportunities = wonCohort({ ...created, key: "close_rate" });
export const createdOpportunitiesEver = wonCohort({ ...created, key: null });
export const qualifiedCohort = wonCohort({
  anchor: sql`o.qualified_at`,
  day: sql`o.qualified_day`,
  person: sql`o.owner_qualified_no`,
  key: "close_rate.from_qualified",
});

/** Won in the period. */
export const wonOpportunities: Population = {
  ...closedOpportunities,
  reasons: population,
  relation: (frame) =>
    rows(
      frame,
      sql`o.closed_day as day, o.owner_closed_no as person_no, o.excluded, o.closed_amount as amount, o.closed_rate_is_stale as is_stale, o.has_history`,
      sql`o.is_won and o.closed_at is not null`,
    ),
};
