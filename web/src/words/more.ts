/** The figures beside a headline, named and written: a median in the KPI's unit, a count as a count. */
import type { Cell, Definition } from "../api/types.ts";
import { countText, figure, money, percent, quotientText } from "./figures.ts";
import { capital } from "./names.ts";

export interface MoreFigure {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

type Kind = "own" | "count" | "share" | "money" | "days" | "quotient";

const named: Readonly<Record<string, readonly [name: string, kind: Kind]>> = {
  mean: ["Mean", "own"],
  median: ["Median", "own"],
  p75: ["Three in four within", "own"],
  p90: ["Nine in ten within", "own"],
  won_mean: ["Mean of won", "own"],
  lost_mean: ["Mean of lost", "own"],
  working: ["In working hours", "own"],
  working_median: ["Median in working hours", "own"],
  working_p90: ["Nine in ten within, working hours", "own"],
  completed_mean: ["Mean of those that advanced", "own"],
  completed_median: ["Median of those that advanced", "own"],
  share_answered: ["Answered", "share"],
  within_sla: ["Within the agreed time", "share"],
  conversion: ["Advanced of those that left", "share"],
  per_lead: ["For each lead", "quotient"],
  leads_per_person_day: ["New leads per person and working day", "quotient"],
  open_leads_per_person: ["Leads at hand per person", "quotient"],
  horizon_days: ["Judged after", "days"],
  median_days: ["Half have left after", "days"],
  spend_without_leads: ["Spent without a lead", "money"],
  money: ["Amount", "money"],
  leads: ["Leads created", "count"],
  born_closed: ["Closed when created", "count"],
  hold: ["On hold", "count"],
  undeclared: ["In undeclared stages", "count"],
  regressions: ["Moved back", "count"],
  at_risk: ["Watched that long", "count"],
};

/** What a campaign did not bring is what the cost is of. */
const vain: Readonly<Record<string, string>> = {
  per_opportunity: "Spent without an opportunity",
  per_win: "Spent without a win",
};

const namesIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  spend_without_leads: vain,
  share_answered: { routing: "Assigned" },
};

const namedOf = (id: string, variant: string): readonly [name: string, kind: Kind] | undefined => {
  const [name, kind] = named[id] ?? [];
  return name === undefined || kind === undefined ? undefined : [namesIn[id]?.[variant] ?? name, kind];
};

const ratioNames: Readonly<Record<string, string>> = {
  win_rate: "Won for each lost",
  response_sentiment: "Positive for each negative",
  lead_origin: "From marketing for each from sales",
};

const balanceNames: Readonly<Record<string, string>> = {
  open_start: "Open at the start",
  open_end: "Open at the end",
  undone: "Wins undone",
  deleted_later: "Deleted since then",
  repriced_money: "Amounts changed",
  currency_money: "By exchange rates",
};

/** Nothing is worth saying where there is none of it. */
const silentAtZero = new Set(["hold", "undeclared", "born_closed", "regressions", "moved_away", "spend_without_leads"]);

/** Said where a bottleneck is shown, not here. */
const isTrailing = (id: string): boolean => /^(recent|norm|low|high|sign)_/.test(id);

const daysText = (value: number): string => {
  const days = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return days < 1 ? "less than a day" : `${countText(days)} ${days === 1 ? "day" : "days"}`;
};

const written = (kind: Kind, value: number, unit: Definition["unit"], currency: string): string => {
  switch (kind) {
    case "own":
      return figure(value, { unit, currency });
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

/** A definition's sentence with the names of the page in place of those of the answer: “Mean of those that advanced”. */
export const inWords = (text: string, variants: readonly { readonly id: string; readonly name: string }[]): string =>
  text
    .replaceAll(/`([a-z_\d]+)`/g, (_, id: string) => {
      const name = named[id]?.[0] ?? balanceNames[id] ?? variants.find((variant) => variant.id === id)?.name;
      return `“${name ?? id.replaceAll("_", " ")}”`;
    })
    .replace(/^As the default\b/, "As the usual definition");

/** In their order; what the headline says already, and what is not known, is left out. */
export const moreFigures = (
  cell: Cell,
  kpi: string,
  { unit, variant }: Pick<Definition, "unit" | "variant">,
  currency: string,
): readonly MoreFigure[] => {
  const figures = Object.entries(cell.more).flatMap(([id, value]): MoreFigure[] => {
    if (value === null || id === "priced" || id === "counted" || isTrailing(id)) return [];
    if ((id === "mean" && value === cell.value) || (value === 0 && silentAtZero.has(id))) return [];
    if (id === "ratio") return [{ id, name: ratioNames[kpi] ?? "Ratio", text: quotientText(value) }];
    const base = cell.more[id.replace(/_money$/, "")];
    if (id.endsWith("_money") && typeof base === "number") return [];
    const worth = cell.more[`${id}_money`];
    if (typeof worth === "number") {
      const text = value === 0 ? "0" : `${countText(value)} · ${money(worth, currency)}`;
      return [{ id, name: balanceNames[id] ?? capital(id.replaceAll("_", " ")), text }];
    }
    const told = namedOf(id, variant);
    if (told !== undefined) return [{ id, name: told[0], text: written(told[1], value, unit, currency) }];
    const name = balanceNames[id] ?? capital(id.replace(/_money$/, ", amount").replaceAll("_", " "));
    return [{ id, name, text: id.endsWith("_money") ? money(value, currency) : countText(value) }];
  });
  const { priced, counted } = cell.more;
  return typeof priced === "number" && typeof counted === "number" && priced < counted
    ? [...figures, { id: "priced", name: "Priced", text: `${countText(priced)} of ${countText(counted)}` }]
    : figures;
};
