/** How fast we answer a new lead. */
import { type Kpi, number, populations, responseOf } from "../kinds/index.ts";

export const responseTime: Kpi = {
  id: "response_time",
  version: 1,
  name: "Response time",
  meaning:
    "How many hours passed, on average, from a lead's creation in the period to the first time somebody of us touched it.",
  unit: "hours",
  better: "lower",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: null, den: number("answered") },
  group: "work",
  variants: {
    default: {
      name: "Elapsed hours",
      formula: "mean(first touch - created_at) over leads created in the period and touched",
      meaning:
        "By the clock, nights and weekends included: what the prospect feels. Beside it the median over all leads, the untouched censored. Touched before its creation, or on its day at a time that nobody knows, a lead is left out.",
      measure: responseOf(populations.respondedLeads, "elapsed"),
    },
    working: {
      name: "Working hours",
      formula: "mean(open hours between creation and first touch)",
      meaning: "Only the hours in which the first owner's office was open: what the team can be held to.",
      measure: responseOf(populations.respondedLeads, "working"),
    },
    from_assignment: {
      name: "From assignment",
      formula: "mean(first touch - assignment)",
      meaning: "The owner's own part, without the time until the lead was assigned.",
      measure: responseOf(populations.respondedFromAssignment, "elapsed"),
    },
    routing: {
      name: "Routing",
      formula: "mean(assignment - created_at)",
      meaning: "How long a lead waits until it is somebody's.",
      parts: { den: number("assigned") },
      measure: responseOf(populations.routedLeads, "elapsed"),
    },
  },
  example: {
    story:
      "One lead is called after two hours, one after four; a third was never touched. The average is three hours, of two answered.",
    given: {
      people: [{ person_id: "ann", name: "Ann" }],
      leads: [
        { lead_id: "1", created_at: "2026-01-05T09:00:00Z", owner_id: "ann" },
        { lead_id: "2", created_at: "2026-01-06T09:00:00Z", owner_id: "ann" },
        { lead_id: "3", created_at: "2026-01-07T09:00:00Z", owner_id: "ann" },
      ],
      activities: [
        {
          activity_id: "a",
          type: "call",
          direction: "outbound",
          occurred_at: "2026-01-05T11:00:00Z",
          person_id: "ann",
          lead_id: "1",
        },
        {
          activity_id: "b",
          type: "call",
          direction: "outbound",
          occurred_at: "2026-01-06T13:00:00Z",
          person_id: "ann",
          lead_id: "2",
        },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 3,
  },
};
