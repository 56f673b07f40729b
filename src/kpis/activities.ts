/** What our people do. */
import {
  countOf,
  countPerWorkingDay,
  distinctOf,
  type Kpi,
  number,
  populations,
  touchedRecord,
} from "../kinds/index.ts";

export const activities: Kpi = {
  id: "activities",
  version: 1,
  name: "Activities",
  meaning: "How many calls, mails, meetings and messages our people completed in the period.",
  unit: "count",
  better: "higher",
  type: "flow",
  additivity: "additive",
  parts: { num: number("activity", "activities"), den: null },
  group: "work",
  variants: {
    default: {
      name: "Completed activities",
      formula: "completed, human, external activities by completion date",
      meaning:
        "Automated, internal, scheduled, cancelled and missed ones are left out and counted. One mail is one mail, however many systems logged it; a meeting counts for each of us who attended, once for the team.",
      measure: countOf({ of: populations.activities, once: true, clusteredBy: touchedRecord }),
    },
    per_working_day: {
      name: "Per working day",
      formula: "activities / working days of the period",
      meaning: "Months of different length and periods still running become comparable.",
      additivity: "non_additive",
      parts: { den: number("working day", "working days") },
      measure: countPerWorkingDay(populations.activities, touchedRecord),
    },
    records_touched: {
      name: "Records touched",
      formula: "distinct leads and opportunities with an activity in the period",
      meaning: "Breadth instead of volume: ten calls to one lead touch one record.",
      additivity: "non_additive",
      parts: { num: number("record", "records") },
      measure: distinctOf(populations.activities, touchedRecord),
    },
  },
  example: {
    story:
      "A call, a meeting and one mail that two systems logged are three activities; an automated mail and a cancelled meeting are none.",
    given: {
      people: [{ person_id: "ann", name: "Ann" }],
      activities: [
        { activity_id: "1", type: "call", occurred_at: "2026-01-05T10:00:00Z", person_id: "ann" },
        { activity_id: "2", type: "meeting", occurred_at: "2026-01-06T10:00:00Z", person_id: "ann" },
        { activity_id: "3", type: "email", occurred_at: "2026-01-07T10:00:00Z", person_id: "ann", message_id: "m1" },
        { activity_id: "4", type: "email", occurred_at: "2026-01-07T10:00:05Z", person_id: "ann", message_id: "m1" },
        { activity_id: "5", type: "email", occurred_at: "2026-01-08T10:00:00Z", person_id: "ann", automated: "true" },
        {
          activity_id: "6",
          type: "meeting",
          occurred_at: "2026-01-09T10:00:00Z",
          person_id: "ann",
          status: "cancelled",
        },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 3,
  },
};
