/** What campaigns cost, anchored at the day of the spend. */
import { day, type Sql, sql } from "../../sql/index.ts";
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
  ...spend,
  relation: (frame) =>
    sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, coalesce(s.day, ${day(frame.range.from)}) as day, s.campaign_no, s.amount, s.is_stale, s.kind, case when s.day is null then 'no_dates' end as excluded
      from ${fact(frame, "budgets")} s`,
};

/** All cost to the as-of of the campaigns that ran in the period, whatever its day. */
export const lifetimeSpend: Population = {
  ...spend,
  relation: (frame) =>
    sql`select * replace (${day(frame.range.from)} as day) from (${spend.relation(frame)}) where ${running(frame)}`,
};

/** All leads to the as-of of the campaigns that ran in the period. */
export const lifetimeLeads: Population = {
  ...createdLeads,
  relation: (frame) =>
    sql`select * replace (${day(frame.range.from)} as day) from (${createdLeads.relation(frame)}) where ${running(frame)}`,
};

/** Its dates meet the period; without dates, it spent something in it. */
const running = (frame: Frame): Sql => sql`campaign_no in (
  select campaign_no from campaigns where starts_on < ${day(frame.range.to)} and coalesce(ends_on, date '9999-01-01') >= ${day(frame.range.from)}
  union select campaign_no from ${fact(frame, "spend")} where day >= ${day(frame.range.from)} and day < ${day(frame.range.to)})`;
