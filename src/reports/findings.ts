/** What can be wrong with imported data, code by code, in plain words. */

export interface FindingWords {
  /** What is wrong. */
  readonly title: string;
  /** What became of it, and what to do. */
  readonly advice: string;
}

const words: Readonly<Record<string, FindingWords>> = {
  bad_instant: {
    title: "A time that cannot be read",
    advice:
      "The cell was taken as empty; where its column is required, the row was left out. Write 2026-07-01T09:30:00Z, or say the format in a mapping file.",
  },
  bad_date: {
    title: "A date that cannot be read",
    advice:
      "The cell was taken as empty; where its column is required, the row was left out. Write 2026-07-01, or say the format in a mapping file.",
  },
  bad_money: {
    title: "An amount that cannot be read",
    advice:
      "The cell was taken as empty; where its column is required, the row was left out. Write 1234.50, or say decimal and thousands signs in a mapping file.",
  },
  bad_number: {
    title: "A number that cannot be read",
    advice: "The cell was taken as empty; where its column is required, the row was left out. Write 1.25.",
  },
  bad_boolean: {
    title: "Neither true nor false",
    advice: "The cell was taken as empty; where its column is required, the row was left out. Write true or false.",
  },
  bad_word: {
    title: "A word that is not on the list",
    advice:
      "The cell was taken as empty; where its column is required, the row was left out. The reason names the words that are known.",
  },
  bad_value: { title: "A value that the mapping does not name", advice: "Add it to the mapping file." },
  assumed_value: {
    title: "A value that was assumed",
    advice: "Nothing is wrong if the assumption is right; else say it in a mapping file.",
  },
  missing_required: {
    title: "A required cell is empty",
    advice: "The row was left out. Fill the column in the source and import again.",
  },
  duplicate_key: {
    title: "The same record twice in one file",
    advice: "The later row holds. Remove the other one in the source.",
  },
  colliding_id: { title: "One id for two different records", advice: "Make the ids unique in the source." },
  unknown_reference: {
    title: "Names a record that no file brought",
    advice: "The row was kept. Import the missing records, or ignore it if they are gone.",
  },
  ambiguous_person: {
    title: "A name that several people have",
    advice:
      "The cell was taken as not told. Say who is meant: in a mapping file, map: {NAME: PERSON_ID} for the column; or have their names differ in the source.",
  },
  unknown_zone: {
    title: "A person in a time zone that there is not",
    advice:
      "Their working hours were counted on the clock of the company. Write an IANA name such as America/Los_Angeles: letters such as PST mean several zones.",
  },
  person_twice: {
    title: "Perhaps one person twice: by name, and with an id",
    advice:
      "No figure of the whole changes; split by person, each has a part. From now on the name is taken for neither unless it is written as before. To have one: make the workspace anew from all files at once, the list of people among them; or tell the deals again with the id as their owner.",
  },
  missing_from_export: {
    title: "Not in an export that was said to be whole",
    advice:
      "It was kept. If it is gone at the source, import --full --missing delete marks it as deleted; a later import that tells it settles this.",
  },
  told_though_deleted: {
    title: "Marked as deleted, and told again",
    advice:
      "It stays deleted, and counts nowhere from then on: the file does not say whether it is. If it is there after all, import its id with a column deleted_at that is empty.",
  },
  future_fact: {
    title: "Happened after the import",
    advice: "It was kept but counts only when its time has come. Check the year and the time zone.",
  },
  undeclared_stage: {
    title: "In a stage that the process does not declare",
    advice:
      "Counted as undeclared. Add the stage to quarterdeck.yaml: what it does to leads and to the pipeline depends on what the stage means.",
  },
  undeclared_pipeline: {
    title: "Of a pipeline that the process does not declare",
    advice:
      "Counted everywhere but in what asks how far it came: without a declared pipeline it has no ladder. Declare the pipeline with its stages in quarterdeck.yaml, or have a mapping call it by the id of one that is there.",
  },
  stage_of_other_pipeline: {
    title: "In a stage of another pipeline than its own",
    advice:
      "It stands in that stage, but the stage is no rung of its own ladder (the first pipeline's where none is told), so that it has not reached it. Fill pipeline_id, or declare the stage in the pipeline that its opportunities are of.",
  },
  closed_before_created: {
    title: "Closed before it was created",
    advice: "Left out of the sales cycle. Check both times in the source.",
  },
  converted_before_created: {
    title: "Converted before it was created",
    advice: "Counts as converted at once. Check both times in the source.",
  },
  converted_without_opportunity: {
    title: "Converted, but no opportunity is known",
    advice: "In no numerator of the conversion. Import the opportunities, or their ids.",
  },
  no_close_date: {
    title: "Closed, but nobody says when",
    advice: "Left out of everything that asks when it closed. Fill the close date in the source.",
  },
  close_date_on_open: {
    title: "Open, but with a close date",
    advice: "Counted as open. Close it, or empty the date in the source.",
  },
  merged_into_unknown: {
    title: "Merged into a record that is not known, or in a circle",
    advice:
      "It stands alone, and counts twice if its survivor is here under another id: which, nothing says. Import the survivor.",
  },
  history_conflict: {
    title: "Its history ends with another stage than it has",
    advice: "The history holds. Check the export of the history.",
  },
  one_outcome: {
    title: "All that has closed ended in one way",
    advice:
      "Win rate and close rate are then 100% or 0% and tell nothing; by how much they are wrong cannot be said without the others. Export those that ended otherwise as well; where they are never entered, close them in the CRM.",
  },
  no_won_stage: {
    title: "No stage means won",
    advice:
      "Nothing can count as won, so no rate and no cycle can be told. Say in quarterdeck.yaml which stage is won, and which is lost: category: won, category: lost.",
  },
  unknown_kpi: {
    title: "A goal or initiative of a KPI that does not exist, or has no figure of its own",
    advice:
      "The goal or initiative was kept and tells nothing. quarterdeck kpis lists the KPIs and their variants: write one of these, and import again.",
  },
  goal_of_nobody: {
    title: "A goal of nobody who is known",
    advice:
      "The goal was kept and has no actual. Import the team, person or campaign, or write the id that it has there; a KPI that cannot be told for one of these has goals of the company.",
  },
  goal_beyond_all: {
    title: "A goal of a rate above 100%",
    advice: "The goal was kept and cannot be reached. Write 0.3 or 30% for 30 of a hundred, and import again.",
  },
  goal_twice: {
    title: "Two goals for one figure on the same days",
    advice: "Both were kept. Delete one of them in the source, or on the page of goals, and import again.",
  },
  ends_before_start: {
    title: "A goal or initiative that ends before it starts",
    advice: "It was kept and is never in force. Check both dates in the source.",
  },
  several_spellings: {
    title: "One value written in several ways",
    advice:
      "Each way stands alone in a split, and none of them is the whole. Write one of them at the source, or give them one value in the mapping, and import again.",
  },
  missing_rate: {
    title: "An amount whose currency has no rate for that day",
    advice:
      "Counted, not priced: numbers stay, amounts lack it, and by how much nobody can say without a rate. Import fx_rates.",
  },
  past_expected_close: {
    title: "Open though its expected close has passed",
    advice: "Perhaps a loss that nobody entered: close it as lost on the day it ended, or move the date.",
  },
  touched_before_created: {
    title: "Touched before it was created",
    advice: "Left out of the response time. Check the time of creation.",
  },
  budget_without_dates: {
    title: "A budget without both dates",
    advice:
      "Counted, not priced: without its days it belongs to no period, so what it does to the cost of a lead cannot be said. Fill starts_on and ends_on.",
  },
  stale_open: {
    title: "Open, but nothing has happened for longer than deals take to close",
    advice:
      "Perhaps a loss that was parked. Close it as lost on the day it ended, or plan the next step; where somebody works on it, import the activities that say so. Ask for a next step on every open opportunity.",
  },
  close_date_pushed: {
    title: "Open, with an expected close that was moved out twice or more",
    advice: "Ask the buyer for the date, or close it. Ask in the CRM for a reason whenever the date moves out.",
  },
  bulk_stage_moves: {
    title: "Moved by the dozen just before a month's end",
    advice:
      "The history says when they were entered, not when they moved: when they did is nowhere, so that their times in stage tell nothing. Move each when it happens; check whether a tool or a clean-up did it.",
  },
  back_dated_activities: {
    title: "Recorded long after it happened",
    advice:
      "It counts for the day it is said to have happened. Log on the day, or let mail and calendar log by themselves; lock older days.",
  },
  owner_gone: {
    title: "Open, but its owner has left",
    advice:
      "Nobody works on it, and yet it counts as pipeline of one who has left. Give each to somebody who is here, on the day that a person leaves.",
  },
  campaign_without_spend: {
    title: "A campaign that brought leads in months in which it cost nothing",
    advice: "Enter what it cost in those months, or 0 where it cost nothing; or end the campaign.",
  },
  response_unclassified: {
    title: "A response that nobody classified",
    advice: "It is neither positive nor negative. Classify it in the CRM, or by a rule when it comes in.",
  },
  possible_duplicates: {
    title: "Perhaps the same lead or account twice",
    advice:
      "Nothing is merged here. Look at both; merge them in the CRM, and let it warn of a known address, phone or company name on entry.",
  },
  ragged_row: {
    title: "A row with too many or too few cells",
    advice:
      "The row was left out. What stands below a report's table (totals, a copyright) is no record and needs nothing; else look for a stray separator or quote.",
  },
  repeated_names: {
    title: "The names of the columns again, among the rows",
    advice: "The line was left out: it is no record. Nothing needs to be done.",
  },
  bad_quote: { title: "A quote that does not close", advice: "The row was left out. Double the quotes within a cell." },
  nul_byte: { title: "A NUL byte", advice: "The row was left out. Export the file again." },
  field_too_long: {
    title: "A cell of more than 64 KiB",
    advice: "The row was left out. Leave long texts out of the export.",
  },
  bad_json: { title: "A line that is not JSON", advice: "The line was left out. Each line must be one object." },
  bad_encoding: { title: "Characters that cannot be read", advice: "Export the file as UTF-8." },
};

