/** What a saved view leads to, in words, and what is kept of the address that is open. */
import type { View } from "../api/types.ts";
import { periodName } from "../scope/periods.ts";
import { scopeIn } from "../scope/scope.ts";
import { parseSearch, stringifySearch } from "../scope/search.ts";
import { knownText } from "../words/filters.ts";
import { isolated } from "../words/isolated.ts";

export interface Known {
  readonly pages: readonly { readonly path: string; readonly name: string }[];
  readonly kpis: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  /** Paths of pages that are not about a period or a part of the company. */
  readonly withoutScope: ReadonlySet<string>;
}

/** As it can be kept: escaped, its parameters as we write them. */
export const keptOf = ({ pathname, search }: Pick<Location, "pathname" | "search">): Pick<View, "path" | "search"> => ({
  path: pathname,
  search: stringifySearch(parseSearch(search)),
});

export const isAt = (view: Pick<View, "path" | "search">, here: Pick<View, "path" | "search">): boolean =>
  view.path === here.path && view.search === here.search;

const unescaped = (step: string): string => {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
};

const pageName = (path: string, { pages, kpis, people }: Known): string => {
  const [, first, second = ""] = path.split("/").map(unescaped);
  const named = first === "kpi" ? kpis : first === "people" ? people : [];
  return (
    named.find(({ id }) => id === second)?.name ?? pages.find((page) => page.path === path)?.name ?? unescaped(path)
  );
};

/** `Win rate · West · Last quarter · 2 filters` */
export const viewWords = ({ path, search }: Pick<View, "path" | "search">, known: Known): string => {
  const page = pageName(path, known);
  if (known.withoutScope.has(path)) return page;
  const { team, person, period, where, asOf } = scopeIn(parseSearch(search));
  const nameOf = (all: Known["teams"], id: string | null): string | null =>
    id === null ? null : isolated(all.find((one) => one.id === id)?.name ?? id);
  const filters = where.length === 0 ? null : where.length === 1 ? "1 filter" : `${where.length} filters`;
  return [
    page,
    nameOf(known.teams, team),
    nameOf(known.people, person),
    periodName(period),
    filters,
    asOf === null ? null : knownText(asOf),
  ]
    .filter((part) => part !== null)
    .join(" · ");
};
