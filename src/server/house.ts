/** What the server needs of the rest of the house: a workspace that is asked and changed, as the wiring hands it over. */
import type { ExportedTable } from "../ingest/index.ts";
import type { Effects } from "../insights/index.ts";
import type { StageCategory, WorkspaceConfig } from "../model/process.ts";
import type { Problem } from "../problem.ts";
import type { Asker, WholeAsker } from "../query/index.ts";
import type { Finding, FindingGroup } from "../reports/table/findings.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import type { Annotations, Views } from "../state/index.ts";
import type { ImportPreview, ImportToPreview, Loaded, MissingDeleted, ProcessTaken } from "./types.ts";

/** The data as it stands now. */
export interface Present {
  /** Changes whenever an answer may. */
  readonly version: string;
  /** Epoch milliseconds of the latest fact; null without any data. */
  readonly watermark: number | null;
  /** First and last local dates of the data. */
  readonly extent: { readonly first: string; readonly last: string } | null;
}

export interface BatchFacts {
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly files: readonly string[];
  /** Rows read; null where that is not known. */
  readonly rows: number | null;
}

export interface Overview {
  readonly counts: readonly { readonly table: string; readonly rows: number }[];
  readonly batches: readonly BatchFacts[];
  /** `null` where they were not asked for. */
  readonly findings: number | null;
}

export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  /** The name, with what tells it apart where others are called the same. */
  readonly label: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly teamId: string | null;
  readonly active: boolean;
}

export interface Organisation {
  readonly people: readonly PersonFacts[];
  readonly teams: readonly {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly parentId: string | null;
  }[];
}

export interface FindingFacts {
  readonly groups: readonly FindingGroup[];
  readonly listed: readonly Finding[];
  readonly total: number;
}

/** One connection to the data for one request. Whatever it is asked can be interrupted. */
export interface Session {
  /** Problem: `empty_workspace`. */
  readonly asker: WholeAsker;
  /** The statements that the work runs, with their values. */
  statements(
    work: (asker: Asker) => Promise<unknown>,
  ): Promise<readonly { readonly text: string; readonly values: readonly unknown[] }[]>;
  overview(what: { readonly findings: boolean }): Promise<Overview>;
  organisation(): Promise<Organisation>;
  /** Those that were withdrawn, too. */
  goals(): Promise<readonly GoalRecord[]>;
  findings(code: string | null, page: { readonly limit: number; readonly offset: number }): Promise<FindingFacts>;
  /** What the findings of these codes do to the numbers. */
  effects(codes: readonly string[]): Promise<Effects>;
}

/** A goal to be set, for the first time or anew; without a target it is withdrawn. */
export interface GoalToSet {
  readonly id?: string;
  readonly kpi: string;
  readonly variant?: string;
  readonly scope: string;
  readonly scopeId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly target: number | null;
  readonly direction?: "higher" | "lower" | null;
  readonly currency?: string | null;
}

/** Files that lie on the disk under other names than their own. */
export interface FilesToLoad {
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Our own form, whatever they look like. */
  readonly as?: "canonical";
  /** Without it and without `as`, what they look like decides. */
  readonly mapping?: { readonly name: string; readonly text: string };
  /** As a file of the workspace, too. */
  readonly keepMapping?: boolean;
  /** They tell every record of their kinds: what they leave out is missing. */
  readonly full?: boolean;
}

export interface FilesToPreview extends Omit<FilesToLoad, "keepMapping"> {
  readonly corrections?: ImportToPreview["corrections"];
  /** False: what is suggested for unknown files is not tried out yet. */
  readonly try?: boolean;
}

/** Files whose process is to be taken, and what somebody says it means to stand in stages of which they do not. */
export interface ProcessToTake extends Pick<FilesToLoad, "files" | "as" | "mapping"> {
  readonly meanings: ReadonlyMap<string, StageCategory>;
  /** The new stages that are taken, in that order; null: all, as the files have them. */
  readonly stages: readonly string[] | null;
  /** In which totals are from now on, of a workspace that holds nothing yet; null: as before. */
  readonly currency: string | null;
}

/** How far long work is: `done` of `of` parts of what the words say. */
export interface Step {
  readonly words: string;
  readonly done: number;
  readonly of: number;
}

/** As it is answered, without the words for what was found. */
type Unworded<Told> = Omit<Told, "reasons">;

export interface Previewed extends Unworded<Omit<ImportPreview, "problem">> {
  readonly problem: Problem | null;
}

export interface House {
  /** One import, all of it or nothing; when it returns, answers are of the new version. */
  load(files: FilesToLoad): Promise<Unworded<Loaded>>;
  /** What the files are and what would become of them; nothing is loaded. */
  preview(files: FilesToPreview): Promise<Previewed>;
  /** The stages that the files tell and `quarterdeck.yaml` does not come into it; when it returns, answers are by them. Problems: `bad_request`, `bad_config`. */
  takeProcess(process: ProcessToTake): Promise<ProcessTaken>;
  /** What the whole export of that batch did not tell is deleted from now on. Problems: `bad_request`, `changed_meanwhile`. */
  deleteMissing(batch: number, tables: readonly string[]): Promise<MissingDeleted>;
  /** Rows that one of the last imports left out. Problem: `nothing_there`. */
  rejectedFile(id: string): { readonly path: string; readonly name: string };
  /** Every table that holds anything in our own form, all of one version. */
  writeTables(folder: string, signal: AbortSignal): Promise<readonly ExportedTable[]>;
  /** Hears how far an import or a preview is; returns how to stop. */
  onStep(listener: (step: Step) => void): () => void;
  /** For what lasts no longer than the server. */
  readonly tempFolder: string;
  /** Those chosen of what is there, all of them or none; when it returns, answers are of the new version. Problems: `bad_goal`, and the choice's own. */
  setGoals(choose: (known: readonly GoalRecord[]) => readonly GoalToSet[]): Promise<void>;
  annotations(): Promise<Annotations>;
  views(): Promise<Views>;
  readonly folder: string;
  readonly config: WorkspaceConfig;
  readonly catalogue: Asker["catalogue"];
  present(): Present;
  /** Hears of every new version; returns how to stop. */
  onChange(listener: (present: Present) => void): () => void;
  /**
   * A session for the work, closed after it; aborted, its statements are interrupted. The data does not change meanwhile: what comes out is of
   * the version that is handed in. Of an empty workspace no figure can be asked: `empty_workspace`.
   */
  within<Result>(signal: AbortSignal, work: (session: Session, present: Present) => Promise<Result>): Promise<Result>;
}
