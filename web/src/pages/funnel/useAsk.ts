/** What the page asks of each KPI: the scope's question in the KPI's own words, and what of the scope it does not know. */
import type { Question } from "../../api/question.ts";
import { useCatalogue } from "../../parts/useFacts.ts";
import { asked, filtersOf, takenBy } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";

export interface Ask {
  readonly question: Question;
  /** Filters of the scope that this KPI does not take. */
  readonly ignored: readonly string[];
}

export const useAsk = (): ((kpi: string, variant?: string, options?: { readonly isCompared?: boolean }) => Ask) => {
  const scope = useScope();
  const kpis = useCatalogue();
  return (id, variant, { isCompared = false } = {}) => {
    const kpi = kpis.find((one) => one.id === id);
    const filters = filtersOf(scope);
    const { taken, ignored } = kpi === undefined ? { taken: filters, ignored: [] } : takenBy(kpi, filters);
    return {
      question: {
        kpi: id,
        ...(variant === undefined ? {} : { variant }),
        ...asked(scope, { isCompared }),
        where: taken,
      },
      ignored,
    };
  };
};

/** Filters that none of them takes: said once, for all. */
export const ignoredByAll = (asks: readonly Ask[]): readonly string[] =>
  (asks[0]?.ignored ?? []).filter((filter) => asks.every(({ ignored }) => ignored.includes(filter)));

/** Without saying again what has been said. */
export const sayingLess = (ask: Ask, said: readonly string[]): Ask => ({
  ...ask,
  ignored: ask.ignored.filter((filter) => !said.includes(filter)),
});
