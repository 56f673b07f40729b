/** The one error class: a code, the facts it needs, and a sentence that says what is wrong and what to do. */

/** Code -> what its facts are. A code thrown with the wrong facts does not compile. */
export interface ProblemFacts {
  unknown_kpi: { kpi: string; nearest: string | null };
  unknown_variant: { kpi: string; variant: string; known: readonly string[]; nearest: string | null };
  unknown_dimension: {
    kpi: string;
    dimension: string;
    known: readonly string[];
    nearest: string | null;
    /** What was tried; absent where it can be neither. */
    tried?: "split" | "filtered";
  };
  unknown_part: { kpi: string; part: string; known: readonly string[] };
  unknown_value: { dimension: string; value: string; nearest: string | null; known?: readonly string[] };
  bad_period: { text: string; nearest: string | null };
  bad_filter: { text: string; reason: string };
  bad_grain: { text: string; known: readonly string[]; nearest: string | null };
  bad_instant: { text: string; nearest: string | null };
  too_many_dimensions: { given: number };
  too_many_units: { grain: string; given: number; most: number };
  too_many_answer_rows: { rows: number; most: number };
  not_a_workspace: { folder: string };
  workspace_exists: { folder: string };
  workspace_locked: { folder: string; owner: string };
  bad_config: { file: string; line: number | null; key: string; reason: string; remedy: string };
  file_not_found: { path: string };
  file_unreadable: { path: string; line: number | null; reason: string; remedy: string };
  unrecognised_file: { path: string; columns: readonly string[]; like: string | null; remedy: string };
  bad_mapping: { file: string; line: number | null; key: string; reason: string; remedy: string };
  ambiguous_dates: { path: string; column: string; dayFirst: string; monthFirst: string; sample: string };
  join_multiplies: { path: string; column: string; key: string; count: number };
  empty_workspace: { folder: string };
  accepted_file_missing: { batch: number; name: string; path: string };
  batch_not_loadable: { batch: number; reason: string };
  accepted_file_damaged: { path: string; reason: string };
  state_damaged: { path: string; reason: string };
  backup_damaged: { folder: string; reason: string };
  no_backup: { folder: string };
  workspace_damaged: { folder: string; count: number };
  warehouse_damaged: Readonly<Record<string, never>>;
  workspace_newer: { folder: string; part: string };
  disk_full: { path: string | null };
  path_unusable: { path: string | null; reason: string };
  out_of_memory: Readonly<Record<string, never>>;
  request_refused: { reason: string };
  request_too_large: { most: string };
  bad_request: { field: string; reason: string };
  unknown_goal: { goal: string; nearest: string | null };
  bad_goal: { index: number; field: string; reason: string };
  nothing_there: { what: string };
  method_not_allowed: { path: string; method: string; allowed: readonly string[] };
  changed_meanwhile: { what: string };
  query_timeout: { seconds: number };
  too_many_questions: { waiting: number };
  server_stopping: Readonly<Record<string, never>>;
  too_many_rows: { rows: number; most: number };
  address_refused: { host: string };
  address_in_use: { port: number };
  broken_off: { batch: number | null; isServed: boolean };
}

export type ProblemCode = keyof ProblemFacts;

interface Entry<Facts> {
  readonly message: (facts: Facts) => string;
  readonly hint: (facts: Facts) => string;
}

const nearest = (word: string | null, otherwise: string): string =>
  word === null ? otherwise : `Did you mean ${word}?`;
const at = (file: string, line: number | null): string => (line === null ? file : `${file}, line ${line}`);

/** Why a path cannot be used that Excel or another program keeps to itself, as they do on Windows. */
const inUse = "another program has it open";

