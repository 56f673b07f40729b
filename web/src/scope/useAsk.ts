/** What a page asks of a KPI: the scope's question in the KPI's own words, and what of the scope it does not know. */
import type { Question } from "../api/question.ts";
import type { Kpi } from "../api/types.ts";
import { useCatalogue } from "../parts/useFacts.ts";
import { asDefined, asked, filtersOf, takenBy } from "./scope.ts";
import { useScope } from "./useScope.ts";

export interface Ask {
  readonly kpi: Kpi;
  readonly variant: string;
  readonly question: Question;
  /** Filters of the scope that this KPI does not take. */
  readonly ignored: readonly string[];
}

export interface AskFor {
  readonly kpi: string;
  readonly variant?: string;
}

/** `null` where the catalogue has no such KPI. */
export const useAsk = (): ((what: AskFor, options?: { readonly isCompared?: boolean }) => Ask | null) => {
  const scope = useScope();
  const kpis = useCatalogue();
  return ({ kpi: id, variant = "default" }, { isCompared = false } = {}) => {
    const found = kpis.find((one) => one.id === id);
    if (found === undefined) return null;
    const kpi = asDefined(found, variant);
    const { taken, ignored } = takenBy(kpi, filtersOf(scope));
    return {
      kpi,
      variant,
      ignored,
      question: {
        kpi: id,
        ...(variant === "default" ? {} : { variant }),
        ...asked(scope, { isCompared }),
        where: taken,
      },
    };
  };
};
