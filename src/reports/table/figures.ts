/** What stands beside the headline of each KPI: what its two records are called, and which further figures are worth a line. */
import type { Answer, Cell, PartName } from "../../query/index.ts";
import { isBalanceSheet } from "./balance-sheet.ts";
import { countText, figure, money, percent, type Writing } from "./units.ts";

/** What `num` and `den` count. */
interface Parts {
  readonly num: string | null;
  readonly den: string | null;
}

const parts: Readonly<Record<string, Parts>> = {
  sales_cycle_length: { num: null, den: "closed" },
  win_rate: { num: "won", den: "closed" },
  cost_per_lead: { num: "spent", den: "leads" },
  lead_stage_share: { num: "here", den: "active leads" },
  activities: { num: "activities", den: null },
  opportunities_created: { num: "opportunities", den: null },
  response_time: { num: null, den: "answered" },
  follow_up_rate: { num: "followed up", den: "leads" },
  response_sentiment: { num: "positive", den: "answers" },
  lead_origin: { num: "marketing", den: "marketing or sales" },
  lead_conversion: { num: "converted", den: "leads" },
  stage_conversion: { num: "advanced", den: "reached" },
  stage_duration: { num: "advanced", den: "observed" },
  pipeline_by_stage: { num: "opportunities", den: null },
  close_rate: { num: "won", den: "created" },
  goal_attainment: { num: "actual", den: "target" },
};

const variantParts: Readonly<Record<string, Partial<Parts>>> = {
  // Those that are still open are observed as well.
  "sales_cycle_length.km": { num: "closed", den: "created" },
  "cost_per_lead.per_opportunity": { den: "opportunities" },
  "cost_per_lead.per_win": { den: "wins" },
  "activities.per_working_day": { den: "working days" },
  "activities.records_touched": { num: "records" },
  "win_rate.value": { num: "won", den: "closed" },
  "lead_stage_share.process": { den: "records" },
  "lead_stage_share.all": { den: "leads" },
  "lead_conversion.flow": { num: "conversions" },
  "lead_origin.leads": { num: "leads", den: null },
  "lead_origin.by_opportunity": { den: "marketing or sales" },
  "lead_origin.by_won_value": { den: "marketing or sales" },
  "response_time.routing": { den: "assigned" },
  "response_sentiment.cohort": { den: "first touched" },
  "stage_conversion.strict": { den: "entered" },
  "stage_conversion.touched": { num: "entered both", den: "entered" },
  "stage_conversion.resolved": { den: "resolved" },
  "stage_conversion.flow": { num: "reached the next" },
  "close_rate.from_qualified": { den: "qualified" },
  "pipeline_by_stage.age": { num: null, den: "opportunities" },
  "pipeline_by_stage.weighted": { num: null, den: null },
};

const wordsOf = (kpi: string, variant: string): Parts => ({
  ...(parts[kpi] ?? { num: "counted", den: "of" }),
  ...variantParts[`${kpi}.${variant}`],
});

const attainment = "goal_attainment";

/** What a list of records is called: `won`, `closed`; a KPI that is not known here just has records. */
export const recordsTitle = (kpi: string, variant: string, part: PartName): string =>
  kpi === attainment
    ? "records of its own: a goal opens through the KPI that it is set for"
    : part !== "num" && part !== "den"
      ? part.replaceAll("_", " ")
      : kpi in parts
        ? (wordsOf(kpi, variant)[part] ?? "records")
        : "records";

/** The words for `num` and `den`; a KPI that is not known here says "counted" and "of". */
export const partsOf = ({ kpi, definition }: Pick<Answer, "kpi" | "definition">): Parts =>
  wordsOf(kpi, definition.variant);

const moneyVariants = new Set(["win_rate.value", "lead_origin.by_won_value"]);

/** Whether both numbers of a proportion are sums of money. */
export const isOfMoney = ({ kpi, definition }: Pick<Answer, "kpi" | "definition">): boolean =>
  moneyVariants.has(`${kpi}.${definition.variant}`);

/** How `num` and `den` are written: records are counts, but not everywhere. */
export const partWriting = (
  answer: Pick<Answer, "kpi" | "definition">,
  currency: string,
): { readonly num: Writing; readonly den: Writing } => {
  const count = { unit: "count", currency };
  const cash = { unit: "money", currency };
  const both = isOfMoney(answer);
  return { num: both || answer.definition.unit === "money" ? cash : count, den: both ? cash : count };
};

