/** What every KPI is made of: items that fall into a period, and a figure made from some of them. */

import type { DateRange } from "../../src/query/question.ts";
import type { Cell } from "./answered.ts";
import type { Money } from "./money.ts";
import type { Rec } from "./record.ts";
import { midnight } from "./time.ts";
import type { View } from "./view.ts";

/** One thing that belongs to a period: a record, or a day of spend. `out` names why it is left out. */
export interface Item {
  readonly id: string;
  readonly of: Rec | null;
  readonly out: string | null;
  /** Who is credited, and the instant whose local date chooses their team. */
  readonly people: readonly (string | null)[];
  readonly anchor: number;
  /** Where another instant chooses the team. */
  readonly teamsAt?: number;
  /** What it is beside a record of the KPI's own kind: `lead`, `spend`, ... */
  readonly sort?: string;
  /** Own values of dimensions, before those of the record. */
  readonly keys?: Readonly<Record<string, string | null>>;
  /** Told beside the total only; in no row. */
  readonly aside?: true;
  /** Shown beside what stands in the row; makes none of its own. */
  readonly beside?: true;
  /** In the numerator. */
  readonly hit?: boolean;
  /** A word for what became of it. */
  readonly end?: string;
  /** Days or hours. */
  readonly length?: number;
  readonly more?: Readonly<Record<string, number | null>>;
  readonly money?: Money;
}

/** A period on the report zone, and the instant at which stocks are measured. */
export interface Window extends DateRange {
  readonly start: number;
  readonly end: number;
  /** The state counts facts up to here, this instant included. */
  readonly measured: number;
  readonly toDate: boolean;
}

export interface Context {
  readonly view: View;
  readonly window: Window;
  readonly variant: string;
  /** Items of the period that share the row's keys but for the stage. */
  readonly peers: readonly Item[];
  readonly isTotal: boolean;
  /** Items that are in no row, where a row is one of one dimension over the whole period. */
  readonly aside?: readonly Item[];
  /** The stage of the row. */
  readonly stage?: string;
  /** The age of the row, in days, where a variant is told along it. */
  readonly age?: number;
}

export interface Kpi {
  readonly id: string;
  /** The dimension it always answers by. */
  readonly leading?: "stage" | "goal";
  /** Rows of the leading dimension that always appear. */
  readonly rows?: (view: View) => readonly string[];
  /** The ages that a variant has rows for; absent or empty: it is not told along them. */
  readonly ages?: (view: View, window: Window, variant: string) => readonly number[];
  readonly items: (view: View, window: Window, variant: string) => readonly Item[];
  /** Of the items of one cell that passed the filters, those that count. */
  readonly choose?: (items: readonly Item[], variant: string) => readonly Item[];
  readonly cell: (items: readonly Item[], context: Context) => Cell;
  readonly inNum: (item: Item, variant: string) => boolean;
  readonly inDen: (item: Item, variant: string) => boolean;
}

export const windowOf = (view: View, range: DateRange): Window => {
  const start = midnight(range.from, view.zone);
  const end = midnight(range.to, view.zone);
  const toDate = view.asOf < end;
  return { ...range, start, end, toDate, measured: toDate ? view.asOf : end - 1 };
};

export const within = (window: Window, view: View, t: number): boolean =>
  t >= window.start && t < window.end && t <= view.asOf;
