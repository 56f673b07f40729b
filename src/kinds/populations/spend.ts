/** What campaigns cost, anchored at the day of the spend. */
import { day, join, type Sql, sql } from "../../sql/index.ts";
import { asOf, type Frame, fact } from "../frame.ts";
import type { Population } from "../population.ts";
import { createdLeads } from "./leads.ts";

/** The days of a fact; what has no dates belongs to no day and is told on the first of the period, or of each of its units. */
const daysOf =
  (table: "spend" | "budgets") =>
  (frame: Frame): Sql => {
    const firsts = (frame.units ?? [frame.range]).map(({ from }) => sql`(${day(from)})`);
    return sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, s.* from (
      select day, campaign_no, amount, is_stale, kind, null as excluded from ${fact(frame, table)} where day is not null
      union all select p.day, s.campaign_no, s.amount, s.is_stale, s.kind, 'no_dates' from ${fact(frame, table)} s, (values ${join(firsts, ", ")}) p(day) where s.day is null) s`;
  };

/** Spend as known, a budget spread over its days where no spend is known. */
export const spend: Population = {
  object: "spend",
  dimensions: ["campaign", "channel"],
  uncredited: true,
  reasons: ["no_dates"],
  relation: daysOf("spend"),
};

/** Every campaign's budget, spread over its days. */
export const budgets: Population = { needs: ["budgets"], ...spend, relation: daysOf("budgets") };

/** `u(campaign_no, day)`: the campaigns that ran in a period (or in each of its units), told on its first day. */
const running = (frame: Frame): Sql => {
  const periods = (frame.units ?? [frame.range]).map(({ from, to }) => sql`(${day(from)}, ${day(to)})`);
  return sql`(select distinct c.campaign_no, p.from_day as day from campaigns c, (values ${join(periods, ", ")}) p(from_day, to_day)
    where c.recorded_at <= ${asOf(frame)} and coalesce(c.starts_on, date '0001-01-01') < p.to_day and coalesce(c.ends_on, date '9999-01-01') >= p.from_day) u`;
};

/** Told on the first day of the period that it is counted in, listed on its own. */
const listedDay = sql`q.own_day`;

/** All cost to the as-of of the campaigns that ran in the period, whatever its day. */
export const lifetimeSpend: Population = {
  ...spend,
  listedDay,
  relation: (frame) =>
    sql`select s.* replace (u.day as day), s.day as own_day from (${spend.relation(frame)}) s join ${running(frame)} on u.campaign_no = s.campaign_no and (s.excluded is null or u.day = s.day)`,
};

/** All leads to the as-of of the campaigns that ran in the period. */
export const lifetimeLeads: Population = {
  ...createdLeads,
  listedDay,
  relation: (frame) =>
    sql`select s.* replace (u.day as day), s.day as own_day from (${createdLeads.relation(frame)}) s join ${running(frame)} on u.campaign_no = s.campaign_no`,
};