/** `more` in the KPI's own unit. */
const ownUnit: Readonly<Record<string, string>> = {
  mean: "mean",
  median: "median",
  p75: "three in four within",
  p90: "nine in ten within",
  won_mean: "won",
  lost_mean: "lost",
  working: "in working hours",
  working_median: "median in working hours",
  working_p90: "nine in ten within, in working hours",
  completed_mean: "mean of those that advanced",
  completed_median: "median of those that advanced",
};

type MoreText = (value: number, currency: string) => string;

const plural =
  (one: string, many: string): MoreText =>
  (value) =>
    `${countText(value)} ${value === 1 ? one : many}`;
const ratioText = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

const others: Readonly<Record<string, MoreText>> = {
  won: plural("won", "won"),
  lost: plural("lost", "lost"),
  leads: plural("lead created", "leads created"),
  per_lead: (value) => `${ratioText(value)} for each lead`,
  born_closed: plural("closed at the instant of its creation", "closed at the instant of their creation"),
  within_sla: (value) => `${percent(value)} within the agreed time`,
  advanced: plural("advanced", "advanced"),
  still_there: plural("still there", "still there"),
  moved_away: plural("moved away", "moved away"),
  regressions: plural("moved back", "moved back"),
  money: (value, currency) => money(value, currency),
  hold: plural("on hold", "on hold"),
  undeclared: plural("in undeclared stages", "in undeclared stages"),
  horizon_days: (value) => `judged after ${Math.round(value)} days, the horizon`,
  opportunities: plural("opportunity", "opportunities"),
  leads_per_person_day: (value) => `${ratioText(value)} new leads for each person and working day`,
  open_leads_per_person: (value) => `${ratioText(value)} leads at hand for each person`,
  at_risk: (value) => `${countText(value)} watched that long`,
  pace: (value) => `${percent(value)} of the pace needed`,
};

/** What a campaign did not bring that is told as spent in vain. */
const vain: Readonly<Record<string, string>> = { per_opportunity: "an opportunity", per_win: "a win" };

/** What is set against what where there is a quotient beside the share. */
const ratioWords: Readonly<Record<string, string>> = {
  win_rate: "won for each lost",
  response_sentiment: "positive for each negative",
  lead_origin: "from marketing for each from sales",
};

/** Further figures of a cell as short texts, in their order; money that not every record has says of how many it is. */
export const moreTexts = (cell: Cell, answer: Pick<Answer, "kpi" | "definition">, currency: string): string[] => {
  // Has a table of its own.
  if (isBalanceSheet(cell)) return [];
  const { definition } = answer;
  const said = partsOf(answer).num;
  const texts = Object.entries(cell.more).flatMap(([name, value]) => {
    // What the headline says already.
    if ((name === said && value === cell.num) || (name === "mean" && value === cell.value)) return [];
    if (definition.type === "stock" && value !== null && (name === "won" || name === "lost"))
      return [`${countText(value)} ${name} in the period`];
    if (value === null || name === "priced" || name === "counted") return [];
    if (
      value === 0 &&
      ["hold", "undeclared", "born_closed", "regressions", "moved_away", "spend_without_leads"].includes(name)
    )
      return [];
    if (name === "spend_without_leads")
      return [`${money(value, currency)} spent without ${vain[definition.variant] ?? "a lead"}`];
    if (name === "ratio") return [`${ratioText(value)} ${ratioWords[answer.kpi] ?? "to 1"}`];
    if (name === "share_answered") return [`${percent(value)} ${partsOf(answer).den ?? "answered"}`];
    const own = ownUnit[name];
    if (own !== undefined) return [`${own} ${figure(value, { unit: definition.unit, currency })}`];
    const other = others[name];
    return [other === undefined ? `${name.replaceAll("_", " ")} ${countText(value)}` : other(value, currency)];
  });
  const { priced, counted } = cell.more;
  if (typeof priced === "number" && typeof counted === "number" && priced < counted)
    texts.push(`${countText(priced)} of ${countText(counted)} priced`);
  return texts;
};
