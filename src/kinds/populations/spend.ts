/** What campaigns cost, anchored at the day of the spend. */
import { sql } from "../../sql/index.ts";
import { fact } from "../frame.ts";
import type { Population } from "../population.ts";

/** Spend as known, a budget spread over its days where no spend is known. */
export const spend: Population = {
  object: "spend",
  dimensions: ["campaign", "channel"],
  uncredited: true,
  reasons: [],
  relation: (frame) =>
    sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, s.day, s.campaign_no, s.amount, s.is_stale, s.kind, null::varchar as excluded
      from ${fact(frame, "spend")} s where s.day is not null`,
};

/** Every campaign's budget, spread over its days. */
export const budgets: Population = {
  ...spend,
  relation: (frame) =>
    sql`select row_number() over () as no, null::integer as person_no, null::integer as now_no, s.day, s.campaign_no, s.amount, s.is_stale, s.kind, null::varchar as excluded
      from ${fact(frame, "budgets")} s where s.day is not null`,
};