/** The code in plain words; one that is not known here speaks for itself. */
export const findingWords = (code: string): FindingWords =>
  words[code] ?? { title: code.replaceAll("_", " "), advice: "See the reason of each finding." };

const ofTable: Readonly<Record<string, readonly string[]>> = {
  leads: [
    "cost_per_lead",
    "lead_stage_share",
    "opportunities_created",
    "response_time",
    "follow_up_rate",
    "lead_origin",
    "lead_conversion",
    "stage_conversion",
    "stage_duration",
  ],
  opportunities: [
    "sales_cycle_length",
    "win_rate",
    "opportunities_created",
    "lead_conversion",
    "stage_conversion",
    "stage_duration",
    "pipeline_by_stage",
    "close_rate",
  ],
  stage_changes: [
    "lead_stage_share",
    "lead_conversion",
    "stage_conversion",
    "stage_duration",
    "pipeline_by_stage",
    "sales_cycle_length",
  ],
  owner_changes: ["win_rate", "close_rate", "opportunities_created", "response_time", "follow_up_rate"],
  value_changes: ["win_rate", "close_rate", "pipeline_by_stage", "sales_cycle_length"],
  activities: ["activities", "response_time", "follow_up_rate"],
  responses: ["response_sentiment"],
  campaigns: ["cost_per_lead", "lead_origin"],
  spend: ["cost_per_lead"],
  fx_rates: ["win_rate", "close_rate", "pipeline_by_stage", "cost_per_lead", "goal_attainment"],
  goals: ["goal_attainment"],
};

