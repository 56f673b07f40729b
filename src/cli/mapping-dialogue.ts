/** A file that nobody knows, on a terminal: seen, suggested, corrected, tried out, loaded, and its mapping kept for the next time. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { KnownPerson } from "../ingest/people/known.ts";
import type { Becomes } from "../ingest/suggest/suggest.ts";
import type { SuggestedFile } from "../ingest/suggest/suggested.ts";
import { instantsOf } from "../ingest/suggest/time-columns.ts";
import { parseConfig } from "../model/config.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { tableNamed } from "../model/tables.ts";
import { isProblem, Problem } from "../problem.ts";
import { becomesText, previewLines, suggestionLines } from "../reports/table/suggestion.ts";
import { harmless } from "../reports/table/width.ts";
import { type Context, lookOf, print, say } from "./context.ts";
import {
  activityTypes,
  type Draft,
  draftText,
  lacksType,
  likelyMovesOf,
  likelyType,
  movers,
  peopleOf,
  stageWords,
  tableNames,
  unclearNames,
  undeclaredWords,
  withColumn,
  withMovesOf,
  withoutStages,
  withPeople,
  withPerson,
  withTable,
  withType,
} from "./drafting.ts";
import { importAloud, rehearseAloud, type Wishes } from "./import-told.ts";
import type { Choice, Prompts } from "./parts.ts";
import { settleStages, takeOwnProcess } from "./stage-dialogue.ts";
import { saveMapping, suggest, whatIsHere } from "./suggesting.ts";

interface Dialogue {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly folder: string;
  readonly paths: readonly string[];
  readonly config: WorkspaceConfig;
  /** Whom the workspace knows. */
  readonly known: readonly KnownPerson[];
}

const show = async ({ context }: Dialogue, draft: Draft): Promise<void> => {
  print(context, suggestionLines(draft, peopleOf(draft), await lookOf(context)));
};

const fileChoices = ({ files }: Draft): Choice<SuggestedFile | null>[] =>
  files.map((file) => ({ value: file, label: harmless(file.path), hint: file.table ?? "nothing of ours" }));

const fileOf = async ({ prompts }: Dialogue, draft: Draft): Promise<SuggestedFile | null> => {
  const [only, ...others] = draft.files;
  if (only === undefined || others.length === 0) return only ?? null;
  return prompts.choose("Which file?", fileChoices(draft), only);
};

const changeTable = async (dialogue: Dialogue, draft: Draft): Promise<Draft> => {
  const file = await fileOf(dialogue, draft);
  if (file === null) return draft;
  const choices: Choice<string | null>[] = [
    ...tableNames.map((table) => ({ value: table, label: table, hint: tableNamed(table)?.meaning })),
    { value: null, label: "nothing of ours", hint: "it is left aside" },
  ];
  const table = await dialogue.prompts.choose(`What are the rows of ${harmless(file.path)}?`, choices, file.table);
  return withTable(draft, file.path, table);
};

/** A time of day belongs to an instant; to any other column it is none. */
const timeChoices = (table: string | null, { times, timeOf }: SuggestedFile["columns"][number]): Choice<Becomes>[] =>
  times > 0.5 || timeOf !== null
    ? instantsOf(table).map((instant) => ({
        value: { timeOf: instant },
        label: `the time of ${instant}`,
        hint: "its date stands in another column",
      }))
    : [];

const becomesChoices = (
  { table, columns, missing }: SuggestedFile,
  column: SuggestedFile["columns"][number],
): Choice<Becomes>[] => {
  const taken = new Map(columns.flatMap(({ column, to }) => (to === null ? [] : [[to, column]])));
  const hintOf = (name: string): string | undefined => {
    const by = taken.get(name);
    return missing.includes(name) ? "needed" : by === undefined ? undefined : `now ${harmless(by)}`;
  };
  return [
    { value: "attribute", label: "an attribute", hint: "kept under its own name" },
    { value: "nothing", label: "nothing", hint: "left aside" },
    ...timeChoices(table, column),
    ...(tableNamed(table ?? "")?.columns ?? []).map(({ name }) => ({
      value: { to: name },
      label: name,
      hint: hintOf(name),
    })),
  ];
};

