/** What answers questions: handed a session with facts, the catalogue and the declared process. */
import type { Kpi } from "../kinds/kpi.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Answer } from "./answer.ts";
import type { Filter, Question } from "./question.ts";

export interface RecordRow {
  readonly id: string;
  readonly object: string;
  readonly label: string;
  /** The anchor's local date. */
  readonly day: string | null;
  readonly person: string | null;
  readonly amount: number | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RecordPage {
  readonly total: number;
  readonly rows: readonly RecordRow[];
}

export interface ScorecardLine {
  readonly kpi: Kpi;
  readonly answer: Answer;
  /** Values of the units of the grain, oldest first, for a sparkline. */
  readonly trend: readonly (number | null)[];
  readonly goal: { readonly target: number; readonly value: number | null; readonly pace: number | null } | null;
}

export interface Asker {
  readonly config: WorkspaceConfig;
  readonly catalogue: readonly Kpi[];
  /** Epoch milliseconds of the latest fact. */
  readonly watermark: number;
  /** First and last local dates of the data, for `all`. */
  readonly extent: { readonly first: string; readonly last: string };
  answer(question: Question): Promise<Answer>;
  records(
    question: Question,
    part: "num" | "den",
    page: { readonly limit: number; readonly offset: number },
  ): Promise<RecordPage>;
  scorecard(request: {
    readonly range: Question["range"];
    readonly compare?: Question["compare"];
    readonly where?: readonly Filter[];
    readonly asOf?: string;
  }): Promise<readonly ScorecardLine[]>;
  /** Members of a dimension: id and label, in its own order. */
  members(dimension: string): Promise<readonly { readonly id: string | null; readonly label: string }[]>;
}