const ofCode: Readonly<Record<string, readonly string[]>> = {
  undeclared_stage: ["win_rate", "lead_stage_share", "stage_conversion", "stage_duration", "pipeline_by_stage"],
  undeclared_pipeline: ["stage_conversion", "stage_duration"],
  stage_of_other_pipeline: ["stage_conversion", "stage_duration"],
  closed_before_created: ["sales_cycle_length"],
  converted_before_created: ["lead_conversion"],
  converted_without_opportunity: ["lead_conversion"],
  no_close_date: ["win_rate", "sales_cycle_length", "close_rate", "pipeline_by_stage"],
  close_date_on_open: ["pipeline_by_stage", "win_rate"],
  history_conflict: ["stage_conversion", "stage_duration", "pipeline_by_stage", "win_rate", "lead_stage_share"],
  unknown_kpi: ["goal_attainment"],
  goal_of_nobody: ["goal_attainment"],
  goal_beyond_all: ["goal_attainment"],
  goal_twice: ["goal_attainment"],
  ends_before_start: ["goal_attainment"],
  several_spellings: ["cost_per_lead", "lead_origin", "lead_conversion", "opportunities_created", "win_rate"],
  missing_rate: ["win_rate", "pipeline_by_stage", "cost_per_lead", "goal_attainment"],
  one_outcome: ["win_rate", "close_rate"],
  unknown_zone: ["response_time", "follow_up_rate"],
  person_twice: ["win_rate", "opportunities_created", "activities", "goal_attainment"],
  no_won_stage: ["win_rate", "close_rate", "sales_cycle_length", "stage_conversion"],
  past_expected_close: ["pipeline_by_stage", "win_rate", "sales_cycle_length"],
  stale_open: ["pipeline_by_stage", "win_rate"],
  close_date_pushed: ["pipeline_by_stage", "win_rate"],
  bulk_stage_moves: ["stage_conversion", "stage_duration", "sales_cycle_length"],
  back_dated_activities: ["activities", "response_time", "follow_up_rate"],
  owner_gone: ["pipeline_by_stage", "lead_stage_share"],
  campaign_without_spend: ["cost_per_lead"],
  response_unclassified: ["response_sentiment"],
  possible_duplicates: [
    "lead_conversion",
    "cost_per_lead",
    "response_time",
    "follow_up_rate",
    "lead_origin",
    "lead_stage_share",
    "response_sentiment",
  ],
  touched_before_created: ["response_time"],
  budget_without_dates: ["cost_per_lead"],
};

/** The KPIs whose numbers such a finding touches: by what it is, else by the table in which it was found. */
const touchedKpis = (code: string, table: string | null): readonly string[] =>
  ofCode[code] ?? ofTable[table ?? ""] ?? [];

/** What findings of one code mean, how to mend them at the source, and the KPIs whose numbers they touch. `kpis`: those there are. */
export const explained = (
  { code, examples }: { readonly code: string; readonly examples: readonly { readonly table: string | null }[] },
  kpis: readonly { readonly id: string }[],
): { readonly meaning: string; readonly remedy: string; readonly kpis: string[] } => ({
  meaning: findingWords(code).title,
  remedy: findingWords(code).advice,
  kpis: touchedKpis(code, examples[0]?.table ?? null).filter((id) => kpis.some((kpi) => kpi.id === id)),
});
