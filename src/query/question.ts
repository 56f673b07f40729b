/** What is asked: one KPI, over a period, split, filtered and compared, as known at an instant. */
import type { DateRange, Grain } from "../model/calendar.ts";

export type { DateRange, Grain } from "../model/calendar.ts";

export type FilterOperator = "=" | "!=" | ">" | ">=" | "<" | "<=" | "in" | "not-in" | "contains";

export interface Filter {
  readonly dimension: string;
  readonly operator: FilterOperator;
  /** Ids as the source wrote them; `null` is nobody or nothing. */
  readonly values: readonly (string | null)[];
}

export interface Question {
  readonly kpi: string;
  readonly variant?: string;
  /** Absent: the twelve calendar months that end with the watermark's month, or what `period` words say. */
  readonly range: DateRange;
  readonly grain?: Grain;
  /** Up to three dimensions. */
  readonly by?: readonly string[];
  readonly where?: readonly Filter[];
  /** ISO instant; absent: the watermark. */
  readonly asOf?: string;
  readonly compare?: DateRange;
  /** The figures alone, without what stands beside them at the cost of further statements. */
  readonly brief?: true;
}
