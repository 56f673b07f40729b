/** What the commands need of the rest of the house. `wire.ts` brings the real parts, tests bring small ones. */

import type { OfferedProcess } from "../ingest/mapping/index.ts";
import type { KnownPerson } from "../ingest/people/known.ts";
import type { StageCategory, WorkspaceConfig } from "../model/process.ts";
import type { Asker } from "../query/asker.ts";
import type { Finding, FindingGroup } from "../reports/table/findings.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import type { LogTo } from "../server/index.ts";
import type { Progress } from "./progress.ts";

/** What a command hears while it waits. */
export interface Hearing {
  readonly progress: Progress;
  /** What was set right on the way. */
  readonly onMessage: (text: string) => void;
  /** Breaks off an import. */
  readonly signal?: AbortSignal;
}

export interface Asking extends AsyncDisposable {
  readonly asker: Asker;
  /** Goals as they are set, each in its newest version, and those that were withdrawn. */
  goals(): Promise<readonly GoalRecord[]>;
}

interface UnderstoodFile {
  /** As the user named it. */
  readonly path: string;
  /** Our table, or the mapping's name of the file. */
  readonly as: string;
  readonly rows: number;
}

/** What reading made of the files. */
export interface Understood {
  /** Of the form: our own, an export's, a mapping file's. */
  readonly title: string;
  readonly files: readonly UnderstoodFile[];
  /** `what`: what it holds, which no KPI needs; null: nothing is known about it. */
  readonly ignored: readonly {
    readonly path: string;
    readonly columns: readonly string[];
    readonly what?: string | null;
  }[];
  /** Columns without which a file brings no new record; each as the export may call it. Absent: none. */
  readonly lacking?: readonly { readonly path: string; readonly columns: readonly (readonly string[])[] }[];
  /** Columns that a mapping of the user's own names and a file does not have, with the one that may be meant. Absent: none. */
  readonly absent?: readonly {
    readonly path: string;
    readonly columns: readonly { readonly name: string; readonly near: string | null }[];
  }[];
  /** Lines of titles above the names of the columns, left out. Absent: none. */
  readonly titles?: readonly { readonly path: string; readonly from: number; readonly to: number }[];
  /** Files whose quotes are written otherwise than in nearly all, and how. Absent: none. */
  readonly quotes?: readonly { readonly path: string; readonly isSpaced: boolean; readonly isEscaped: boolean }[];
  /** Columns that are attributes of another case, as an earlier file called them. Absent: none. */
  readonly renamed?: readonly { readonly path: string; readonly column: string; readonly attribute: string }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Dates that were not ISO: `day_first`, `month_first`, `undecided`. */
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
  readonly findings: readonly { readonly code: string; readonly count: number }[];
}

export interface LoadedTable {
  readonly table: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that were left out. */
  readonly rejected: number;
}

/** What became of the rows of files, or would have. */
export interface Outcome {
  readonly tables: readonly LoadedTable[];
  /** By reason. */
  readonly findings: readonly FindingGroup[];
  /** Rows of the files that were left out, each once however many tables it would have filled. */
  readonly rejected: number;
  /** Of a whole export: what is here and not in it. */
  readonly missing?: readonly MissingRecords[];
}

/** Records of one kind that are here and that a whole export does not tell. */
export interface MissingRecords {
  readonly table: string;
  readonly missing: number;
  /** As many were here. */
  readonly of: number;
  /** Rows of which nobody can tell whose they are. */
  readonly unknown: number;
}

/** Tables of an import whose rows are known later than the data ends. Local dates. */
export interface Unseen {
  readonly tables: readonly string[];
  readonly from: string;
  readonly until: string;
}

export interface Imported extends Outcome {
  readonly batch: number;
  /** What answers of the present do not see; absent: nothing. */
  readonly unseen?: Unseen;
}

export interface RejectedFile {
  readonly path: string;
  /** The file that its rows stand in, as the user named it. */
  readonly of: string;
  readonly rows: number;
}

export interface ImportRequest {
  readonly paths: readonly string[];
  /** The name of a known export, or a mapping file. */
  readonly as?: string;
  readonly mapping?: string;
  /** A mapping that is in no file yet. */
  readonly written?: { readonly name: string; readonly text: string };
  /** The files tell every record of their kinds: what they leave out is missing. */
  readonly full?: boolean;
}

/** A file that was made here: goals set on the command line. */
interface Written {
  readonly name: string;
  readonly content: string;
}

