/** Where leads come from. */
import {
  amount,
  countOf,
  isMissingOr,
  isOneOf,
  type Kpi,
  moneyShareOf,
  number,
  populations,
  proportionOf,
} from "../kinds/index.ts";

const marketing = isOneOf("origin", "marketing");
const among = isOneOf("origin", "marketing", "sales");
const counts = {
  marketing,
  sales: isOneOf("origin", "sales"),
  partner: isOneOf("origin", "partner"),
  existing_customer: isOneOf("origin", "existing_customer"),
  unknown: isMissingOr("origin", "unknown"),
};

export const leadOrigin: Kpi = {
  id: "lead_origin",
  version: 1,
  name: "Marketing-originated leads",
  meaning: "Of the leads created in the period by marketing or by sales, the share that marketing brought.",
  unit: "share",
  better: null,
  type: "flow",
  additivity: "non_additive",
  parts: { num: number("marketing"), den: number("marketing or sales") },
  group: "fill",
  variants: {
    default: {
      name: "By number of leads",
      formula: "marketing / (marketing + sales), leads created in the period",
      meaning:
        "The lead's own origin as it was first told, else its first campaign's, else the role of who created it; later edits do not move it. Partners, existing customers and unknown are shown beside.",
      measure: proportionOf({ of: populations.createdLeads, hit: marketing, among, counts, asRatio: true }),
    },
    leads: {
      name: "Leads created",
      formula: "leads created in the period",
      meaning: "How many came, whoever brought them: by origin, campaign or person the number that the shares are of.",
      unit: "count",
      additivity: "additive",
      parts: { num: number("lead", "leads"), den: null },
      measure: countOf({ of: populations.createdLeads }),
    },
    by_opportunity: {
      name: "By opportunities",
      formula: "marketing / (marketing + sales), opportunities created in the period, by their lead's origin",
      meaning: "Who fills the pipeline, not only the list.",
      measure: proportionOf({ of: populations.openedByOwner, hit: marketing, among, counts, asRatio: true }),
    },
    by_won_value: {
      name: "By won value",
      formula: "marketing / (marketing + sales), amounts won in the period, by their lead's origin",
      meaning: "Who brings the money.",
      parts: { num: amount("marketing"), den: amount("marketing or sales") },
      measure: moneyShareOf(populations.wonOpportunities, marketing, { among }),
    },
  },
  example: {
    story: "Six leads come from a marketing campaign and two from sales; one from a partner stands beside: 75 %.",
    given: {
      campaigns: [{ campaign_id: "fair", name: "Fair", origin: "marketing" }],
      leads: [
        ...["1", "2", "3", "4", "5", "6"].map((id) => ({
          lead_id: id,
          created_at: "2026-01-02T09:00:00Z",
          campaign_id: "fair",
        })),
        ...["7", "8"].map((id) => ({ lead_id: id, created_at: "2026-01-02T09:00:00Z", origin: "sales" })),
        { lead_id: "9", created_at: "2026-01-02T09:00:00Z", origin: "partner" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 0.75,
  },
};
