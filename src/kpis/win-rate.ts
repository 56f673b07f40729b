/** Of what ended, how much was won. */
import { amount, is, isNot, type Kpi, moneyShareOf, number, populations, proportionOf } from "../kinds/index.ts";

const won = is("is_won");
const counts = { won, lost: is("is_lost") };

export const winRate: Kpi = {
  id: "win_rate",
  version: 1,
  name: "Win rate",
  meaning:
    "Of the opportunities that closed in the period, the share that was won, and how many were won for each one lost.",
  unit: "ratio",
  better: "higher",
  type: "flow",
  additivity: "non_additive",
  parts: { num: number("won"), den: number("closed") },
  group: "win",
  variants: {
    default: {
      name: "By number",
      formula: "won / (won + lost), by close date",
      meaning:
        "Each closed deal counts once, whatever its size. A deal that ended without a decision counts as lost. Open deals are in no part of it.",
      measure: proportionOf({ of: populations.closedOpportunities, hit: won, counts, asRatio: "no_losses" }),
    },
    value: {
      name: "By value",
      formula: "amount won / amount closed, by close date, in the workspace currency",
      meaning: "Large deals weigh more. Deals without an amount or a rate are counted, not priced.",
      parts: { num: amount("won"), den: amount("closed") },
      measure: moneyShareOf(populations.closedOpportunities, won, { counts }),
    },
    narrow: {
      name: "Without no-decisions",
      formula: "won / (won + lost), deals that ended without a decision left out",
      meaning: "Only deals that somebody won: higher than the default wherever deals fizzle out.",
      measure: proportionOf({
        of: populations.closedOpportunities,
        hit: won,
        where: isNot("is_no_decision"),
        counts,
        asRatio: "no_losses",
      }),
    },
    from_qualified: {
      name: "From qualified",
      formula: "won / (won + lost), over closed opportunities that reached the qualifying stage",
      meaning: "Leaves out deals that were closed before they were ever qualified.",
      measure: proportionOf({
        of: populations.closedOpportunities,
        hit: won,
        where: is("is_qualified"),
        counts,
        asRatio: "no_losses",
      }),
    },
  },
  example: {
    story:
      "Five deals close in January, three of them won: 60 %. One that closes at midnight of 1 February belongs to February.",
    given: {
      opportunities: [
        { opportunity_id: "a", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-31T23:59:59Z", stage: "won" },
        { opportunity_id: "b", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-01T00:00:00Z", stage: "won" },
        { opportunity_id: "c", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-12T09:00:00Z", stage: "won" },
        { opportunity_id: "d", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-20T09:00:00Z", stage: "lost" },
        { opportunity_id: "e", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-01-25T09:00:00Z", stage: "lost" },
        { opportunity_id: "f", created_at: "2025-12-01T00:00:00Z", closed_at: "2026-02-01T00:00:00Z", stage: "won" },
        { opportunity_id: "g", created_at: "2025-12-01T00:00:00Z", stage: "proposal" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 0.6,
  },
};
