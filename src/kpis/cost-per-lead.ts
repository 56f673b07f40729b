/** What a lead costs. */
import { amount, costPer, type Kpi, number, populations } from "../kinds/index.ts";

export const costPerLead: Kpi = {
  id: "cost_per_lead",
  version: 1,
  name: "Cost per lead",
  meaning: "What was spent on campaigns in the period for each lead that was created in it.",
  unit: "money",
  better: "lower",
  type: "flow",
  additivity: "non_additive",
  parts: { num: amount("spent"), den: number("lead", "leads") },
  group: "fill",
  variants: {
    default: {
      name: "Spend per lead",
      formula: "spend dated in the period / leads created in the period, by first-touch campaign",
      meaning:
        "A campaign without any known spend has its budget spread evenly over its days. The range is of both: how many leads come is a chance, and so are bills, where there are two or more. Leads without a campaign are in the total, which is the blended cost; what they cost by themselves is not known.",
      measure: costPer(populations.spend, populations.createdLeads),
    },
    budget: {
      name: "Budget per lead",
      formula: "budgets spread over their days, in the period / leads created in the period",
      meaning: "Every campaign's budget instead of what was spent: the planned cost.",
      measure: costPer(populations.budgets, populations.createdLeads),
    },
    lifetime: {
      name: "Over the campaigns' lives",
      formula: "all cost / all leads, to the as-of, of the campaigns running in the period",
      meaning: "Spend comes before its leads: over its whole life a campaign is judged fairly.",
      measure: costPer(populations.lifetimeSpend, populations.lifetimeLeads),
    },
    per_opportunity: {
      name: "Cost per opportunity",
      formula: "spend dated in the period / opportunities created in the period",
      meaning: "By the opportunity's own campaign, else its earliest linked lead's.",
      parts: { den: number("opportunity", "opportunities") },
      measure: costPer(populations.spend, populations.openedOpportunities),
    },
    per_win: {
      name: "Cost per win",
      formula: "spend dated in the period / opportunities won in the period",
      meaning: "What it costs to win a customer, by the campaign that brought it.",
      parts: { den: number("win", "wins") },
      measure: costPer(populations.spend, populations.wonOpportunities),
    },
  },
  example: {
    story:
      "900 spent in January and 60 leads would be 15 each; here 300 were spent for four leads, one of them without a campaign: 75 each.",
    given: {
      campaigns: [{ campaign_id: "fair", name: "Fair" }],
      spend: [
        { campaign_id: "fair", spent_on: "2026-01-10", amount: "200" },
        { campaign_id: "fair", spent_on: "2026-01-31", amount: "100" },
        { campaign_id: "fair", spent_on: "2026-02-01", amount: "999" },
      ],
      leads: [
        { lead_id: "1", created_at: "2026-01-10T10:00:00Z", campaign_id: "fair" },
        { lead_id: "2", created_at: "2026-01-11T10:00:00Z", campaign_id: "fair" },
        { lead_id: "3", created_at: "2026-01-12T10:00:00Z", campaign_id: "fair" },
        { lead_id: "4", created_at: "2026-01-13T10:00:00Z" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 75,
  },
};
