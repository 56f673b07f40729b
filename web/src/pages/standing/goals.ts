/** The goals of the whole part that is looked at: what each is called, and whether it will be met. */
import type { Kpi, Row } from "../../api/types.ts";
import { dayAfter, rangeText } from "../../words/dates.ts";
import { variantTitle } from "../../words/names.ts";

/** Those of the company where there are any; of a team or a person there are only its own. */
export const goalsOfWhole = (rows: readonly Row[]): readonly Row[] => {
  const company = rows.filter((row) => row.labels.scope === "company");
  return company.length > 0 ? company : rows;
};

const kpiOf = (kpis: readonly Kpi[], row: Row) => kpis.find(({ id }) => id === row.labels.kpi);
const variantOf = (kpi: Kpi | undefined, row: Row) => kpi?.variants.find(({ id }) => id === row.labels.variant);

export const unitOf = (kpis: readonly Kpi[], row: Row) => {
  const kpi = kpiOf(kpis, row);
  return variantOf(kpi, row)?.unit ?? kpi?.unit ?? "count";
};

const nameOf = (kpis: readonly Kpi[], row: Row): string => {
  const kpi = kpiOf(kpis, row);
  const variant = variantOf(kpi, row);
  const name = kpi?.name ?? row.labels.kpi ?? "";
  return variantTitle(name, variant);
};

const datesOf = ({ labels }: Row): string => rangeText(labels.starts_on ?? "", dayAfter(labels.ends_on ?? ""));

/** What each is called among the others: where two have one name, with whose it is and its dates, as far as these differ. */
export const namesIn = (kpis: readonly Kpi[], rows: readonly Row[], whoseOf: (row: Row) => string): readonly string[] =>
  rows.map((row) => {
    const name = nameOf(kpis, row);
    const alike = rows.filter((one) => nameOf(kpis, one) === name);
    const told = [whoseOf, datesOf].filter((of) => new Set(alike.map(of)).size > 1).map((of) => of(row));
    return [name, ...told].join(", ");
  });

export type Outcome = "met" | "missed" | "on course" | "falls short" | "too early to say" | "not known";

export const isRunning = ({ flags }: Row): boolean => flags.includes("to_date");

/** A cap of which nothing is used up: its target over 0 is no number, and it is kept. */
const isUntouched = ({ value, num, den }: Row): boolean => value === null && num === 0 && den !== null && den > 0;

const overOutcome = (row: Row): Outcome => {
  if (isUntouched(row)) return "met";
  return row.value === null ? "not known" : row.value >= 1 ? "met" : "missed";
};

/** While its time runs by its pace, afterwards by what was reached. */
export const outcomeOf = (row: Row): Outcome => {
  const { pace, projected_end: projected } = row.more;
  if (!isRunning(row)) return overOutcome(row);
  if (isUntouched(row) && typeof projected === "number") return "on course";
  if (typeof pace !== "number") return "too early to say";
  return pace >= 1 ? "on course" : "falls short";
};

export const isJudged = (outcome: Outcome): boolean => outcome !== "too early to say" && outcome !== "not known";

export const isGood = (outcome: Outcome): boolean => outcome === "met" || outcome === "on course";
