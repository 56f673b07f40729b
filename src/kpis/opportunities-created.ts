/** How many opportunities we open. */
import { amount, beside, countOf, type Kpi, moneyOf, number, populations } from "../kinds/index.ts";

const leads = beside(populations.createdLeads);
const per = { name: "per_lead", of: "leads" };

export const opportunitiesCreated: Kpi = {
  id: "opportunities_created",
  version: 1,
  name: "Opportunities created",
  meaning: "How many opportunities entered an open stage for the first time in the period, wherever they stand today.",
  unit: "count",
  better: "higher",
  type: "flow",
  additivity: "additive",
  parts: { num: number("opportunity", "opportunities"), den: null },
  group: "fill",
  variants: {
    default: {
      name: "First opened",
      formula: "opportunities by their first entry into an open stage",
      meaning: "Credit goes to who created it, else to its owner then. Deals entered already closed are counted apart.",
      measure: countOf({
        of: populations.openedOpportunities,
        beside: { leads, born_closed: beside(populations.bornClosed) },
        per,
      }),
    },
    qualified: {
      name: "Qualified",
      formula: "opportunities by their first reach of the qualifying stage",
      meaning: "Only those that proved to be real; a deal that was entered as won is one of them.",
      measure: countOf({ of: populations.qualifiedOpportunities, beside: { leads }, per }),
    },
    value: {
      name: "By value",
      formula: "sum of the amounts when first opened, in the workspace currency",
      meaning: "How much pipeline was created. Deals without an amount or a rate are counted, not priced.",
      unit: "money",
      parts: { num: amount("opportunity", "opportunities") },
      measure: moneyOf(populations.openedOpportunities),
    },
    credit_owner: {
      name: "Credit to the owner",
      formula: "as the default, credited to the owner at that instant",
      meaning: "Where assistants enter deals for others.",
      measure: countOf({
        of: populations.openedByOwner,
        beside: { leads, born_closed: beside(populations.bornClosedByOwner) },
        per,
      }),
    },
  },
  example: {
    story: "Two opportunities open in January, though one has been lost since; a third opened in December.",
    given: {
      opportunities: [
        { opportunity_id: "a", created_at: "2026-01-05T00:00:00Z", stage: "proposal" },
        { opportunity_id: "b", created_at: "2026-01-10T00:00:00Z", closed_at: "2026-01-20T00:00:00Z", stage: "lost" },
        { opportunity_id: "c", created_at: "2025-12-31T23:59:59Z", stage: "proposal" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 2,
  },
};
