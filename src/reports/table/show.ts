/** What a report is made for: how wide, in which colours, in whose currency. */
import type { Asker } from "../../query/asker.ts";
import { type Paint, paintOf } from "./paint.ts";
import type { Limits } from "./words.ts";

export interface Show {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** ISO 4217. */
  readonly currency: string;
  /** Under which numbers of records figures are withheld and flagged. */
  readonly limits: Limits;
  /** The unit of a KPI's variant: goals are in the units of their KPIs. */
  readonly unitOf: (kpi: string, variant: string) => string;
}

/** Of a workspace: in its currency, by its limits. */
export const showOf = ({ config, catalogue }: Asker, look: Pick<Show, "width" | "paint">): Show => ({
  ...look,
  currency: config.currency,
  limits: config.sample,
  unitOf: (id, variant) => {
    const kpi = catalogue.find((one) => one.id === id);
    return kpi?.variants[variant]?.unit ?? kpi?.unit ?? "count";
  },
});

/** Of what is no terminal: nothing is left out, nothing is coloured. */
export const plainLook: Pick<Show, "width" | "paint"> = { width: 240, paint: paintOf(false) };
