/** The few shapes a figure can have: from which records, by which sums, and how the sums become a figure. */
import type { Flag } from "../model/flags.ts";
import type { Sql } from "../sql/index.ts";
import type { Frame } from "./frame.ts";
import type { PartName } from "./parts.ts";
import type { Population } from "./population.ts";
import type { Aggregate } from "./sums.ts";

/** One sum over one population, cell by cell. */
export interface Part {
  readonly population: Population;
  /** Aggregates over the counted rows (`r.excluded is null`); each must be guarded by `counted` itself. */
  readonly aggregates: Readonly<Record<string, Aggregate>>;
  /** Further condition on rows, before anything is counted. */
  readonly where?: Sql;
  /** Absent from cells that it cannot be split or filtered to. */
  readonly optional?: true;
  /** Shown beside the figure, the whole part or these aggregates: left out of brief answers. */
  readonly beside?: true | readonly string[];
  /** The same, but cells in which it alone stands are there in others. */
  readonly apart?: true;
  /** Nothing that the headline is made of: these aggregates, or the part as a whole. */
  readonly aside?: readonly string[] | "all";
  /** Also by this column of the rows: read with `each`. */
  readonly alsoBy?: string;
  /** The part, and what its aggregates are called there, that tells the same where cells are split by that column already. */
  readonly toldBy?: { readonly part: string; readonly aggregates: Readonly<Record<string, string>> };
  /** Its exclusions are told too, not only those of the main part. */
  readonly tellsExclusions?: true;
}

/** Times of the records of a part, for curves: their `status` tells 0 not finished, 1 and 2 the ways to end. */
export interface TimesOf {
  readonly part: string;
  /** Over `r`, in the figure's unit. */
  readonly time: Sql;
}

/** Times in order: how many ended in each way, and how many were not finished. */
export interface Times {
  readonly time: Float64Array;
  readonly ended: Float64Array;
  readonly endedOtherwise: Float64Array;
  readonly censored: Float64Array;
}

/** Times of which some stand together in one row: those that a quantile is not near to. */
export interface Spread {
  readonly records: number;
  readonly ended: number;
  /** A row that stands for several has the last of their times. */
  readonly times: Times;
  /** These rows told apart; `null`: all of them are. */
  readonly finer: (rows: readonly number[]) => Spread | null;
}

/** A figure with everything it shows beside itself, before the rules for small samples. */
export interface Figure {
  value: number | null;
  num: number | null;
  den: number | null;
  n: number;
  interval: readonly [number | null, number | null] | null;
  flags: Flag[];
  more: Record<string, number | null>;
  /** What R12 withholds under five records. */
  withhold: "quotient" | "never";
  /** How a change is judged: the numbers that its test needs. */
  evidence: Evidence;
}

export interface NumberOfDays {
  readonly workingDays: number;
  /** All of them. */
  readonly days: number;
}

/** Over how many days something was counted: those of its dates that have begun. */
export interface Exposure extends NumberOfDays {
  /** Without the one that still runs. */
  readonly over: NumberOfDays;
}

/** How far records come in clusters, as the activities about one lead do: sums over clusters. */
export interface Clusters {
  /** Of their sizes. */
  readonly counted: number;
  readonly squares: number;
  /** Of 1: how many there are. */
  readonly things: number;
  /** Of the squares of how many in each are hits, and of the products with its size. */
  readonly hitSquares: number;
  readonly products: number;
}

/** What records of the main part are about. */
export interface ClusteredBy extends Things {
  /** Which of them are asked about; absent: all. */
  readonly among?: Sql;
  readonly hit?: Sql;
}

/** Why the records of a share are not so many chances that are all told. */
export interface Chances {
  readonly clusters: Clusters | null;
  /** Which part of them is so young that it may be a hit yet. */
  readonly young: number;
}

/** The records that those which are finished are of, and what part of them is so young that it may not be yet. */
export interface Among {
  readonly all: number;
  readonly young: number;
}

