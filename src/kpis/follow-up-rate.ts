/** How completely we follow up. */
import { is, type Kpi, loadOf, number, populations, proportionOf } from "../kinds/index.ts";

const hit = is("hit");
const load = loadOf(populations.assignedLeadsEver, populations.standingLeads, "person_no");

export const followUpRate: Kpi = {
  id: "follow_up_rate",
  version: 1,
  name: "Follow-up rate",
  meaning: "Of the leads assigned in the period, the share that somebody touched within seven days of the assignment.",
  unit: "ratio",
  better: "higher",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: number("followed up"), den: number("lead", "leads") },
  group: "work",
  variants: {
    default: {
      name: "Within the horizon",
      formula: "leads touched within 7 days of assignment / leads assigned in the period at least 7 days ago",
      meaning:
        "Leads assigned only yesterday are not held against anybody: they are left out and counted. Beside it how much there is to do: leads newly assigned per person and working day of the period, and active leads per person at its end, each over the people who have any.",
      measure: proportionOf({ of: populations.assignedLeads, hit, horizon: "follow_up_rate", with: load }),
    },
    ever: {
      name: "Ever",
      formula: "leads touched by the as-of / leads assigned in the period",
      meaning: "However late. Recent leads have had less time: not for comparing periods.",
      measure: proportionOf({ of: populations.assignedLeadsEver, hit, ripensBy: "follow_up_rate", with: load }),
    },
    within_sla: {
      name: "Within the agreed time",
      formula: "leads touched within the agreed working hours of assignment / leads assigned in the period",
      meaning: "One working hour unless configured.",
      measure: proportionOf({ of: populations.assignedLeadsInSla, hit, horizon: "follow_up_rate", with: load }),
    },
    all_leads: {
      name: "All leads",
      formula: "leads touched within 7 days of creation / leads created in the period",
      meaning: "Leads nobody was ever assigned count as not followed up.",
      measure: proportionOf({ of: populations.allLeadsFollowed, hit, horizon: "follow_up_rate", with: load }),
    },
  },
  byCurrentOwner: proportionOf({
    of: populations.assignedLeads,
    hit,
    horizon: "follow_up_rate",
    with: loadOf(populations.assignedLeadsEver, populations.standingLeads, "now_no"),
  }),
  example: {
    story: "Of five leads assigned early in January four are touched within a week, one of them by a colleague: 80 %.",
    given: {
      people: [
        { person_id: "ann", name: "Ann" },
        { person_id: "bob", name: "Bob" },
      ],
      leads: ["1", "2", "3", "4", "5"].map((id) => ({
        lead_id: id,
        created_at: "2026-01-05T09:00:00Z",
        owner_id: "ann",
      })),
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
          occurred_at: "2026-01-12T09:00:00Z",
          person_id: "bob",
          lead_id: "2",
        },
        {
          activity_id: "c",
          type: "email",
          direction: "outbound",
          occurred_at: "2026-01-08T09:00:00Z",
          person_id: "ann",
          lead_id: "3",
        },
        { activity_id: "d", type: "meeting", occurred_at: "2026-01-09T09:00:00Z", person_id: "ann", lead_id: "4" },
        {
          activity_id: "e",
          type: "call",
          direction: "outbound",
          occurred_at: "2026-01-12T09:00:01Z",
          person_id: "ann",
          lead_id: "5",
        },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    asOf: "2026-02-01T00:00:00Z",
    gives: 0.8,
  },
};
