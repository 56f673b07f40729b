/** Where the leads stand. */
import { type Kpi, number } from "../kinds/index.ts";

export const leadStageShare: Kpi = {
  id: "lead_stage_share",
  version: 1,
  name: "Leads by stage",
  meaning: "Of the leads that are active at the end of the period, the share that stands in each stage.",
  unit: "share",
  better: null,
  type: "stock",
  additivity: "semi_additive",
  parts: { num: number("here"), den: number("active lead", "active leads") },
  group: "fill",
  variants: {
    default: {
      name: "Active leads",
      formula: "active leads standing in the stage / all active leads, at the end of the period",
      meaning:
        "Leads that were converted, linked or disqualified are no longer active. Beside each stage: who came and left in the period and where to, after how many days half have left, and the share of those that left who went on. A stage is a bottleneck where two of the three (net inflow, time, share going on) are worse than they were in the twelve units before: beyond the mean and two standard deviations. The unit is the period, or its last four weeks.",
      measure: { kind: "stock", of: "lead", variant: "share" },
    },
    process: {
      name: "The whole process",
      formula: "leads and open opportunities standing in the stage / all of them",
      meaning: "From first contact to the last open stage, in one picture, with its bottlenecks.",
      parts: { den: number("record", "records") },
      measure: { kind: "stock", of: "lead", variant: "process" },
    },
    all: {
      name: "With converted and disqualified",
      formula: "leads in the stage, converted or disqualified / all leads",
      meaning: "Every lead there has been, with what became of those that are not active.",
      parts: { den: number("lead", "leads") },
      measure: { kind: "stock", of: "lead", variant: "all" },
    },
  },
  example: {
    story: "Of eight active leads six are suspects and two are prospects; a ninth was disqualified and is not counted.",
    given: {
      leads: [
        ...["1", "2", "3", "4", "5", "6"].map((id) => ({
          lead_id: id,
          created_at: "2026-01-02T10:00:00Z",
          stage: "suspect",
        })),
        ...["7", "8"].map((id) => ({ lead_id: id, created_at: "2026-01-04T10:00:00Z", stage: "prospect" })),
        { lead_id: "9", created_at: "2026-01-05T10:00:00Z", stage: "suspect", disqualified_at: "2026-01-20T10:00:00Z" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: { suspect: 0.75, prospect: 0.25 },
  },
};
