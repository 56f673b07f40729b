/** The goals of the whole part that is looked at: what each is called, and whether it will be met. */
import type { Kpi, Row } from "../../api/types.ts";
import { dayAfter, dayBefore, rangeText } from "../../words/dates.ts";
import { figureOf, goalDates } from "../../words/goals.ts";

export const isRunning = ({ flags }: Row): boolean => flags.includes("to_date");

/** What can still be changed comes first: those that are judged, those that began too lately or have not begun; then those that are over, the last first. */
const byUrgency = (one: Row, other: Row): number => {
  const placeOf = (row: Row): number => (!isRunning(row) ? 2 : outcomeOf(row) === "too early to say" ? 1 : 0);
  const place = placeOf(one) - placeOf(other);
  if (place !== 0 || isRunning(one)) return place;
  const [last = "", otherLast = ""] = [one.labels.ends_on, other.labels.ends_on];
  return last === otherLast ? 0 : last > otherLast ? -1 : 1;
};

/** Those of the company where there are any; of a team or a person there are only its own. The urgent ones first. */
export const goalsOfWhole = (rows: readonly Row[]): readonly Row[] => {
  const company = rows.filter((row) => row.labels.scope === "company");
  return (company.length > 0 ? company : rows).toSorted(byUrgency);
};

/** What a goal is for, where that is not what the figure beside it is of; a month or a quarter without the year that the figure ends in. */
export const datesBeside = (
  { starts_on, ends_on }: { readonly starts_on: string; readonly ends_on: string },
  { from, to }: { readonly from: string; readonly to: string },
): string => {
  const end = dayAfter(ends_on);
  if (starts_on === from && end === to) return "";
  const text = rangeText(starts_on, end);
  const [words, year] = text.split(/ (?=\d{4}$)/);
  return words !== undefined && !words.includes(" ") && year === dayBefore(to).slice(0, 4) ? words : text;
};

/** What each is called among the others: where two have one name, with whose it is and its dates, as far as these differ. */
export const namesIn = (kpis: readonly Kpi[], rows: readonly Row[], whoseOf: (row: Row) => string): readonly string[] =>
  rows.map((row) => {
    const name = figureOf(kpis, row).name;
    const alike = rows.filter((one) => figureOf(kpis, one).name === name);
    const told = [whoseOf, goalDates].filter((of) => new Set(alike.map(of)).size > 1).map((of) => of(row));
    return [name, ...told].join(", ");
  });

export type Outcome = "met" | "missed" | "on course" | "falls short" | "too early to say" | "not known";

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
