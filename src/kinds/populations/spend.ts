/** What campaigns cost, anchored at the day of the spend. */
import { day, join, type Sql, sql } from "../../sql/index.ts";
import { type Frame, fact } from "../frame.ts";
import type { Population } from "../population.ts";
import { createdLeads } from "./leads.ts";

/** Spend as known, a budget spread over its days where no spend is known. */
export const spend: Population = {
  object: "spend",
  dimensions: ["campaign", "channel"],
  uncredited: true,
  reasons: ["no_dates"],
  relation: (frame) =>
    sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, coalesce(s.day, ${day(frame.range.from)}) as day, s.campaign_no, s.amount, s.is_stale, s.kind, case when s.day is null then 'no_dates' end as excluded
      from ${fact(frame, "spend")} s`,
};

/** Every campaign's budget, spread over its days. */
export const budgets: Population = {
  needs: ["budgets"],
  ...spend,
  relation: (frame) =>
    sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, coalesce(s.day, ${day(frame.range.from)}) as day, s.campaign_no, s.amount, s.is_stale, s.kind, case when s.day is null then 'no_dates' end as excluded
      from ${fact(frame, "budgets")} s`,
};

/** `u(campaign_no, day)`: the campaigns that ran in a period (or in each of its units), told on its first day. */
const running = (frame: Frame): Sql => {
  const periods = (frame.units ?? [frame.range]).map(({ from, to }) => sql`(${day(from)}, ${day(to)})`);
  return sql`(select distinct c.campaign_no, p.from_day as day from campaigns c, (values ${join(periods, ", ")}) p(from_day, to_day)
    where coalesce(c.starts_on, date '0001-01-01') < p.to_day and coalesce(c.ends_on, date '9999-01-01') >= p.from_day) u`;
};

/** All cost to the as-of of the campaigns that ran in the period, whatever its day. */
export const lifetimeSpend: Population = {
  ...spend,
  relation: (frame) =>
    sql`select s.* replace (u.day as day) from (${spend.relation(frame)}) s join ${running(frame)} on u.campaign_no = s.campaign_no`,
};

/** All leads to the as-of of the campaigns that ran in the period. */
export const lifetimeLeads: Population = {
  ...createdLeads,
  relation: (frame) =>
    sql`select s.* replace (u.day as day) from (${createdLeads.relation(frame)}) s join ${running(frame)} on u.campaign_no = s.campaign_no`,
};
