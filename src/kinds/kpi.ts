/** A KPI as data: its sentence, its variants, its worked example. Everything else about it is made from this. */
import type { Parts } from "./counted.ts";
import type { Measure } from "./measure.ts";

export type Unit = "days" | "hours" | "ratio" | "share" | "money" | "count";

export interface Variant {
  readonly name: string;
  /** What is divided by what, in the field's words. */
  readonly formula: string;
  /** Why somebody would want it, and how it differs from the default. */
  readonly meaning: string;
  readonly measure: Measure;
  /** Where it differs from the KPI's. */
  readonly unit?: Unit;
  readonly type?: KpiType;
  readonly additivity?: Additivity;
  readonly parts?: Partial<Parts>;
}

export type KpiType = "flow" | "stock" | "cohort" | "goal";
export type Additivity = "additive" | "semi_additive" | "non_additive";

/** Canonical rows, a range and what must come out: run by the tests and printed in the documents. */
export interface WorkedExample {
  readonly story: string;
  readonly given: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  readonly from: string;
  readonly to: string;
  readonly asOf?: string;
  /** The total's value, or by stage where the KPI answers by stage. */
  readonly gives: number | null | Readonly<Record<string, number | null>>;
}

export interface Kpi {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The question it answers, in one sentence. */
  readonly meaning: string;
  readonly unit: Unit;
  readonly better: "higher" | "lower" | null;
  readonly type: KpiType;
  readonly additivity: Additivity;
  readonly parts: Parts;
  /** The group of the page: fill, work, flow, win. */
  readonly group: "fill" | "work" | "flow" | "win";
  readonly variants: Readonly<Record<string, Variant>> & { readonly default: Variant };
  /** The default by current owner, where the figure itself looks at owners; absent: the default's measure will do. */
  readonly byCurrentOwner?: Measure;
  readonly example: WorkedExample;
}