export interface Importing extends AsyncDisposable {
  readonly config: WorkspaceConfig;
  /** Reads and loads; `onUnderstood` is told before anything is loaded. */
  import(request: ImportRequest, onUnderstood: (understood: Understood) => void): Promise<Imported>;
  /** Does all of it and takes it back: what would become of the files. */
  rehearse(request: ImportRequest, onUnderstood: (understood: Understood) => void): Promise<Outcome>;
  /** Whom the workspace knows. */
  knownPeople(): Promise<readonly KnownPerson[]>;
  /** The rows that the last import or rehearsal left out, as they stand in its files, with the reasons. Absent where a server has the workspace. */
  writeRejected?(to: string): Promise<readonly RejectedFile[]>;
  /** Marks as deleted what the last whole export did not tell; how many records of each table. */
  deleteMissing(tables: readonly string[]): Promise<Imported>;
  /** Loads text in our own form. */
  write(files: readonly Written[]): Promise<Imported>;
  /** By code, a few of each and what they do to the numbers; with a code, that of it alone, and its findings page by page. */
  findings(code: string | null, page: { readonly limit: number; readonly offset: number }): Promise<FindingPage>;
  /** Goals as they are set, each in its newest version, and those that were withdrawn. */
  goals(): Promise<readonly GoalRecord[]>;
  /** Writes every table in our own form into the folder; how many rows of each. */
  export(folder: string): Promise<readonly { readonly table: string; readonly rows: number }[]>;
}

export interface FindingPage {
  readonly groups: readonly FindingGroup[];
  /** Those of the code that was asked for. */
  readonly listed: readonly Finding[];
  readonly total: number;
}

export interface BackupMade {
  readonly folder: string;
  readonly files: number;
  /** Bytes. */
  readonly size: number;
  /** The last import in it. */
  readonly batch: number;
}

import type { ComparedPipeline } from "./processing.ts";

export interface RestoreMade {
  readonly from: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly batch: number;
  /** Where what was there before is now; null when nothing was. */
  readonly kept: string | null;
}

export interface ExaminedPart {
  readonly of: string;
  readonly state: "well" | "mended" | "sick";
  readonly what: string;
}

/** What keeps a workspace safe. */
export interface Keeping {
  /** Into a folder of its own under `to`, or under the workspace's own `backups`. The workspace may be in use. */
  backup(folder: string, to: string | null): Promise<BackupMade>;
  /** From the backup, or from the newest whole one. */
  restore(folder: string, from: string | null): Promise<RestoreMade>;
  doctor(folder: string, hearing: Hearing): Promise<readonly ExaminedPart[]>;
}

export interface Stopped {
  /** Requests under way that still had their answer. */
  readonly finished: number;
  readonly givenUp: number;
}

export interface Serving extends AsyncDisposable {
  /** Of the workspace. */
  readonly name: string;
  readonly address: string;
  /** Takes no more requests, and waits a while for those under way. */
  stop(): Promise<Stopped>;
}

export interface Server {
  /** Problems: `address_refused`, `address_in_use`, and those of opening a workspace. */
  startServer(
    folder: string,
    where: { readonly host: string; readonly port: number; readonly log: LogTo },
    hearing: Hearing,
  ): Promise<Serving>;
}

export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** Questions on a terminal. Each ends the command when it is broken off. */
export interface Prompts {
  begin(message: string): void;
  confirm(message: string, usual: boolean): Promise<boolean>;
  choose<Value>(message: string, choices: readonly Choice<Value>[], usual: Value): Promise<Value>;
  /** `wrong` says what is wrong with an answer. */
  text(message: string, usual: string, wrong?: (answer: string) => string | undefined): Promise<string>;
}

/** What the user says of a new workspace, and in which zone its days are counted where nobody says it. */
export interface SaidBeginnings {
  readonly name?: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly fiscalMonth?: number;
  readonly usualTimezone: string;
}

export interface OfferedConfig {
  readonly text: string;
  readonly from: string;
  /** Names of the stages of which nothing says what it means to stand in them. */
  readonly unsaid: readonly string[];
}

export interface TakenProcess {
  readonly pipelines: readonly ComparedPipeline[];
  /** By id, what somebody says it means to stand in stages of which the files do not say it. */
  readonly said: ReadonlyMap<string, StageCategory>;
  /** The new stages that are taken, in that order; absent: all, as the files have them. */
  readonly chosen?: readonly string[];
  /** In which totals are from now on; absent: as before. */
  readonly currency?: string;
}

export interface Parts {
  readonly prompts: () => Promise<Prompts>;
  readonly server: () => Promise<Server>;
  readonly keeping: () => Promise<Keeping>;
  /** A workspace to ask: its facts are up to date. */
  readonly ask: (folder: string, hearing: Hearing) => Promise<Asking>;
  /** A workspace to change or to look through. */
  readonly open: (folder: string, hearing: Hearing) => Promise<Importing>;
  /** What the files are, without a workspace. */
  readonly understand: (request: ImportRequest) => Promise<Understood>;
  /** The `quarterdeck.yaml` that goes with the files: their folder's own, or what their export offers; else null. */
  readonly offeredConfig: (folder: string, said: SaidBeginnings) => Promise<OfferedConfig | null>;
  /** The process that an export tells, and the export's name; null for our own form. Problems: those of reading. */
  readonly offeredProcess: (
    request: ImportRequest,
  ) => Promise<{ readonly title: string; readonly process: OfferedProcess } | null>;
  /** Puts what is new of it into `quarterdeck.yaml`; a server that has the workspace open answers by it at once. Problems: those of reading, `bad_config`. */
  readonly takeProcess: (folder: string, request: ImportRequest, process: TakenProcess) => Promise<void>;
  readonly catalogue: () => Promise<Asker["catalogue"]>;
}