export type Evidence =
  | ({ readonly kind: "proportion"; readonly x: number; readonly n: number } & Chances)
  | {
      readonly kind: "mean";
      readonly n: number;
      readonly mean: number;
      readonly variance: number;
      /** Where it is of those alone that are finished. */
      readonly among?: Among;
    }
  | ({ readonly kind: "count"; readonly x: number; readonly clusters: Clusters | null } & Exposure)
  | ({ readonly kind: "sum"; readonly n: number; readonly sum: number; readonly squares: number } & Exposure)
  | { readonly kind: "interval" };

/** What the sums of one cell were: by part and name; a part without any row in the cell is absent. */
export interface Sums {
  get(part: string, name: string): number;
  /** `null` where SQL gave null or nothing. */
  maybe(part: string, name: string): number | null;
  /** Of a part that is `alsoBy` a column: one entry for each of its values in the cell. */
  each(
    part: string,
  ): readonly { readonly key: number | string | null; readonly get: (name: string) => number | null }[];
  /** Where a change is judged, and the measure's records are clustered. */
  readonly clusters: Clusters | null;
  times(name: string): Times;
  /** Whether they were read: brief answers and headlines are without those that stand beside. */
  hasTimes(name: string): boolean;
  /** The same of an aggregate of a part. */
  has(part: string, name: string): boolean;
  /** The same for quantiles, which need few of them in order. */
  spread(name: string): Spread;
  readonly frame: Frame;
  /** The cell's own local dates, half-open. */
  readonly range: { readonly from: string; readonly to: string };
  readonly isTotal: boolean;
  /** What stands beside the headline is not asked for. */
  readonly isBrief: boolean;
  /** The id of the stage that the cell is about, where it answers by stage. */
  readonly stage: string | null;
}

/** Which rows of which part stand behind a number: for the receipt. */
export interface Receipt {
  readonly part: string;
  /** Along an axis: by the step asked for, `null` for the headline. */
  readonly where: Sql | ((frame: Frame, step: number | null) => Sql);
  /** Not the rows but what they point at, each once. */
  readonly things?: Things;
}

/** Leads (0) and opportunities (1) that rows point at: columns over `r`; no `no`, nothing is pointed at. */
export interface Things {
  readonly object: Sql;
  readonly no: Sql;
}

/** An axis that no record stands on: how far the records of a cell have come by each step of it. */
export interface Along {
  /** The dimension that names the steps: it leads the dimensions of the answer. */
  readonly dimension: string;
  /** The steps that an answer over the frame's range has rows for. */
  readonly steps: (frame: Frame) => readonly number[];
  /** The steps that an answer over any range may have rows for. */
  readonly everyStep: readonly number[];
  /** What all steps of a cell have in common is computed once. */
  readonly figures: (sums: Sums) => (step: number) => Figure;
}

export interface RecordMeasure {
  readonly kind: "records";
  readonly parts: Readonly<Record<string, Part>>;
  readonly times?: Readonly<Record<string, TimesOf>>;
  /** They give what is shown beside the headline alone. */
  readonly timesBeside?: true;
  /** The part whose exclusions and records the cell reports. */
  readonly main: string;
  /** What the records of the main part are about: where a change is judged, those about one thing are no independent chances. */
  readonly clusteredBy?: ClusteredBy;
  /** Always answered by stage, which leads the dimensions; the total is then not a figure. */
  readonly byStage?: "records" | "journey";
  /** Always answered along this axis. */
  readonly along?: Along;
  readonly figure: (sums: Sums) => Figure;
  readonly receipts: { readonly [Name in PartName]?: Receipt };
}

export interface StockMeasure {
  readonly kind: "stock";
  readonly of: "lead" | "opportunity";
  readonly variant: "share" | "process" | "all" | "count" | "weighted" | "age" | "balance_sheet";
}

export interface GoalMeasure {
  readonly kind: "goals";
}

export type Measure = RecordMeasure | StockMeasure | GoalMeasure;

/** Whether it has one figure for all: what is told stage by stage has none, and the shares of all stages are always everything. */
export const hasFigure = (measure: Measure): boolean => {
  if (measure.kind === "stock") return !["share", "process", "all"].includes(measure.variant);
  return measure.kind !== "records" || measure.byStage === undefined;
};
