/** What is asked about a finding: how it could be otherwise, in words, and which headlines that may change. */

export type ScenarioId =
  | "lost_when_expected"
  | "lost_when_silent"
  | "lost_now"
  | "counted_once"
  | "leads_left_out"
  | "not_happened"
  | "all_positive"
  | "all_negative";

interface Scenario {
  readonly id: ScenarioId;
  /** Of the finding. */
  readonly code: string;
  readonly kpis: readonly string[];
  readonly condition: (records: number) => string;
}

const ofDeals = ["win_rate", "pipeline_by_stage"];

const all = (records: number): string => (records === 1 ? "the one" : `the ${records.toLocaleString("en-US")}`);
const was = (records: number): string => (records === 1 ? "was" : "were");

export const scenarios: readonly Scenario[] = [
  {
    id: "lost_when_expected",
    code: "past_expected_close",
    // Only here the day is one that somebody said.
    kpis: [...ofDeals, "sales_cycle_length"],
    condition: (n) => `if ${all(n)} ${was(n)} lost on the day ${n === 1 ? "it was" : "they were"} expected to close`,
  },
  {
    id: "lost_when_silent",
    code: "stale_open",
    kpis: ofDeals,
    condition: (n) => `if ${all(n)} ${was(n)} lost on the day something last happened`,
  },
  {
    id: "lost_now",
    code: "close_date_pushed",
    kpis: ofDeals,
    condition: (n) => `if ${all(n)} ${was(n)} lost now`,
  },
  {
    id: "counted_once",
    code: "possible_duplicates",
    kpis: ["lead_conversion", "cost_per_lead", "response_time", "follow_up_rate", "lead_origin", "response_sentiment"],
    condition: (n) => `if ${all(n)} ${n === 1 ? "lead" : "leads"} ${was(n)} counted with the first of the same person`,
  },
  {
    id: "leads_left_out",
    code: "campaign_without_spend",
    kpis: ["cost_per_lead"],
    condition: (n) =>
      `without ${all(n)} ${n === 1 ? "lead" : "leads"} of months in which ${n === 1 ? "its campaign" : "their campaigns"} cost nothing`,
  },
  {
    id: "not_happened",
    code: "back_dated_activities",
    kpis: ["activities", "response_time", "follow_up_rate"],
    condition: (n) => `without ${all(n)}`,
  },
  {
    id: "all_negative",
    code: "response_unclassified",
    kpis: ["response_sentiment"],
    condition: (n) => `if ${all(n)} ${was(n)} negative`,
  },
  {
    id: "all_positive",
    code: "response_unclassified",
    kpis: ["response_sentiment"],
    condition: (n) => `if ${all(n)} ${was(n)} positive`,
  },
];
