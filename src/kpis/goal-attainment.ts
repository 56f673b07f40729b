/** How we stand against our goals. */
import { type Kpi, number } from "../kinds/index.ts";

export const goalAttainment: Kpi = {
  id: "goal_attainment",
  version: 1,
  name: "Performance to goal",
  meaning:
    "For each goal in force whose dates meet the period, how much of its target has been reached, and whether that is on pace.",
  unit: "ratio",
  better: "higher",
  type: "goal",
  additivity: "non_additive",
  parts: { num: number("actual"), den: number("target") },
  group: "win",
  variants: {
    default: {
      name: "Attainment",
      formula: "actual / target, over the goal's whole period and scope, to the as-of",
      meaning:
        "For goals where less is better: target / actual. Beside it the pace: attainment over the share of working days gone. Of numbers and sums, whoever starts or leaves in the period has the part of the target for the working days on which they are here.",
      measure: { kind: "goals" },
    },
  },
  example: {
    story: "The goal is four opportunities in January; three were created: 75 %.",
    given: {
      opportunities: ["a", "b", "c"].map((id) => ({
        opportunity_id: id,
        created_at: "2026-01-12T00:00:00Z",
        stage: "proposal",
      })),
      goals: [
        {
          goal_id: "g1",
          kpi: "opportunities_created",
          scope: "company",
          starts_on: "2026-01-01",
          ends_on: "2026-01-31",
          target: "4",
        },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    asOf: "2026-02-01T00:00:00Z",
    gives: { g1: 0.75 },
  },
};