/** Every problem a user can meet. `docs/errors.md` is made from this table. */
export const problems: { readonly [Code in ProblemCode]: Entry<ProblemFacts[Code]> } = {
  unknown_kpi: {
    message: ({ kpi }) => `There is no KPI called ${kpi}.`,
    hint: (facts) => nearest(facts.nearest, "quarterdeck kpis lists them."),
  },
  unknown_variant: {
    message: ({ kpi, variant }) => `${kpi} has no variant called ${variant}.`,
    hint: ({ known, nearest: near }) => nearest(near, `It has: ${known.join(", ")}.`),
  },
  unknown_dimension: {
    message: ({ kpi, dimension, tried }) => `${kpi} cannot be ${tried ?? "split or filtered"} by ${dimension}.`,
    hint: ({ known, nearest: near }) =>
      known.length === 0
        ? "There are none here: attributes are what the files tell of its records beside our columns."
        : `${near === null ? "" : `Did you mean ${near}? `}It takes: ${known.join(", ")}.`,
  },
  unknown_part: {
    message: ({ kpi, part }) => `The records of ${kpi} are not told apart by ${part}.`,
    hint: ({ known }) => `They are by: ${known.join(", ")}.`,
  },
  unknown_value: {
    message: ({ dimension, value }) => `No ${dimension} is called ${value}.`,
    hint: ({ nearest: near, known = [] }) =>
      nearest(near, known.length === 0 ? "Ids are written as in the source." : `There are: ${known.join(", ")}.`),
  },
  bad_period: {
    message: ({ text }) => `${text} is not a period.`,
    hint: (facts) =>
      nearest(facts.nearest, "Write 2026, 2026-Q3, 2026-07, 2026-W30, FY2026, last-12-months, this-quarter or all."),
  },
  bad_filter: {
    message: ({ text, reason }) => `The filter ${text} cannot be used: ${reason}`,
    hint: () =>
      "Write for example team=west, amount>=10000 or source in web,fair; over HTTP team:eq:west, amount:gte:10000 or source:in:web,fair.",
  },
  bad_grain: {
    message: ({ text }) => `${text} is not a grain.`,
    hint: ({ known, nearest: near }) => nearest(near, `Use one of ${known.join(", ")}.`),
  },
  bad_instant: {
    message: ({ text }) => `${text} is not an instant.`,
    hint: (facts) => nearest(facts.nearest, "Write for example 2026-07-01T00:00:00Z or 2026-07-01."),
  },
  too_many_dimensions: {
    message: ({ given }) => `An answer can be split by up to three dimensions, not ${given}.`,
    hint: () => "Leave some out, or filter by them.",
  },
  too_many_units: {
    message: ({ grain, given, most }) => `The period has ${given} units of a ${grain}; an answer has ${most} at most.`,
    hint: () => "Ask for a shorter period, or for longer units.",
  },
  too_many_answer_rows: {
    message: ({ rows, most }) =>
      `The answer would have ${rows.toLocaleString("en-US")} rows; one has ${most.toLocaleString("en-US")} at most.`,
    hint: () => "Ask for a shorter period, for longer units, or for fewer splits.",
  },
  not_a_workspace: {
    message: ({ folder }) => `${folder} is not a workspace: it has no quarterdeck.yaml.`,
    hint: () => "Run quarterdeck init there, or name a workspace with --workspace.",
  },
  workspace_exists: {
    message: ({ folder }) => `${folder} already has a quarterdeck.yaml.`,
    hint: () => "Use another folder, or import into this one.",
  },
  workspace_locked: {
    message: ({ folder, owner }) => `${folder} is in use by ${owner}.`,
    hint: () =>
      "Wait until it is done, or stop that process. If it was lost with another computer, remove quarterdeck.lock there.",
  },
  bad_config: {
    message: ({ file, line, key, reason }) => `${at(file, line)}: ${key} ${reason}`,
    hint: ({ remedy }) => remedy,
  },
  file_not_found: {
    message: ({ path }) => `There is no file or folder ${path}.`,
    hint: () => "Check the spelling and the current folder.",
  },
  file_unreadable: {
    message: ({ path, line, reason }) => `${at(path, line)}: ${reason}`,
    hint: ({ remedy }) => remedy,
  },
  unrecognised_file: {
    message: ({ path, columns }) =>
      columns.length === 0
        ? `${path} holds no table that can be read here.`
        : `${path} is in no form that is known here; its columns are ${columns.join(", ")}.`,
    hint: ({ remedy }) => remedy,
  },
  bad_mapping: {
    message: ({ file, line, key, reason }) => `${at(file, line)}: ${key} ${reason}`,
    hint: ({ remedy }) => remedy,
  },
  ambiguous_dates: {
    message: ({ path, column, sample, dayFirst, monthFirst }) =>
      `${path}: the dates in ${column} can be read in two ways: ${sample} is ${dayFirst} day first and ${monthFirst} month first.`,
    hint: ({ column }) => `Say which in a mapping file: dates: {${column}: DD/MM/YYYY} or MM/DD/YYYY.`,
  },
  join_multiplies: {
    message: ({ path, column, key, count }) =>
      `${path}: looking up ${column} would multiply rows: ${key} occurs ${count} times.`,
    hint: () => "Look up by a column whose values are unique, or make them unique in the source.",
  },
  empty_workspace: {
    message: ({ folder }) => `${folder} holds no data yet.`,
    hint: () => "Run quarterdeck import with a file or folder.",
  },
  accepted_file_missing: {
    message: ({ batch, name, path }) => `${name} of import ${batch} is gone: there is no ${path}.`,
    hint: () => "Bring accepted/ back from a backup; without it the warehouse cannot be built again.",
  },
  batch_not_loadable: {
    message: ({ batch, reason }) => `Import ${batch} could not be loaded again: ${reason}`,
    hint: () => "Free memory and disk space and try again; its files are safe in accepted/.",
  },
  accepted_file_damaged: {
    message: ({ path, reason }) => `${path} is damaged: ${reason}.`,
    hint: () =>
      "quarterdeck doctor brings it back from a backup that has it; quarterdeck restore takes the last whole one.",
  },
  state_damaged: {
    message: ({ path, reason }) => `${path} is damaged: ${reason}.`,
    hint: () =>
      "quarterdeck doctor makes the journal anew from accepted/; quarterdeck restore brings views and notes back, too.",
  },
  backup_damaged: {
    message: ({ folder, reason }) => `The backup ${folder} cannot be used: ${reason}.`,
    hint: () => "Take an earlier one: quarterdeck restore BACKUP.",
  },
  no_backup: {
    message: ({ folder }) => `There is no whole backup in ${folder}.`,
    hint: () => "Name one: quarterdeck restore BACKUP. quarterdeck backup makes one.",
  },
  workspace_damaged: {
    message: ({ folder, count }) => `${count} parts of ${folder} are damaged and could not be mended.`,
    hint: () => "quarterdeck restore brings the workspace back from its newest whole backup.",
  },
  warehouse_damaged: {
    message: () => "The warehouse is damaged: what stands in it is not what was written.",
    hint: () => "quarterdeck doctor builds it anew from accepted/, where everything is that was imported.",
  },
  workspace_newer: {
    message: ({ folder, part }) =>
      `${folder} was written by a newer version of Quarterdeck: ${part} is not known here.`,
    hint: () => "Use that version. Nothing was changed.",
  },
  disk_full: {
    message: ({ path }) => `The disk is full${path === null ? "" : `: ${path} could not be written`}.`,
    hint: () =>
      "Make room and do it again. What was there before still is; importing the same files twice changes nothing.",
  },
  path_unusable: {
    message: ({ path, reason }) => `${path ?? "A file"} cannot be used: ${reason}.`,
    hint: ({ reason }) =>
      reason === inUse
        ? "Close it there and do it again. What was there before still is."
        : "Name another one, or have its owner allow it. Answering, too, writes into the workspace.",
  },
  out_of_memory: {
    message: () => "There was not enough memory for it.",
    hint: () =>
      "Give it more, end other programs, or import the files one after another. What was there before still is.",
  },
  request_refused: {
    message: ({ reason }) => `The request is refused: ${reason}.`,
    hint: () => "Open the page at the address that quarterdeck serve prints.",
  },
  request_too_large: {
    message: ({ most }) => `The request is larger than ${most}.`,
    hint: () => "Send it in parts.",
  },
  bad_request: {
    message: ({ field, reason }) => `${field} ${reason}`,
    hint: () => "What can be asked, and how, is described at /api/v1/openapi.json.",
  },
  unknown_goal: {
    message: ({ goal }) => `There is no goal ${goal}.`,
    hint: (facts) => nearest(facts.nearest, "quarterdeck goals list lists them."),
  },
  bad_goal: {
    message: ({ index, field, reason }) => `${field} of goal ${index + 1} ${reason}`,
    hint: () => "Nothing was changed. Set it right and send all goals again.",
  },
  nothing_there: {
    message: ({ what }) => `There is no ${what}.`,
    hint: () => "What there is, is described at /api/v1/openapi.json.",
  },
  method_not_allowed: {
    message: ({ path, method }) => `${path} is not asked by ${method}.`,
    hint: ({ allowed }) => `Ask it by ${allowed.join(" or ")}; what each does, is described at /api/v1/openapi.json.`,
  },
  changed_meanwhile: {
    message: ({ what }) => `The ${what} is no longer as it was when you looked at it.`,
    hint: () => "Nothing was changed. Look at it again.",
  },
  query_timeout: {
    message: ({ seconds }) => `The question took longer than ${seconds} seconds and was given up.`,
    hint: () => "Ask for a shorter period or fewer splits.",
  },
  too_many_questions: {
    message: ({ waiting }) => `${waiting} questions are waiting already.`,
    hint: () => "Ask again in a moment.",
  },
  server_stopping: {
    message: () => "The server is being stopped: the question was given up.",
    hint: () => "Ask again when it is back.",
  },
  too_many_rows: {
    message: ({ rows, most }) => `${rows} rows are more than the ${most} that such a file holds.`,
    hint: () => "Take CSV instead of a workbook, a shorter period, or a filter.",
  },
  address_refused: {
    message: ({ host }) => `Quarterdeck does not listen on ${host}: whoever reaches that address would see everything.`,
    hint: () => "It answers on this computer only, until there is sign-in: leave --host out.",
  },
  address_in_use: {
    message: ({ port }) => `Port ${port} is taken by another program.`,
    hint: () => "Name another one with --port, or 0 for any that is free.",
  },
  broken_off: {
    message: ({ batch, isServed }) =>
      isServed
        ? "The import was broken off here, when the server had all of its files: it goes on there."
        : batch === null
          ? "The import was broken off: nothing of it was loaded."
          : `The import was broken off when all of it was in: import ${batch} is loaded.`,
    hint: ({ batch, isServed }) =>
      batch === null && !isServed
        ? "Import the same files again to have them loaded."
        : "quarterdeck check says what was found.",
  },
};

