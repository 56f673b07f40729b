/** The page of all problems, made from their one table. */
import { Problem, type ProblemCode, type ProblemFacts, problems } from "../../problem.ts";
import { markdownTable } from "./kpi-page.ts";

/** One plausible case of each; a code without one does not compile. */
const cases: { readonly [Code in ProblemCode]: ProblemFacts[Code] } = {
  unknown_kpi: { kpi: "win_rat", nearest: "win_rate" },
  unknown_variant: { kpi: "win_rate", variant: "valeu", known: ["default", "value", "narrow"], nearest: "value" },
  unknown_dimension: { kpi: "win_rate", dimension: "reason", known: ["person", "team", "type"], nearest: null },
  unknown_part: { kpi: "win_rate", part: "dropped", known: ["num", "den"] },
  unknown_value: { dimension: "team", value: "wset", nearest: "west" },
  bad_period: { text: "2026-Q5", nearest: "2026-Q4" },
  bad_filter: { text: "amount>=many", reason: "an amount is compared with a number." },
  bad_grain: { text: "mouth", known: ["day", "week", "month", "quarter", "year"], nearest: "month" },
  bad_instant: { text: "yesterday", nearest: null },
  too_many_dimensions: { given: 4 },
  too_many_units: { grain: "day", given: 739617, most: 10000 },
  too_many_answer_rows: { rows: 3_780_000, most: 300_000 },
  not_a_workspace: { folder: "sales" },
  workspace_exists: { folder: "sales" },
  workspace_locked: { folder: "sales", owner: "process 4711" },
  bad_config: {
    file: "quarterdeck.yaml",
    line: 3,
    key: "currency",
    reason: "is not a currency.",
    remedy: "Write an ISO 4217 code such as USD.",
  },
  file_not_found: { path: "leads.csv" },
  file_unreadable: {
    path: "leads.csv",
    line: 1,
    reason: "two columns are called name.",
    remedy: "Rename one of them.",
  },
  unrecognised_file: {
    path: "contacts.csv",
    columns: ["Vorname", "Nachname"],
    like: null,
    remedy: "Name the file after one of our tables, or say what its columns mean with --mapping FILE.",
  },
  bad_mapping: {
    file: "mapping.yaml",
    line: 7,
    key: "tables.leads.0.columns.created_at",
    reason: "is not known here.",
    remedy: "The published schema docs/schema/mapping.schema.json lists every key.",
  },
  ambiguous_dates: {
    path: "leads.csv",
    column: "created",
    sample: "03/04/2026",
    dayFirst: "3 April 2026",
    monthFirst: "4 March 2026",
  },
  join_multiplies: { path: "deals.csv", column: "owner", key: "Anna", count: 2 },
  empty_workspace: { folder: "sales" },
  accepted_file_missing: { batch: 3, name: "leads.csv", path: "sales/accepted/files/5f2a" },
  batch_not_loadable: { batch: 3, reason: "the disk is full." },
  accepted_file_damaged: { path: "sales/accepted/files/5f2a", reason: "its content is not what was accepted" },
  state_damaged: { path: "sales/state.db", reason: "file is not a database" },
  backup_damaged: { folder: "sales/backups/20261124T180000000Z", reason: "state.db is gone" },
  no_backup: { folder: "sales/backups" },
  workspace_damaged: { folder: "sales", count: 2 },
  warehouse_damaged: {},
  workspace_newer: { folder: "sales", part: "005_teams of state.db" },
  disk_full: { path: "sales/warehouse.duckdb" },
  path_unusable: {
    path: "sales/quarterdeck.lock",
    reason: "whoever runs this has no permission for it",
  },
  out_of_memory: {},
  request_refused: { reason: "it comes from http://example.com" },
  request_too_large: { most: "1 MB" },
  bad_request: { field: "period", reason: "says the same thing as from and to." },
  unknown_goal: { goal: "g-2026-Q4", nearest: null },
  bad_goal: { index: 2, field: "target", reason: "is wrong: it must be a number." },
  nothing_there: { what: "finding bad_moon" },
  method_not_allowed: { path: "/api/v1/scorecard", method: "DELETE", allowed: ["GET", "HEAD"] },
  changed_meanwhile: { what: "view West in 2026" },
  query_timeout: { seconds: 60 },
  too_many_questions: { waiting: 200 },
  server_stopping: {},
  too_many_rows: { rows: 1_200_000, most: 100_000 },
  address_refused: { host: "0.0.0.0" },
  address_in_use: { port: 4173 },
  broken_off: { batch: null, isServed: false },
};

const errorCodes: readonly ProblemCode[] = Object.keys(problems).filter(
  (code): code is ProblemCode => code in problems,
);

const problemOf = <Code extends ProblemCode>(code: Code): Problem<Code> => new Problem(code, cases[code]);

/** One plausible problem of each code, in the order of the table. */
export const examples = (): readonly Problem[] => errorCodes.map((code) => problemOf(code));

const describe = <Code extends ProblemCode>(code: Code): string => {
  const facts = cases[code];
  const problem = problemOf(code);
  const rows = Object.entries(facts).map(([name, value]) => [`\`${name}\``, `\`${JSON.stringify(value)}\``]);
  return [
    `## ${code}`,
    `> ${problem.message}`,
    `What to do: ${problem.hint}`,
    markdownTable(["Fact", "Here"], rows),
  ].join("\n\n");
};

/** What a code means; null where there is no such code. A fault has no facts and no place in the table. */
export const problemText = (code: string): string | null => {
  if (code === "fault")
    return "## fault\n\n> This is a fault of ours, not of your data.\n\nWhat to do: Please report it.";
  const found = errorCodes.find((known) => known === code);
  return found === undefined ? null : describe(found);
};

export const errorsPage = (): string =>
  `${[
    "<!-- Made from the code by `npm run docs`; a test checks that it is current. -->",
    "# Problems",
    "Every problem that can be met has a code, a sentence that says what is wrong, and a hint that says what to do. The codes and the names of the facts are the same on the command line (`--format json`) and over HTTP. The command line ends with 0 when it answered, 1 for a problem below, 2 for wrong usage, and 70 for a fault of ours.",
    ...errorCodes.map((code) => describe(code)),
  ].join("\n\n")}\n`;
