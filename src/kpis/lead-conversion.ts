/** How many leads become qualified opportunities. */
import { conversionFlowOf, conversionOf, type Kpi, number, populations } from "../kinds/index.ts";

export const leadConversion: Kpi = {
  id: "lead_conversion",
  version: 1,
  name: "Lead conversion",
  meaning:
    "Of the leads created in the period, the share that became a qualified opportunity within the time that conversions take.",
  unit: "ratio",
  better: "higher",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: number("converted"), den: number("lead", "leads") },
  group: "fill",
  variants: {
    default: {
      name: "Qualified within the horizon",
      formula:
        "leads whose opportunity reached the qualifying stage within the horizon from the lead's creation on / leads created in the period, at least the horizon ago",
      meaning:
        "Young leads have not had their chance yet: they are left out and counted. The horizon is the P90 of the days that past conversions took, at least 30.",
      measure: conversionOf(populations.convertingLeads, "lead_conversion"),
    },
    linked: {
      name: "Linked within the horizon",
      formula:
        "leads linked to an opportunity within the horizon / leads created in the period, at least the horizon ago",
      meaning: "Whether or not the opportunity was ever qualified.",
      measure: conversionOf(populations.linkingLeads, "lead_conversion.linked"),
    },
    ever: {
      name: "Ever",
      formula: "leads converted by the as-of / leads created in the period",
      meaning: "However late. Recent leads have had less time: not for comparing periods.",
      measure: conversionOf(populations.convertingLeadsEver, null),
    },
    flow: {
      name: "Flow",
      formula: "conversions in the period / leads created in the period",
      meaning: "The habit of many dashboards: different leads above and below the line, so that it may exceed 100 %.",
      type: "flow",
      parts: { num: number("conversion", "conversions") },
      measure: conversionFlowOf(populations.convertedLeads, populations.createdLeads),
    },
  },
  example: {
    story: "Of five leads created in January two become opportunities within 30 days; a third needs 60: 40 %.",
    given: {
      leads: [
        { lead_id: "1", created_at: "2026-01-01T09:00:00Z", opportunity_id: "a", converted_at: "2026-01-11T09:00:00Z" },
        { lead_id: "2", created_at: "2026-01-01T09:00:00Z", opportunity_id: "b", converted_at: "2026-01-21T09:00:00Z" },
        { lead_id: "3", created_at: "2025-01-01T09:00:00Z", opportunity_id: "c", converted_at: "2025-03-01T09:00:00Z" },
        { lead_id: "4", created_at: "2026-01-01T09:00:00Z" },
        { lead_id: "5", created_at: "2026-01-01T09:00:00Z" },
        { lead_id: "6", created_at: "2026-01-01T09:00:00Z" },
      ],
      opportunities: [
        { opportunity_id: "a", created_at: "2026-01-11T09:00:00Z", stage: "qualified" },
        { opportunity_id: "b", created_at: "2026-01-21T09:00:00Z", stage: "qualified" },
        { opportunity_id: "c", created_at: "2025-03-01T09:00:00Z", stage: "qualified" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    asOf: "2026-03-15T00:00:00Z",
    gives: 0.4,
  },
};
