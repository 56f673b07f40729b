/** What stands beside the headline of each KPI: what its two records are called, and which further figures are worth a line. */
import {
  type Answer,
  type Cell,
  type PartName,
  partsOf,
  type Question,
  type ScorecardLine,
} from "../../query/index.ts";
import { countText, money, percent } from "../../wording/figures.ts";
import { isBalanceSheet } from "./balance-sheet.ts";
import { figure, type Words } from "./units.ts";

const attainment = "goal_attainment";

type Kpi = ScorecardLine["kpi"];

const same = (words: string): Words => ({ one: words, many: words });

const aRecord: Words = { one: "record", many: "records" };

/** What a list of records is called: `won`, `closed`. */
export const recordsTitle = (
  { kpi: id, variant = "default" }: Pick<Question, "kpi" | "variant">,
  part: PartName,
  catalogue: readonly Kpi[],
): Words => {
  if (id === attainment) return same("records of its own: a goal opens through the KPI that it is set for");
  if (part !== "num" && part !== "den") return same(part.replaceAll("_", " "));
  const kpi = catalogue.find((one) => one.id === id);
  const defined = kpi?.variants[variant];
  return (kpi === undefined || defined === undefined ? null : partsOf(kpi, defined)[part]) ?? aRecord;
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
  (one: string, many = one): MoreText =>
  (value) =>
    `${countText(value)} ${value === 1 ? one : many}`;
const ratioText = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

const others: Readonly<Record<string, MoreText>> = {
  won: plural("won"),
  lost: plural("lost"),
  leads: plural("lead created", "leads created"),
  per_lead: (value) => `${ratioText(value)} for each lead`,
  born_closed: plural("closed at the instant of creation"),
  within_sla: (value) => `${percent(value)} within the agreed time`,
  advanced: plural("advanced"),
  still_there: plural("still there"),
  moved_away: plural("moved away"),
  regressions: plural("moved back"),
  money: (value, currency) => money(value, currency),
  hold: plural("on hold"),
  undeclared: plural("in undeclared stages"),
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
  const said = definition.parts.num?.many;
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
    if (name === "share_answered") return [`${percent(value)} ${definition.parts.den?.many ?? "answered"}`];
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