const changeColumn = async (dialogue: Dialogue, draft: Draft): Promise<Draft> => {
  const file = await fileOf(dialogue, draft);
  const [first] = file?.columns ?? [];
  if (file === null || first === undefined) return draft;
  const columns = file.columns.map((one) => ({
    value: one,
    label: `${harmless(one.column)} → ${becomesText(one)}`,
    hint: harmless(one.samples.join(" · ")),
  }));
  const column = await dialogue.prompts.choose("Which column?", columns, first);
  const choices = becomesChoices(file, column);
  const usual = choices.find(({ label }) => label === becomesText(column))?.value ?? "attribute";
  const becomes = await dialogue.prompts.choose(`What is ${harmless(column.column)}?`, choices, usual);
  return withColumn(draft, file.path, column.column, becomes);
};

/** Who is meant by a name that several have is never guessed. */
const settlePersons = async ({ prompts }: Dialogue, draft: Draft): Promise<Draft> => {
  let settled = draft;
  for (const { name, could } of unclearNames(draft)) {
    if (draft.settled.persons?.[name] !== undefined) continue;
    const choices: Choice<string>[] = [
      ...could.map(({ id, name: called, email }) => ({
        value: id,
        label: harmless(`${called} (${id})`),
        hint: email === null ? undefined : harmless(email),
      })),
      { value: name, label: "nobody can say", hint: "the rows are kept without, as a finding" },
    ];
    settled = withPerson(settled, name, await prompts.choose(`Who of them is ${harmless(name)}?`, choices, name));
  }
  return settled;
};

/** What was done is often in no column, for the file holds nothing else. */
const settleType = async ({ prompts }: Dialogue, draft: Draft): Promise<Draft> => {
  if (!lacksType(draft)) return draft;
  const choices = activityTypes.map((type) => ({ value: type, label: type }));
  return withType(
    draft,
    await prompts.choose("No column says what was done. What were these activities?", choices, likelyType(draft)),
  );
};

/** Whose moves a history tells decides which deals or leads have one. */
const settleMoves = async ({ prompts }: Dialogue, draft: Draft): Promise<Draft> => {
  const likely = likelyMovesOf(draft);
  if (likely === null || draft.settled.movesOf !== undefined) return draft;
  const choices = (["opportunity", "lead"] as const).map((kind) => ({ value: kind, label: movers[kind] }));
  return withMovesOf(
    draft,
    await prompts.choose("No column says what moved from stage to stage. Whose moves are these?", choices, likely),
  );
};

const askOrder = async ({ prompts }: Dialogue, draft: Draft, problem: Problem<"ambiguous_dates">): Promise<Draft> => {
  const { column, sample, dayFirst, monthFirst } = problem.facts;
  const dateOrder = await prompts.choose<"day_first" | "month_first">(
    `How are dates written? In ${harmless(column)} stands ${harmless(sample)}.`,
    [
      { value: "day_first", label: "day first", hint: dayFirst },
      { value: "month_first", label: "month first", hint: monthFirst },
    ],
    "day_first",
  );
  return { ...draft, settled: { ...draft.settled, dateOrder } };
};

/** Said before anything is loaded: no rate counts what stands in no stage, and nothing else would be found wrong with it. */
const sayUndeclared = ({ context, config }: Dialogue, draft: Draft): void => {
  const words = undeclaredWords(draft, config).map(harmless);
  if (words.length === 0) return;
  say(
    context,
    `No stage of your process: ${words.join(", ")}. What stands there is neither open nor won nor lost, and no rate counts it.
Say which stages they are, or put them into quarterdeck.yaml.`,
  );
};

/** The draft with what had to be asked, once all of it can be read; what else is wrong with it is said. */
const tryOut = async (dialogue: Dialogue, given: Draft): Promise<{ draft: Draft; isRead: boolean }> => {
  const { context, folder, paths } = dialogue;
  const moved = await settleMoves(dialogue, given);
  const draft = await settleType(dialogue, await settlePersons(dialogue, await settleStages(dialogue, moved)));
  const text = draftText(draft);
  if (text === null) {
    say(context, "No column is one of ours yet: say what the rows are, or what a column is.");
    return { draft, isRead: false };
  }
  try {
    await rehearseAloud(context, folder, { paths, written: { name: "mapping", text } }, {});
    sayUndeclared(dialogue, draft);
    return { draft, isRead: true };
  } catch (error) {
    if (isProblem(error, "ambiguous_dates")) return tryOut(dialogue, await askOrder(dialogue, draft, error));
    if (!(error instanceof Problem)) throw error;
    say(context, `${error.message}\n${error.hint}`);
    return { draft, isRead: false };
  }
};

