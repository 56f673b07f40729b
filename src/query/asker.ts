/** What answers questions: handed a session with facts, the catalogue and the declared process. */

import type { PartName } from "../kinds/index.ts";
import type { Kpi } from "../kinds/kpi.ts";
import type { Flag } from "../model/flags.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Answer, Cell } from "./answer.ts";
import type { Filter, Grain, Question } from "./question.ts";

export interface RecordRow {
  readonly id: string;
  readonly object: string;
  readonly label: string;
  /** The anchor's local date; its own of what counts whatever its day. */
  readonly day: string | null;
  readonly person: string | null;
  readonly amount: number | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RecordPage {
  readonly total: number;
  readonly rows: readonly RecordRow[];
}

/** The figure of one unit of time: what a sparkline and its band are drawn from. */
export interface TrendPoint {
  /** The unit's first local date, clipped at `from`. */
  readonly period: string;
  readonly value: number | null;
  readonly interval: Cell["interval"];
  readonly flags: readonly Flag[];
}

/** A goal is for dates of its own, which need not be those of the figure that it stands beside. */
export interface GoalBeside {
  readonly target: number;
  /** A share of the target. */
  readonly value: number | null;
  readonly pace: number | null;
  readonly starts_on: string;
  /** Its last day. */
  readonly ends_on: string;
}

export interface ScorecardLine {
  readonly kpi: Kpi;
  /** Over the whole range; rows only where the KPI answers by stage, and of goals. */
  readonly answer: Answer;
  /** The units of which `trend` has a point each. */
  readonly grain: Grain;
  /** Oldest first; empty where no one figure stands for the KPI (it answers by stage, or by goal). */
  readonly trend: readonly TrendPoint[];
  /** Of whom the question is about: the company, or the one team, person or campaign filtered to. */
  readonly goal: GoalBeside | null;
}

export interface ScorecardRequest {
  readonly range: Question["range"];
  readonly compare?: Question["compare"];
  readonly where?: readonly Filter[];
  readonly asOf?: string;
  /** Of the trend; absent: months, in a range up to a quarter weeks, up to two weeks days. */
  readonly grain?: Grain;
}

export interface Asker {
  readonly config: WorkspaceConfig;
  readonly catalogue: readonly Kpi[];
  /** Epoch milliseconds of the latest fact. */
  readonly watermark: number;
  /** First and last local dates of the data, for `all`. */
  readonly extent: { readonly first: string; readonly last: string };
  /** How far what was known at an instant reached, both in epoch milliseconds. */
  reachAt(asOf: number): Promise<number>;
  answer(question: Question): Promise<Answer>;
  records(
    question: Question,
    part: PartName,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<RecordPage>;
  scorecard(request: ScorecardRequest): Promise<readonly ScorecardLine[]>;
  /** Members of a dimension: id and label, in its own order. */
  members(dimension: string): Promise<readonly { readonly id: string | null; readonly label: string }[]>;
}

/** One that has the data beside it. */
export interface WholeAsker extends Asker {
  /** All records behind a figure, as `records` lists them, in portions of up to `size`; at least one. */
  everyRecord(question: Question, part: PartName, size: number): AsyncIterable<RecordPage>;
}
