/** What the two numbers of a figure count: "57 won of 239 closed", in the words of the command line. */

interface Parts {
  readonly num: string;
  readonly den: string;
}

const parts: Readonly<Record<string, Parts>> = {
  sales_cycle_length: { num: "counted", den: "closed" },
  win_rate: { num: "won", den: "closed" },
  cost_per_lead: { num: "spent", den: "leads" },
  lead_stage_share: { num: "here", den: "active leads" },
  activities: { num: "activities", den: "of" },
  opportunities_created: { num: "opportunities", den: "of" },
  response_time: { num: "counted", den: "answered" },
  follow_up_rate: { num: "followed up", den: "leads" },
  response_sentiment: { num: "positive", den: "answers" },
  lead_origin: { num: "marketing", den: "marketing or sales" },
  lead_conversion: { num: "converted", den: "leads" },
  stage_conversion: { num: "advanced", den: "reached" },
  stage_duration: { num: "advanced", den: "observed" },
  pipeline_by_stage: { num: "opportunities", den: "opportunities" },
  close_rate: { num: "won", den: "created" },
  goal_attainment: { num: "actual", den: "target" },
};

const variantParts: Readonly<Record<string, Partial<Parts>>> = {
  "sales_cycle_length.km": { num: "closed", den: "created" },
  "cost_per_lead.per_opportunity": { den: "opportunities" },
  "cost_per_lead.per_win": { den: "wins" },
  "activities.per_working_day": { den: "working days" },
  "activities.records_touched": { num: "records" },
  "lead_stage_share.process": { den: "records" },
  "lead_stage_share.all": { den: "leads" },
  "lead_origin.leads": { num: "leads", den: "of" },
  "lead_conversion.flow": { num: "conversions" },
  "response_time.routing": { den: "assigned" },
  "response_sentiment.cohort": { den: "first touched" },
  "stage_conversion.strict": { den: "entered" },
  "stage_conversion.touched": { num: "entered both", den: "entered" },
  "stage_conversion.resolved": { den: "resolved" },
  "stage_conversion.flow": { num: "reached the next" },
  "close_rate.from_qualified": { den: "qualified" },
};

/** A KPI that is not known here says "counted" and "of". */
export const partsOf = (kpi: string, variant = "default"): Parts => ({
  ...(parts[kpi] ?? { num: "counted", den: "of" }),
  ...variantParts[`${kpi}.${variant}`],
});

/** What is counted is called otherwise where it is one; words such as `won` are not. */
const ones: Readonly<Record<string, string>> = {
  leads: "lead",
  "active leads": "active lead",
  opportunities: "opportunity",
  activities: "activity",
  answers: "answer",
  conversions: "conversion",
  records: "record",
  wins: "win",
  "working days": "working day",
};

export const oneOrMany = (value: number, words: string): string => (value === 1 ? (ones[words] ?? words) : words);

const cash = new Set(["win_rate.value", "lead_origin.by_won_value"]);

/** Whether `num` and `den` are money rather than records. */
export const isCash = (kpi: string, variant = "default"): boolean => cash.has(`${kpi}.${variant}`);