export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code;
  readonly facts: ProblemFacts[Code];
  readonly hint: string;

  constructor(code: Code, facts: ProblemFacts[Code]) {
    super(problems[code].message(facts));
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
    this.hint = problems[code].hint(facts);
  }
}

/** Whether it is the problem of this code, so that its facts are known. */
export const isProblem = <Code extends ProblemCode>(error: unknown, code: Code): error is Problem<Code> =>
  error instanceof Problem && error.code === code;

const messagesOf = (error: unknown): readonly string[] =>
  error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];

const textOf = (error: unknown, key: "code" | "path" | "syscall"): string | null => {
  const value =
    error instanceof Error && key in error ? Object.entries(error).find(([name]) => name === key)?.[1] : null;
  return typeof value === "string" ? value : null;
};

/** The last is SQLite's where it could not make room for what it shares between processes, beside its file. */
const fullCodes: readonly (string | null)[] = ["ENOSPC", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"];
const fullWords =
  /No space left on device|There is not enough space on the disk|Disk quota exceeded|database or disk is full|max_temp_directory_size/i;
const memoryWords = /Out of Memory Error|std::bad_alloc|failed to allocate|Array buffer allocation failed/i;

const denied = "whoever runs this has no permission for it";
const readOnly = "nothing can be written where it lies";
/** Node's word for what it has none for, as when OneDrive cannot bring a file that it keeps. */
const elsewhere = "the system does not hand it out; what OneDrive or another service keeps must be on this computer";

/** Why a path of somebody's cannot be used, by the system's code. */
const pathReasons: Readonly<Record<string, string>> = {
  EACCES: denied,
  EPERM: denied,
  EBUSY: inUse,
  UNKNOWN: elsewhere,
  EROFS: readOnly,
  SQLITE_READONLY: readOnly,
  ENOTDIR: "a part of it is no folder",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "its name is too long",
};

const pathWords: readonly (readonly [RegExp, string])[] = [
  [/file is already open in|used by another process/i, inUse],
  [/Permission denied|Operation not permitted|Access is denied/i, denied],
  [/Read-only file system|readonly database/i, readOnly],
];

const pathReason = (error: unknown, words: string): string | undefined => {
  const code = textOf(error, "code") ?? "";
  if (code === "EEXIST" && textOf(error, "syscall") === "mkdir") return "it is no folder";
  return pathReasons[code] ?? pathWords.find(([form]) => form.test(words))?.[1];
};

const damageWords =
  /Corrupt database file|checksum [0-9]+ does not match|Serialization Error|failed to deserialize|does not match stored checksum/i;

/** A warehouse whose blocks do not hold what was written; null where it is something else. */
export const damageOf = (error: unknown): Problem | null =>
  !(error instanceof Problem) && damageWords.test(messagesOf(error).join("\n"))
    ? new Problem("warehouse_damaged", {})
    : null;

/** What the machine lacks or refuses, however the system, SQLite or DuckDB say it; null where it is something else. */
export const shortageOf = (error: unknown): Problem | null => {
  if (error instanceof Problem) return null;
  const words = messagesOf(error).join("\n");
  const path = textOf(error, "path") ?? /(?:write|create|open) file "([^"]+)"/.exec(words)?.[1] ?? null;
  if (fullCodes.includes(textOf(error, "code")) || fullWords.test(words)) return new Problem("disk_full", { path });
  const reason = pathReason(error, words);
  if (reason !== undefined) return new Problem("path_unusable", { path, reason });
  return memoryWords.test(words) ? new Problem("out_of_memory", {}) : null;
};

/** Whether the engine lacked memory: another way of doing the same may take less. */
export const isShortOfMemory = (error: unknown): boolean => shortageOf(error)?.code === "out_of_memory";