type Step = "try" | "column" | "table" | "people" | "stages" | "load" | "leave";

const changePeople = async ({ prompts }: Dialogue, draft: Draft): Promise<Draft> => {
  const { named, isMade } = peopleOf(draft);
  const columns = named.map(({ column }) => harmless(column)).join(" and ");
  return withPeople(draft, await prompts.confirm(`Make a person of each name in ${columns}?`, !isMade));
};

const steps: readonly Choice<Step>[] = [
  { value: "load", label: "Load it", hint: "and keep the mapping" },
  { value: "try", label: "Try it out", hint: "what would become of it; nothing is loaded" },
  { value: "column", label: "Change a column" },
  { value: "table", label: "Change what its rows are" },
  { value: "people", label: "Change what becomes of names", hint: "whether each is a person" },
  { value: "stages", label: "Say again which stages its words are" },
  { value: "leave", label: "Leave it", hint: "nothing is loaded" },
];

const changeStages = async (dialogue: Dialogue, draft: Draft): Promise<Draft> =>
  settleStages(dialogue, await settleMoves(dialogue, withoutStages(draft)));

const changes = { column: changeColumn, table: changeTable, people: changePeople, stages: changeStages } as const;

/** The draft that the user wants to load; null when it is left. */
const settle = async (dialogue: Dialogue, files: readonly SuggestedFile[]): Promise<Draft | null> => {
  let draft: Draft = { files, settled: {}, known: dialogue.known };
  let isRead = false;
  for (;;) {
    const isOffered: Partial<Record<Step, boolean>> = {
      load: isRead,
      try: !isRead,
      people: peopleOf(draft).named.length > 0,
      stages: isRead && stageWords(draft, dialogue.config).some(({ stage }) => stage === null),
    };
    const offered = steps.filter(({ value }) => isOffered[value] !== false);
    const step = await dialogue.prompts.choose("What next?", offered, isRead ? "load" : "try");
    if (step === "leave") return null;
    if (step === "load") return draft;
    if (step === "try") ({ draft, isRead } = await tryOut(dialogue, draft));
    else {
      draft = await changes[step](dialogue, draft);
      isRead = false;
      await show(dialogue, draft);
    }
  }
};

/** `deals.mapping.yaml` in the current folder, or the first such name that is free. */
const freeName = ({ context, paths: [path = "mapping"] }: Dialogue): string => {
  const stem = basename(path, extname(path));
  const names = Array.from({ length: 1000 }, (_, index) => `${stem}${index === 0 ? "" : `-${index + 1}`}.mapping.yaml`);
  return names.find((name) => !existsSync(join(context.io.folder, name))) ?? `${stem}.mapping.yaml`;
};

/** Whether it was loaded. Problems: those of reading and of loading. */
export const importUnknown = async (
  context: Context,
  folder: string,
  paths: readonly string[],
  wishes: Wishes,
): Promise<boolean> => {
  const path = join(folder, "quarterdeck.yaml");
  const written = await readFile(path).catch(() => null);
  if (written === null) throw new Problem("not_a_workspace", { folder });
  const prompts = await context.parts.prompts();
  const { known } = await whatIsHere(context, folder);
  const dialogue: Dialogue = { context, prompts, folder, paths, config: parseConfig(written, path), known };
  const { files } = await suggest(paths);
  prompts.begin("Nobody knows these files yet. What are they?");
  print(context, previewLines({ files }, await lookOf(context)));
  await show(dialogue, { files, settled: {}, known });
  const draft = await settle(dialogue, files);
  const mapping = draft === null ? null : draftText(draft);
  if (draft === null || mapping === null) {
    say(context, "Nothing was loaded.");
    return false;
  }
  const name = freeName(dialogue);
  await saveMapping(join(context.io.folder, name), mapping);
  const request = { paths, mapping: join(context.io.folder, name) };
  await takeOwnProcess(context, folder, request, draft, dialogue);
  await importAloud(context, folder, request, wishes);
  print(context, [`What its columns mean is kept in ${name}: the next such file is known by it.`]);
  return true;
};
