/** What is asked about a finding: how it could be otherwise, in words, and which headlines that may change. */

export type ScenarioId =
  | "lost_when_expected"
  | "lost_when_silent"
  | "lost_now"
  | "counted_once"
  | "leads_left_out"
  | "ownerless_left_out"
  | "moves_left_out"
  | "not_happened"
  | "lost_when_dated"
  | "undeclared_lost"
  | "undeclared_won"
  | "own_stage_holds"
  | "times_swapped"
  | "closed_when_expected"
  | "created_when_touched"
  | "qualified_when_converted"
  | "early_conversions_left_out"
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
    id: "ownerless_left_out",
    code: "owner_gone",
    kpis: ["pipeline_by_stage", "lead_stage_share"],
    condition: (n) => `without ${all(n)} on which nobody works`,
  },
  {
    id: "moves_left_out",
    code: "bulk_stage_moves",
    kpis: ["stage_conversion", "stage_duration", "sales_cycle_length"],
    condition: (n) => `without ${all(n)}, of which nobody knows when ${n === 1 ? "it" : "they"} moved`,
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
  {
    id: "lost_when_dated",
    code: "close_date_on_open",
    kpis: ofDeals,
    condition: (n) => `if ${all(n)} ${was(n)} lost on that date`,
  },
  {
    id: "undeclared_lost",
    code: "undeclared_stage",
    kpis: ["win_rate"],
    condition: (n) => `if ${all(n)} ${n === 1 ? "opportunity" : "opportunities"} in undeclared stages ${was(n)} lost`,
  },
  {
    id: "undeclared_won",
    code: "undeclared_stage",
    kpis: ["win_rate"],
    condition: (n) => `if ${all(n)} ${n === 1 ? "opportunity" : "opportunities"} in undeclared stages ${was(n)} won`,
  },
  {
    id: "own_stage_holds",
    code: "history_conflict",
    kpis: [...ofDeals, "lead_stage_share"],
    condition: (n) => `if the ${n === 1 ? "record's own stage" : "records' own stages"} held, now`,
  },
  {
    id: "times_swapped",
    code: "closed_before_created",
    kpis: ["sales_cycle_length"],
    condition: (n) => `if the two times of ${all(n)} were the other way round`,
  },
  {
    id: "closed_when_expected",
    code: "no_close_date",
    kpis: ["win_rate", "sales_cycle_length"],
    condition: (n) =>
      `if ${all(n)} of which the expected close is known ${n === 1 ? "had closed on that day" : "had closed on those days"}`,
  },
  {
    id: "created_when_touched",
    code: "touched_before_created",
    kpis: ["response_time"],
    condition: (n) => `if ${all(n)} had been created when first touched`,
  },
  {
    id: "qualified_when_converted",
    code: "converted_without_opportunity",
    kpis: ["lead_conversion"],
    condition: (n) =>
      `if ${all(n)} had become ${n === 1 ? "a qualified opportunity" : "qualified opportunities"} when converted`,
  },
  {
    id: "early_conversions_left_out",
    code: "converted_before_created",
    kpis: ["lead_conversion"],
    condition: (n) => `without ${all(n)}`,
  },
];

/** Whether anything is asked about a finding of that code. */
export const isAskedAbout = (code: string): boolean => scenarios.some((one) => one.code === code);
