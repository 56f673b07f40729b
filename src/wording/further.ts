/** The figures beside a headline, named and written: a median in the KPI's unit, a count as a count. */
import { countText, money, percent, quotientText, type Writing } from "./figures.ts";
import { capital } from "./names.ts";

/** What is told of a cell, and of whose definition it is. */
export interface Told {
  readonly value: number | null;
  readonly num: number | null;
  readonly more: Readonly<Record<string, number | null>>;
}

export interface OfKpi {
  readonly kpi: string;
  readonly variant: string;
  readonly unit: string;
  readonly type: string;
  readonly currency: string;
  /** What `num` counts, as the headline says: `won`. */
  readonly counted: string | null;
}

type Kind = "own" | "count" | "share" | "money" | "days" | "quotient";

export interface Further {
  readonly id: string;
  readonly kind: Kind;
  /** With a capital: *Leads created*; of one record `one`, where that differs. */
  readonly name: string;
  readonly one?: string;
  readonly text: string;
  readonly value: number;
}

interface Named {
  readonly name: string;
  readonly kind: Kind;
  readonly one?: string;
}

const count = (name: string, one?: string): Named => ({ name, kind: "count", ...(one === undefined ? {} : { one }) });
const own = (name: string): Named => ({ name, kind: "own" });
const share = (name: string): Named => ({ name, kind: "share" });
const quotient = (name: string): Named => ({ name, kind: "quotient" });

const named: Readonly<Record<string, Named>> = {
  mean: own("Mean"),
  median: own("Median"),
  p75: own("Three in four within"),
  p90: own("Nine in ten within"),
  won_mean: own("Mean of won"),
  lost_mean: own("Mean of lost"),
  working: own("In working hours"),
  working_median: own("Median in working hours"),
  working_p90: own("Nine in ten within, in working hours"),
  completed_mean: own("Mean of those that advanced"),
  completed_median: own("Median of those that advanced"),
  share_answered: share("Answered"),
  within_sla: share("Within the agreed time"),
  conversion: share("Advanced of those that left"),
  pace: share("Of the pace needed"),
  per_lead: quotient("For each lead"),
  leads_per_person_day: quotient("New leads for each person and working day"),
  open_leads_per_person: quotient("Leads at hand for each person"),
  horizon_days: { name: "Judged after", kind: "days" },
  median_days: { name: "Half have left after", kind: "days" },
  spend_without_leads: { name: "Spent without a lead", kind: "money" },
  money: { name: "Amount", kind: "money" },
  leads: count("Leads created", "Lead created"),
  opportunities: count("Opportunities", "Opportunity"),
  born_closed: count("Closed when created"),
  hold: count("On hold"),
  undeclared: count("In undeclared stages"),
  regressions: count("Moved back"),
  at_risk: count("Watched that long"),
  open_start: count("Open at the start"),
  open_end: count("Open at the end"),
  undone: count("Wins undone"),
  deleted_later: count("Deleted since then"),
  repriced_money: { name: "Amounts changed", kind: "money" },
  currency_money: { name: "By exchange rates", kind: "money" },
};

/** What a campaign did not bring is what the cost is of. */
const byVariant: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  spend_without_leads: { per_opportunity: "Spent without an opportunity", per_win: "Spent without a win" },
  share_answered: { routing: "Assigned" },
};

/** What is set against what where there is a quotient beside the share. */
const ratios: Readonly<Record<string, string>> = {
  win_rate: "Won for each lost",
  response_sentiment: "Positive for each negative",
  lead_origin: "From marketing for each from sales",
};

/** Nothing is worth saying where there is none of it. */
const silentAtZero = new Set(["hold", "undeclared", "born_closed", "regressions", "moved_away", "spend_without_leads"]);

/** Said where a bottleneck is shown, and of how many there is money at the end. */
const isToldElsewhere = (id: string): boolean =>
  id === "priced" || id === "counted" || /^(recent|norm|low|high|sign)_/.test(id);

const otherwise = (id: string): Named => {
  const name = capital(id.replace(/_money$/, ", amount").replaceAll("_", " "));
  return { name, kind: id.endsWith("_money") ? "money" : "count" };
};

const namedOf = (id: string, { kpi, variant, type }: OfKpi): Named => {
  if (id === "ratio") return quotient(ratios[kpi] ?? "Ratio");
  const found = named[id] ?? otherwise(id);
  // A pipeline stands; what was won of it has a period.
  const name =
    type === "stock" && (id === "won" || id === "lost") ? `${found.name} in the period` : byVariant[id]?.[variant];
  return name === undefined ? found : { ...found, name };
};

/** What the catalogue and an answer say of a variant, as this file asks for it. */
export const ofKpi = (
  kpi: string,
  definition: Pick<OfKpi, "variant" | "unit" | "type"> & {
    readonly parts: { readonly num: { readonly many: string } | null };
  },
  currency: string,
): OfKpi => {
  const { variant, unit, type, parts } = definition;
  return { kpi, variant, unit, type, currency, counted: parts.num?.many ?? null };
};

/** The name of a further figure, or of a movement in the pipeline: `completed_mean` is "Mean of those that advanced". */
export const furtherName = (id: string): string | undefined => named[id]?.name;

const daysText = (value: number): string => {
  const days = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return days < 1 ? "less than a day" : `${countText(days)} ${days === 1 ? "day" : "days"}`;
};

/** How a figure in the KPI's own unit is written. */
type Write = (value: number, writing: Writing) => string;

const written = (kind: Kind, value: number, { unit, currency }: OfKpi, write: Write): string => {
  switch (kind) {
    case "own":
      return write(value, { unit, currency });
    case "share":
      return percent(value);
    case "money":
      return money(value, currency);
    case "days":
      return daysText(value);
    case "quotient":
      return quotientText(value);
    case "count":
      return countText(value);
  }
};

/** In their order; what the headline says already, and what is not known, is left out. */
export const furtherFigures = (cell: Told, of: OfKpi, write: Write): readonly Further[] => {
  const { more } = cell;
  const figures = Object.entries(more).flatMap(([id, value]): Further[] => {
    if (value === null || isToldElsewhere(id)) return [];
    if (id === of.counted && value === cell.num) return [];
    if ((id === "mean" && value === cell.value) || (value === 0 && silentAtZero.has(id))) return [];
    // Told with its number.
    if (id.endsWith("_money") && typeof more[id.replace(/_money$/, "")] === "number") return [];
    const { kind, ...name } = namedOf(id, of);
    const text = written(kind, value, of, write);
    const worth = more[`${id}_money`];
    const both = typeof worth === "number" && value !== 0 ? `${text} · ${money(worth, of.currency)}` : text;
    return [{ id, kind, ...name, text: both, value }];
  });
  const { priced, counted } = more;
  if (typeof priced !== "number" || typeof counted !== "number" || priced >= counted) return figures;
  const text = `${countText(priced)} of ${countText(counted)}`;
  return [...figures, { id: "priced", kind: "count", name: "Priced", text, value: priced }];
};
