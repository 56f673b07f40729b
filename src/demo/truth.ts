/** One thing that was planted: where it shows, which KPI shows it, and how large it came out. */
import { dateOf } from "./days.ts";
import type { Days } from "./scenario.ts";

export interface Truth {
  readonly id: string;
  readonly kind: string;
  /** The KPI that shows it; `null`: a finding of the import shows it. */
  readonly kpi: string | null;
  /** Where: dimension to id. */
  readonly where: Readonly<Record<string, string>>;
  /** Local dates, half-open; `null`: all of the data. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly compare: { readonly from: string; readonly to: string } | null;
  /** What is to be seen there against `compare`, or against the others. */
  readonly shows: "up" | "down" | "no_change" | "highest" | "lowest" | "present";
  /** What the generator was told. */
  readonly planted: Readonly<Record<string, string | number>>;
  /** What came out, counted from the records. */
  readonly measured: Readonly<Record<string, number | null>>;
  readonly sentence: string;
}

export const dates = ({ from, to }: Days): { from: string; to: string } => ({ from: dateOf(from), to: dateOf(to) });
