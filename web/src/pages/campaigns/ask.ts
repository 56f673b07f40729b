/** What the page asks, and what of the answers can be shown. */
import type { Answer, Cell } from "../../api/types.ts";
import { dimensionOf } from "../../scope/scope.ts";
import type { Ask, AskFor } from "../../scope/useAsk.ts";
import { dimensionName } from "../../words/names.ts";

/** What of the scope this KPI does not know: "team and person"; empty where it knows all of it. */
export const unknownTo = ({ ignored }: Pick<Ask, "ignored">): string =>
  [...new Set(ignored.map((filter) => dimensionName(dimensionOf(filter))))].join(" and ");

/** Leads created in the period, however many of them became something. */
export const createdLeads: AskFor = { kpi: "lead_origin", variant: "leads" };

export const isMeasured = ({ total }: Answer): boolean => !total.flags.includes("not_measurable");

/** A cost of which nothing is priced is not known; it is not 0. */
export const isPriced = ({ more }: Pick<Cell, "more">): boolean => (more.priced ?? 0) > 0;
