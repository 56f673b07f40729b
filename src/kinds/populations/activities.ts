/** What our people did, anchored at its completion. */
import { sql } from "../../sql/index.ts";
import { type Frame, fact, toldAttributes } from "../frame.ts";
import type { Things } from "../measure.ts";
import type { Population } from "../population.ts";

const columns = sql`a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no`;

const attributes = (frame: Frame) => toldAttributes(frame, sql`left join activities told on told.activity_no = a.no`);

const done = (frame: Frame) => fact(frame, frame.drawn === true ? "drawn_activities" : "activities");

/** Each activity once; by person or team, once for each that took part. */
export const activities: Population = {
  object: "activity",
  dimensions: ["activity_type", "weekday", "hour"],
  reasons: ["scheduled", "cancelled", "no_show", "automated", "internal", "test"],
  relation: (frame) => {
    const { told, join } = attributes(frame);
    return sql`select a.no, a.person_no, a.person_no as now_no, ${columns} ${told} from ${done(frame)} a ${join}`;
  },
  perPerson: (frame) => {
    const { told, join } = attributes(frame);
    return sql`select a.no, a.person_no, a.person_no as now_no, false as is_guest, ${columns} ${told} from ${done(frame)} a ${join} where a.person_no is not null
      union all select a.no, a.person_no, a.person_no, true, ${columns} ${told} from ${fact(frame, "attendances")} a ${join}
      ${frame.drawn === true ? sql`where a.no in (select no from ${done(frame)})` : sql``}`;
  },
};

/** The lead or opportunity that an activity was about. */
export const touchedRecord: Things = {
  object: sql`case when r.lead_no is null then 1 else 0 end`,
  no: sql`coalesce(r.lead_no, r.opportunity_no)`,
};
