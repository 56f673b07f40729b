/** What a report is made for: how wide, in which colours, in whose currency. */
import type { Paint } from "./paint.ts";
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
