/** The goal that stands beside a figure of the scorecard. */
import type { Kpi } from "../kinds/index.ts";
import { firstDayAhead } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import type { Answer, Row } from "./answer.ts";
import type { ScorecardLine } from "./asker.ts";
import type { Filter } from "./question.ts";

const scopes = ["person", "team", "campaign"];

/** Whose goals they are: the company's, or those of the one that is filtered to; of several, or by any other filter, nobody's. */
const scopeOf = (where: readonly Filter[]): string | null => {
  const [first, ...others] = where;
  if (first === undefined) return "company";
  const isOne = (first.operator === "=" || first.operator === "in") && first.values.length === 1;
  return others.length === 0 && isOne && scopes.includes(first.dimension) ? first.dimension : null;
};

/** The last day of the period of which something has passed. */
const lastDayOf = ({ question }: Answer): string =>
  dateOf(Math.min(dayNumber(question.to), firstDayAhead(Date.parse(question.as_of), question.timezone)) - 1);

/** Those that run on a day in their order, the latest begun first; then those that are over, the last one first; then the next to begin. */
const byNearness =
  (day: string) =>
  ({ labels: a }: Row, { labels: b }: Row): number => {
    const placeOf = ({ starts_on = "", ends_on = "" }: Row["labels"]): number =>
      starts_on > day ? 2 : ends_on < day ? 1 : 0;
    const later = (one = "", other = ""): number => (one === other ? 0 : one > other ? -1 : 1);
    const place = placeOf(a);
    if (place !== placeOf(b)) return place - placeOf(b);
    const [starts, ends] = [later(a.starts_on, b.starts_on), later(a.ends_on, b.ends_on)];
    return place === 0 ? starts || -ends : place === 1 ? ends || starts : -starts || -ends;
  };

/** The scope's goal of a KPI; of several the one that is running. Of several people none. */
export const goalBeside = (answer: Answer, kpi: Kpi, where: readonly Filter[]): ScorecardLine["goal"] => {
  const scope = scopeOf(where);
  const own = answer.rows.filter(
    ({ labels }) => labels.scope === scope && labels.kpi === kpi.id && labels.variant === "default",
  );
  if (new Set(own.map((row) => row.labels.scope_id)).size > 1) return null;
  const [row] = own.toSorted(byNearness(lastDayOf(answer)));
  return row === undefined || row.den === null
    ? null
    : {
        ...{ target: row.den, value: row.value, pace: row.more.pace ?? null },
        ...{ starts_on: row.labels.starts_on ?? "", ends_on: row.labels.ends_on ?? "" },
      };
};
