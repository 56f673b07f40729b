/** How prospects respond. */
import { answeredRecord, is, isOneOf, type Kpi, number, populations, proportionOf } from "../kinds/index.ts";

const positive = isOneOf("sentiment", "positive");
const among = isOneOf("sentiment", "positive", "negative", "unsubscribe");
const counts = {
  positive,
  negative: isOneOf("sentiment", "negative", "unsubscribe"),
  unsubscribe: isOneOf("sentiment", "unsubscribe"),
  neutral: isOneOf("sentiment", "neutral"),
  auto: isOneOf("sentiment", "auto"),
  unclassified: isOneOf("sentiment", "unclassified"),
};

export const responseSentiment: Kpi = {
  id: "response_sentiment",
  version: 1,
  name: "Positive responses",
  meaning: "Of the leads that answered yes or no in the period, the share whose latest answer was positive.",
  unit: "ratio",
  better: "higher",
  type: "flow",
  additivity: "non_additive",
  parts: { num: number("positive"), den: number("answer", "answers") },
  group: "work",
  variants: {
    default: {
      name: "By lead",
      formula: "positive / (positive + negative), each lead once by its latest class in the period",
      meaning:
        "Unsubscribing is negative; neutral, automatic and unclassified answers are shown apart. Each row of a split counts a lead by the latest answer that stands in it.",
      measure: proportionOf({ of: populations.respondents, hit: positive, among, counts, asRatio: true }),
    },
    per_response: {
      name: "By response",
      formula: "positive responses / (positive + negative responses)",
      meaning: "Every answer counts, also several of one lead.",
      measure: proportionOf({
        of: populations.responses,
        hit: positive,
        among,
        counts,
        asRatio: true,
        clusteredBy: answeredRecord,
      }),
    },
    cohort: {
      name: "By first touch",
      formula: "leads whose latest answer is positive / leads first touched in the period",
      meaning: "Counts those who never answered: how well our outreach lands.",
      type: "cohort",
      parts: { den: number("first touched") },
      measure: proportionOf({
        of: populations.touchedLeads,
        hit: is("hit"),
        ripensBy: "response_sentiment.cohort",
      }),
    },
  },
  example: {
    story:
      "Four leads say yes, one says no; one of the four had said no before. An out-of-office reply changes nothing: 80 %.",
    given: {
      leads: ["1", "2", "3", "4", "5"].map((id) => ({ lead_id: id, created_at: "2026-01-01T09:00:00Z" })),
      responses: [
        { response_id: "a", received_at: "2026-01-02T09:00:00Z", lead_id: "1", sentiment: "negative" },
        { response_id: "b", received_at: "2026-01-03T09:00:00Z", lead_id: "1", sentiment: "positive" },
        { response_id: "c", received_at: "2026-01-04T09:00:00Z", lead_id: "1", sentiment: "auto" },
        { response_id: "d", received_at: "2026-01-03T09:00:00Z", lead_id: "2", sentiment: "positive" },
        { response_id: "e", received_at: "2026-01-03T09:00:00Z", lead_id: "3", sentiment: "positive" },
        { response_id: "f", received_at: "2026-01-03T09:00:00Z", lead_id: "4", sentiment: "positive" },
        { response_id: "g", received_at: "2026-01-03T09:00:00Z", lead_id: "5", sentiment: "unsubscribe" },
      ],
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: 0.8,
  },
};
