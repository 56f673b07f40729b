/** Of what we started, how much was won. */
import { incidenceOf, is, type Kpi, number, populations, proportionOf } from "../kinds/index.ts";

const hit = is("hit");

export const closeRate: Kpi = {
  id: "close_rate",
  version: 1,
  name: "Close rate",
  meaning: "Of the opportunities created in the period, the share that was won within the time that winning takes.",
  unit: "ratio",
  better: "higher",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: number("won"), den: number("created") },
  group: "win",
  variants: {
    default: {
      name: "Within the horizon",
      formula: "won within the horizon from creation on / created in the period, at least the horizon ago",
      meaning:
        "Deals still open stay in the denominator; deals too young to tell are left out and counted. The horizon is the P90 of the days that past deals took to be won, at least 30. Win rate asks of what ended, close rate of what was started.",
      measure: proportionOf({ of: populations.createdOpportunities, hit, horizon: "close_rate" }),
    },
    ever: {
      name: "Ever",
      formula: "won by the as-of / created in the period",
      meaning: "However late. Recent deals have had less time: not for comparing periods.",
      measure: proportionOf({ of: populations.createdOpportunitiesEver, hit, ripensBy: "close_rate" }),
    },
    from_qualified: {
      name: "From qualified",
      formula:
        "won within the horizon from first reaching the qualifying stage on / reached it in the period, at least the horizon ago",
      meaning: "Leaves out what never proved to be real.",
      parts: { den: number("qualified") },
      measure: proportionOf({ of: populations.qualifiedCohort, hit, horizon: "close_rate.from_qualified" }),
    },
    curve: {
      name: "Curve",
      formula: "cumulative incidence of winning by age, losing competing, open ones censored",
      meaning:
        "How the share won grows with the age of the deals: a row for every 30 days since creation, by month of creation the heat map of cohorts. Rows that the cohort has not wholly reached are flagged `immature`; the headline is at the horizon.",
      measure: incidenceOf(populations.createdOpportunitiesEver, "close_rate"),
    },
  },
  example: {
    story:
      "Of five deals created in January 2025 one is won within 30 days, one after 60, one is lost and two are still open: 20 %.",
    given: {
      opportunities: [
        { opportunity_id: "a", created_at: "2025-01-05T00:00:00Z", closed_at: "2025-01-15T00:00:00Z", stage: "won" },
        { opportunity_id: "b", created_at: "2025-01-05T00:00:00Z", closed_at: "2025-03-06T00:00:00Z", stage: "won" },
        { opportunity_id: "c", created_at: "2025-01-05T00:00:00Z", closed_at: "2025-02-15T00:00:00Z", stage: "lost" },
        { opportunity_id: "d", created_at: "2025-01-05T00:00:00Z", stage: "proposal" },
        { opportunity_id: "e", created_at: "2025-01-05T00:00:00Z", stage: "proposal" },
      ],
    },
    from: "2025-01-01",
    to: "2025-02-01",
    asOf: "2026-06-01T00:00:00Z",
    gives: 0.2,
  },
};
