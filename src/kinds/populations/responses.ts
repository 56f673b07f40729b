/** What prospects answered, anchored at its receipt. */
import { sql } from "../../sql/index.ts";
import { fact, toldAttributes } from "../frame.ts";
import type { Things } from "../measure.ts";
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
  "sentiment",
] as const;

/** Every response. */
export const responses: Population = {
  object: "response",
  dimensions,
  reasons: ["merged", "test", "deleted", "void"],
  relation: (frame) => {
    const { told, join } = toldAttributes(frame, sql`left join responses told on told.response_no = r.no`);
    return sql`select r.no, r.received_day as day, r.person_no, r.owner_now_no as now_no, r.excluded, r.sentiment, r.campaign_no, r.account_no, r.source, r.origin,
        r.subject, r.received_at, r.response_id, case when r.sentiment in ('positive', 'negative', 'neutral', 'unsubscribe') then 1 else 0 end as displaces ${told}
      from ${fact(frame, "responses")} r ${join}`;
  },
};

/** The lead or opportunity that answered. */
export const answeredRecord: Things = { object: sql`r.subject % 2`, no: sql`r.subject // 2` };

/** Each lead (or opportunity) once in each unit of time, by its latest class. Only a human's answer displaces an earlier class. */
export const respondents: Population = {
  ...responses,
  reduce: { partition: "subject", displaces: "displaces", order: ["received_at", "response_id"] },
};

/** Leads first touched in the period, and whether their latest class is positive. */
export const touchedLeads: Population = {
  object: "lead",
  becomes: ["responses"],
  dimensions: ["campaign", "channel", "source", "origin", "account", "segment", "industry", "country"],
  reasons: ["merged", "test", "deleted", "void"],
  relation: (frame) =>
    sql`select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes,
        l.first_touch_day as day, l.first_owner_no as person_no, l.excluded, coalesce(p.is_positive, false) as hit
      from ${fact(frame, "leads")} l left join (
        select lead_no, arg_max(sentiment, struct_pack(a := received_at, i := response_id)) = 'positive' as is_positive from ${fact(frame, "responses")}
        where sentiment in ('positive', 'negative', 'neutral', 'unsubscribe') and lead_no is not null group by lead_no) p on p.lead_no = l.no
      where l.first_touch_at is not null`,
};
