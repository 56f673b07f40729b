/** What every page is about: one period, one comparison, one part of the company, and filters. */
import { filterOf, type Question } from "../api/question.ts";
import type { Kpi } from "../api/types.ts";
import type { Search } from "./search.ts";

export interface Scope {
  /** Words as the command line knows them, or `2026-01-01..2026-03-01`. */
  readonly period: string;
  /** `previous`, `year`, `none` or a range. */
  readonly compare: string;
  readonly team: string | null;
  readonly person: string | null;
  readonly where: readonly string[];
  readonly asOf: string | null;
}

export const defaultPeriod = "this-quarter";
export const defaultCompare = "previous";

/** The parameters that go with the reader from page to page. */
const scopeKeys = ["period", "compare", "team", "person", "where", "as_of"] as const;

const single = (value: Search[string]): string | null => (typeof value === "string" && value !== "" ? value : null);

export const scopeIn = (search: Search): Scope => ({
  period: single(search.period) ?? defaultPeriod,
  compare: single(search.compare) ?? defaultCompare,
  team: single(search.team),
  person: single(search.person),
  where: Array.isArray(search.where) ? search.where : [],
  asOf: single(search.as_of),
});

export const scopeSearch = (search: Search): Search =>
  Object.fromEntries(scopeKeys.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])));

const rangeIn = (period: string): Pick<Question, "period" | "from" | "to"> => {
  const [from, to] = period.split("..");
  return from !== undefined && to !== undefined ? { from, to } : { period };
};

/** The filters that the part of the company and the reader's own filters make. */
export const filtersOf = (scope: Scope): readonly string[] => [
  ...(scope.team === null ? [] : [filterOf("team", scope.team)]),
  ...(scope.person === null ? [] : [filterOf("person", scope.person)]),
  ...scope.where,
];

export const dimensionOf = (filter: string): string => filter.split(":")[0] ?? "";

/** The question of a scope. Without a comparison when the page says so, or the reader. */
export const asked = (scope: Scope, { isCompared = true } = {}): Omit<Question, "kpi"> => ({
  ...rangeIn(scope.period),
  where: filtersOf(scope),
  ...(scope.asOf === null ? {} : { as_of: scope.asOf }),
  ...(isCompared && scope.compare !== "none" ? { compare: scope.compare } : {}),
});

/** The KPI as one of its definitions takes it. */
export const asDefined = (kpi: Kpi, variant: string): Kpi => ({
  ...kpi,
  dimensions: kpi.variants.find(({ id }) => id === variant)?.dimensions ?? kpi.dimensions,
});

/** Filters that a KPI does not take are left out of its question, and said. */
export const takenBy = (
  kpi: Kpi,
  filters: readonly string[],
): { taken: readonly string[]; ignored: readonly string[] } => {
  const takes = (filter: string): boolean => kpi.dimensions.includes(dimensionOf(filter));
  return { taken: filters.filter(takes), ignored: filters.filter((filter) => !takes(filter)) };
};
