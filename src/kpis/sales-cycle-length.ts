/** How long a sale takes from the opportunity's creation until the deal closes or the customer backs out. */
import { anyOf, cycleOf, is, isNot, isOutcome, type Kpi, medianTimeOf, number, populations } from "../kinds/index.ts";

/** What is void would be in the period, whichever outcome is asked about: it is left out, and counted. */
const wonOrVoid = anyOf(is("is_won"), isOutcome("void"));

export const salesCycleLength: Kpi = {
  id: "sales_cycle_length",
  version: 1,
  name: "Sales cycle length",
  meaning:
    "How many days passed, on average, from an opportunity's creation to its close, won or lost, for those that closed in the period.",
  unit: "days",
  better: "lower",
  type: "flow",
  additivity: "non_additive",
  parts: { num: null, den: number("closed") },
  group: "flow",
  variants: {
    default: {
      name: "Closed deals",
      formula: "mean(closed_at - created_at) over opportunities closed in the period",
      meaning:
        "Won and lost deals together, by close date. Deals still open are not in it: ask `km` for an answer that counts them.",
      measure: cycleOf({ of: populations.closedCycles, value: "duration" }),
    },
    won: {
      name: "Won deals",
      formula: "mean(closed_at - created_at) over opportunities won in the period",
      meaning: "Only deals that were won: shorter or longer than the default as losses are quick or slow.",
      measure: cycleOf({ of: populations.closedCycles, value: "duration", where: wonOrVoid }),
    },
    lost: {
      name: "Lost deals",
      formula: "mean(closed_at - created_at) over opportunities lost in the period",
      meaning: "Only deals that were lost or ended without a decision.",
      measure: cycleOf({ of: populations.closedCycles, value: "duration", where: isNot("is_won") }),
    },
    km: {
      name: "Kaplan-Meier median",
      formula: "the time by which half of the opportunities created in the period have closed, open ones censored",
      meaning:
        "Counts the deals still open, which the average of closed deals leaves out: the honest answer for a young pipeline.",
      type: "cohort",
      // Those that are still open are observed as well.
      parts: { num: number("closed"), den: number("created") },
      measure: medianTimeOf(populations.createdCycles),
    },
    from_lead: {
      name: "From the lead",
      formula: "mean(closed_at - earliest linked lead's created_at) over opportunities closed in the period",
      meaning: "The whole journey from first contact to close. Deals without a lead are left out and counted.",
      measure: cycleOf({ of: populations.closedJourneys, value: "duration" }),
    },
    working_days: {
      name: "Working days",
      formula: "mean(working days from creation to close) over opportunities closed in the period",
      meaning: "Weekends and holidays do not count.",
      measure: cycleOf({ of: populations.workingCycles, value: "working" }),
    },
  },
  example: {
    story:
      "Five deals close in January after 10, 20, 30, 40 and 60 days, whether won or lost; a sixth is still open. The average cycle is 32 days.",
    given: {
      opportunities: [
        { opportunity_id: "a", created_at: "2026-01-01T00:00:00Z", closed_at: "2026-01-11T00:00:00Z", stage: "won" },
        { opportunity_id: "b", created_at: "2026-01-01T00:00:00Z", closed_at: "2026-01-21T00:00:00Z", stage: "lost" },
        { opportunity_id: "c", created_at: "2026-01-01T00:00:00Z", closed_at: "2026-01-31T00:00:00Z", stage: "won" },
        { opportunity_id: "d", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-10T00:00:00Z", stage: "lost" },
        { opportunity_id: "e", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-30T00:00:00Z", stage: "won" },
        { opportunity_id: "f", created_at: "2026-01-01T00:00:00Z", stage: "proposal" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 32,
  },
};
