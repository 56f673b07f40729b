/** What the page asks of each KPI: the scope's question in the KPI's own words, and what of the scope it does not know. */
import type { Question } from "../../api/question.ts";
import type { Answer, Cell, Kpi, Unit } from "../../api/types.ts";
import { useCatalogue } from "../../parts/useFacts.ts";
import type { Part } from "../../records/address.ts";
import { mainPart } from "../../records/part.ts";
import { asked, dimensionOf, filtersOf, takenBy } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";
import { dimensionName } from "../../words/names.ts";

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
    const kpi = kpis.find((one) => one.id === id);
    if (kpi === undefined) return null;
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

/** What of the scope this KPI does not know: "team and person"; empty where it knows all of it. */
export const unknownTo = ({ ignored }: Pick<Ask, "ignored">): string =>
  [...new Set(ignored.map((filter) => dimensionName(dimensionOf(filter))))].join(" and ");

/** The figure's main number; where that is none, what it is none of. */
export const listedPart = (cell: Pick<Cell, "num" | "den">, unit: Unit): Part =>
  cell.num === 0 && cell.den !== null ? "den" : mainPart(cell, unit);

/** Leads created in the period, as the records of this variant's lower number are. */
export const createdLeads: AskFor = { kpi: "lead_conversion", variant: "flow" };

export const isMeasured = ({ total }: Answer): boolean => !total.flags.includes("not_measurable");

/** A cost of which nothing is priced is not known; it is not 0. */
export const isPriced = ({ more }: Pick<Cell, "more">): boolean => (more.priced ?? 0) > 0;
