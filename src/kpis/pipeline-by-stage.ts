/** What stands in the pipeline. */
import { type Kpi, number } from "../kinds/index.ts";

export const pipelineByStage: Kpi = {
  id: "pipeline_by_stage",
  version: 1,
  name: "Opportunities by stage",
  meaning: "How many opportunities stand in each open stage at the end of the period, and what they are worth.",
  unit: "count",
  better: null,
  type: "stock",
  additivity: "semi_additive",
  parts: { num: number("opportunity", "opportunities"), den: null },
  group: "flow",
  variants: {
    default: {
      name: "Number and money",
      formula: "opportunities standing in the stage at the end of the period",
      meaning:
        "Whatever their creation or expected close. Hold stands beside; won and lost of the period are flows and never stacked in.",
      measure: { kind: "stock", of: "opportunity", variant: "count" },
    },
    weighted: {
      name: "Weighted",
      formula: "money in the stage x the stage's observed chance of winning",
      meaning: "By what really happened to deals that reached the stage, not by a percentage somebody typed in.",
      unit: "money",
      parts: { num: null },
      measure: { kind: "stock", of: "opportunity", variant: "weighted" },
    },
    age: {
      name: "Age",
      formula: "mean days since the present stay in the stage began",
      meaning: "How long what stands there has been standing.",
      unit: "days",
      parts: { num: null, den: number("opportunity", "opportunities") },
      measure: { kind: "stock", of: "opportunity", variant: "age" },
    },
    balance_sheet: {
      name: "Balance sheet",
      formula:
        "open at the end = open at the start + created + reopened + moved in - won - lost - no decision - moved out - deleted",
      meaning:
        "Where the pipeline came from and went to in the period, exactly, in number and in money. Of what was reopened, `undone` had been won. Of what moved out of a stage, `moved_on` went to a later one and `moved_back` to an earlier one.",
      type: "flow",
      measure: { kind: "stock", of: "opportunity", variant: "balance_sheet" },
    },
  },
  example: {
    story: "At the end of January two deals stand in proposal and one in needs analysis; one was won before.",
    given: {
      opportunities: [
        { opportunity_id: "a", created_at: "2026-01-05T00:00:00Z", stage: "proposal" },
        { opportunity_id: "b", created_at: "2025-11-10T00:00:00Z", stage: "proposal" },
        { opportunity_id: "c", created_at: "2026-01-12T00:00:00Z", stage: "needs_analysis" },
        { opportunity_id: "d", created_at: "2026-01-12T00:00:00Z", closed_at: "2026-01-30T00:00:00Z", stage: "won" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: { qualified: 0, needs_analysis: 1, proposal: 2 },
  },
};
