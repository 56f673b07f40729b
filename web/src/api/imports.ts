/** Files on their way in: sent, looked at, loaded. */
import { ApiProblem, address, post, problemOf, unreachable } from "./client.ts";
import type { Finding } from "./types.ts";

export interface Upload {
  readonly upload: string;
  readonly size: number;
}

export interface TableCounts {
  readonly table: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface Outcome {
  readonly tables: readonly TableCounts[];
  readonly rejected: number;
  readonly findings: readonly {
    readonly code: string;
    readonly count: number;
    readonly records: number;
    readonly examples: readonly Finding[];
  }[];
  /** Of a whole export: what is here and not in it. */
  readonly missing: readonly MissingRecords[];
}

export interface MissingRecords {
  readonly table: string;
  readonly missing: number;
  readonly of: number;
  readonly unknown: number;
  readonly deletable: boolean;
}

export interface Reason {
  readonly code: string;
  readonly meaning: string;
  readonly remedy: string;
}

export interface SuggestedColumn {
  readonly column: string;
  readonly to: string | null;
  /** The instant whose time of day it holds. */
  readonly time_of: string | null;
  readonly holds_times: boolean;
  readonly ignored: boolean;
  readonly confidence: number;
  readonly samples: readonly string[];
}

export interface PreviewedFile {
  readonly file: string;
  readonly as: string | null;
  /** What is in a file that is left aside; null: nobody knows it. */
  readonly aside: string | null;
  readonly rows: number | null;
  readonly columns: readonly string[];
  readonly preview: readonly (readonly string[])[];
  readonly suggestion: {
    readonly table: string | null;
    readonly missing: readonly string[];
    /** Its columns that together stand for the id, where none is one. */
    readonly key: readonly string[];
    readonly currency: string | null;
    readonly columns: readonly SuggestedColumn[];
  } | null;
}

interface NamedMapping {
  readonly name: string;
  readonly text: string;
}

export interface ReadDates {
  readonly file: string;
  readonly column: string;
  readonly read: string;
}

/** What its own names or lines keep from being read of a file. */
export interface Unread {
  /** Columns without which it brings nothing new; each as the export may call it. */
  readonly lacking?: readonly { readonly path: string; readonly columns: readonly (readonly string[])[] }[];
  /** Columns that a mapping of the user's own names and the file does not have, with the one that may be meant. */
  readonly absent?: readonly {
    readonly path: string;
    readonly columns: readonly { readonly name: string; readonly near: string | null }[];
  }[];
  /** Lines of titles above the names of its columns. */
  readonly titles?: readonly { readonly path: string; readonly from: number; readonly to: number }[];
  /** Its quotes are written otherwise than in nearly all files, and were read so. */
  readonly quotes?: readonly { readonly path: string; readonly isSpaced: boolean; readonly isEscaped: boolean }[];
  /** Columns whose attribute an earlier file called otherwise. */
  readonly renamed?: readonly { readonly path: string; readonly column: string; readonly attribute: string }[];
  /** What archives hold that may be tables, and is not read there. */
  readonly packed?: readonly string[];
}

export interface ImportPreview extends Unread {
  readonly form: "canonical" | "export" | "earlier" | "mapping" | "unknown";
  readonly title: string;
  readonly files: readonly PreviewedFile[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly dates: readonly ReadDates[];
  readonly ambiguous: {
    readonly file: string;
    readonly column: string;
    readonly sample: string;
    readonly day_first: string;
    readonly month_first: string;
  } | null;
  readonly stages: readonly {
    readonly word: string;
    readonly of: "lead" | "opportunity";
    readonly stage: string | null;
  }[];
  readonly stage_choices: readonly {
    readonly of: "lead" | "opportunity";
    readonly stage: string;
    readonly label: string;
  }[];
  readonly undeclared: readonly {
    readonly id: string;
    readonly stage: string;
    readonly of: "lead" | "opportunity";
    readonly category: string | null;
  }[];
  /** Where the files' amounts are in another currency than the totals of a workspace that holds nothing yet. */
  readonly currency: { readonly files: string; readonly workspace: string } | null;
  readonly activity_types: readonly string[];
  /** Where no column of a history says whose moves they are; the likeliest first. */
  readonly moves_of: readonly ("opportunity" | "lead")[];
  readonly people: readonly NamedPeople[];
  readonly choices: readonly {
    readonly table: string;
    readonly meaning: string;
    readonly columns: readonly { readonly name: string; readonly required: boolean; readonly instant: boolean }[];
  }[];
  readonly mapping: NamedMapping | null;
  readonly outcome: Outcome | null;
  readonly reasons: readonly Reason[];
  readonly problem: { readonly code: string; readonly detail: string; readonly hint: string } | null;
  /** Of files in no known form: the export of which one seems to be a part. */
  readonly unrecognised: { readonly path: string; readonly like: string | null } | null;
}

/** A column of names of people. */
export interface NamedPeople {
  readonly file: string;
  readonly column: string;
  readonly names: number | null;
  /** As many are people of the workspace. */
  readonly known: number;
  /** Those that several people of the workspace have. */
  readonly unclear: readonly {
    readonly name: string;
    readonly person: string | null;
    readonly could: readonly { readonly person: string; readonly name: string; readonly email: string | null }[];
  }[];
}

export interface Loaded {
  readonly understood: Unread & {
    readonly title: string;
    readonly files: readonly { readonly path: string; readonly as: string; readonly rows: number }[];
    readonly ignored: readonly { readonly path: string; readonly what?: string | null }[];
    readonly dates: readonly ReadDates[];
  };
  readonly imported: Outcome & {
    readonly batch: number;
    /** Tables whose rows are known later than the data ends. */
    readonly unseen?: { readonly tables: readonly string[]; readonly from: string; readonly until: string };
  };
  /** About the rows of these files. */
  readonly found: Outcome["findings"];
  readonly rejected_files: readonly { readonly id: string; readonly of: string; readonly rows: number }[];
  readonly mapping_file: string | null;
  readonly reasons: readonly Reason[];
}

export interface FileCorrections {
  readonly file: string;
  readonly table?: string | null;
  readonly columns?: readonly { readonly column: string; readonly becomes: string }[];
}

export interface Corrections {
  readonly files?: readonly FileCorrections[];
  readonly stages?: readonly { readonly word: string; readonly stage: string }[];
  readonly date_order?: "day_first" | "month_first";
  readonly activity_type?: string;
  readonly moves_of?: "opportunity" | "lead";
  readonly persons?: readonly { readonly name: string; readonly person: string }[];
  readonly people?: boolean;
}

export interface SentFile {
  readonly upload: string;
  readonly name: string;
}

export interface ImportToPreview {
  readonly files: readonly SentFile[];
  readonly corrections?: Corrections;
  readonly full?: boolean;
  readonly try?: boolean;
}

export interface ImportToLoad {
  readonly files: readonly SentFile[];
  readonly mapping?: NamedMapping;
  readonly keep_mapping?: boolean;
  readonly full?: boolean;
}

interface ProcessToTake {
  readonly files: readonly SentFile[];
  readonly mapping?: NamedMapping;
  readonly meanings: readonly { readonly stage: string; readonly category: string }[];
  /** By id, in the order in which they come into the process. */
  readonly stages: readonly string[];
  readonly currency?: string;
}

const refuseUnreadable = async (file: File): Promise<void> => {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      const hint = "Is it still where it was, and open in no other program? Choose it again.";
      throw new ApiProblem("file_unreadable", `${file.name} cannot be read.`, hint, 0, { path: file.name });
    });
};

/** `onSent` hears how many of its bytes are there. */
export const sendFile = async (file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<Upload> => {
  await refuseUnreadable(file);
  return await new Promise((resolve, reject) => {
    // fetch does not say how much was sent.
    const request = new XMLHttpRequest();
    request.open("POST", address("/imports/files"));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(signal.reason));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText) as Upload);
      else problemOf(new Response(request.responseText, { status: request.status })).then(reject, reject);
    });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) reject(signal.reason);
    else request.send(file);
  });
};

export const previewImport = (body: ImportToPreview): Promise<ImportPreview> => post("/imports/preview", body);
export const loadImport = (body: ImportToLoad): Promise<Loaded> => post("/imports", body);
export const takeProcess = (body: ProcessToTake): Promise<{ readonly stages: readonly string[] }> =>
  post("/imports/process", body);
export const deleteMissing = (body: {
  readonly batch: number;
  readonly tables: readonly string[];
}): Promise<{ readonly deleted: readonly { readonly table: string; readonly records: number }[] }> =>
  post("/imports/missing", body);
export const rejectedAddress = (id: string): string => address(`/imports/rejected/${id}`);
