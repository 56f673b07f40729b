/** What is asked: one KPI, over a period, split, filtered and compared, as known at an instant. */
export type Grain = "day" | "week" | "month" | "quarter" | "year" | "fiscal-quarter" | "fiscal-year";

export type FilterOperator = "=" | "!=" | ">" | ">=" | "<" | "<=" | "in" | "not-in" | "contains";

export interface Filter {
  readonly dimension: string;
  readonly operator: FilterOperator;
  /** Ids as the source wrote them; `null` is nobody or nothing. */
  readonly values: readonly (string | null)[];
}

/** Local calendar dates in the report zone, half-open: `[from, to)`, as `YYYY-MM-DD`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
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
}
