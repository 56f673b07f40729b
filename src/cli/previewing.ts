/** Files that came to a server, before they are loaded: what they are, and what would become of them. */
import { parseDocument } from "yaml";
import { openDuckDb } from "../engines/index.ts";
import { offeredProcess, parseMapping } from "../ingest/mapping/index.ts";
import { knownPeople } from "../ingest/people/known.ts";
import type { GivenFile } from "../ingest/read/files.ts";
import { openContainers } from "../ingest/read/index.ts";
import { leftPacked } from "../ingest/read/passed-over.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { isProblem, Problem } from "../problem.ts";
import type { FilesToPreview, Previewed } from "../server/index.ts";
import { sources } from "../sources/index.ts";
import type { BatchMapping } from "../state/index.ts";
import { currencyOf, offeredWords } from "./drafting.ts";
import { type Drafted, draftsOf } from "./drafts.ts";
import type { Opened } from "./importing.ts";
import { missingTold } from "./missing.ts";
import type { Outcome, Understood } from "./parts.ts";
import { comparedWith, newStages, otherCurrency } from "./processing.ts";
import { preview } from "./suggesting.ts";

type DateOrder = "day_first" | "month_first";

interface Trial {
  readonly understood: Understood | null;
  readonly outcome: Outcome | null;
  readonly ambiguous: Previewed["ambiguous"];
  readonly problem: Problem | null;
}

const untried: Trial = { understood: null, outcome: null, ambiguous: null, problem: null };

const ambiguityOf = ({ facts }: Problem<"ambiguous_dates">): Previewed["ambiguous"] => ({
  file: facts.path,
  column: facts.column,
  sample: facts.sample,
  day_first: facts.dayFirst,
  month_first: facts.monthFirst,
});

/** The export's mapping, its dates read in one order. */
const inOrder = (mapping: BatchMapping, order: DateOrder | undefined): BatchMapping => {
  if (order === undefined || mapping.text === null) return mapping;
  const document = parseDocument(mapping.text);
  document.set("date_order", order);
  return { name: `${mapping.name}, ${order === "day_first" ? "day first" : "month first"}`, text: String(document) };
};

const formNameOf = (mapping: BatchMapping | null, wished: FilesToPreview): Previewed["form"] => {
  if (mapping === null) return "canonical";
  if (wished.mapping !== undefined) return "mapping";
  return sources.some(({ name }) => name === mapping.name) ? "export" : "earlier";
};

const withText = (mapping: BatchMapping | null): Previewed["mapping"] =>
  mapping?.text == null ? null : { name: mapping.name, text: mapping.text };

/** Files that are known: as they are read, and those that nothing is known about. */
const knownFiles = async (files: readonly GivenFile[], understood: Understood | null): Promise<Previewed["files"]> => {
  const read = new Map(understood?.files.map((file) => [file.path, file]));
  return (await preview(files)).map(({ path, columns, preview: rows }) => ({
    file: path,
    as: read.get(path)?.as ?? null,
    aside: understood?.ignored.find((file) => file.path === path)?.what ?? null,
    rows: read.get(path)?.rows ?? null,
    columns,
    preview: rows,
    suggestion: null,
  }));
};

const nothingTold = { undeclared: [], currency: null };

/** What the files tell of the process: stages that the workspace does not declare, and another currency of amounts. */
const toldProcess = async (
  files: readonly GivenFile[],
  mapping: BatchMapping | null,
  { folder, config }: { readonly folder: string; readonly config: WorkspaceConfig },
): Promise<Pick<Previewed, "undeclared" | "currency">> => {
  if (mapping?.text == null) return nothingTold;
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  const offer = await offeredProcess(session, files, parseMapping(mapping.text, mapping.name));
  if (offer === null) return nothingTold;
  const other = await otherCurrency(folder, offer, config);
  return {
    undeclared: newStages(comparedWith(offer, config)).map(({ id, name, of, category = "open", isSaid }) => ({
      ...{ id, stage: name, of, category: isSaid ? category : null },
    })),
    currency: other === null ? null : { files: other, workspace: config.currency },
  };
};

/** The same of what is suggested, as its words are known: nothing is read again while it is corrected. */
const draftedProcess = async (
  { draft, mapping }: Drafted,
  { folder, config }: Pick<Opened["workspace"], "folder" | "config">,
): Promise<Pick<Previewed, "undeclared" | "currency">> => {
  if (mapping === null) return nothingTold;
  const other = await otherCurrency(folder, { currency: currencyOf(draft) ?? undefined }, config);
  return {
    undeclared: offeredWords(draft, config).map(({ word, of }) => ({ id: word, stage: word, of, category: null })),
    currency: other === null ? null : { files: other, workspace: config.currency },
  };
};

const draftedFiles = ({ draft }: Drafted): Previewed["files"] =>
  draft.files.map(({ path, rows, table, aside, missing, key, currency, columns, preview: first }) => ({
    file: path,
    as: table,
    aside: table === null ? (aside ?? null) : null,
    rows,
    columns: columns.map(({ column }) => column),
    preview: first,
    suggestion: {
      table,
      missing,
      key,
      currency,
      columns: columns.map(({ column, to, timeOf, ignored, confidence, samples, times }) => ({
        ...{ column, to, time_of: timeOf, ignored, confidence, samples, holds_times: times > 0.5 },
      })),
    },
  }));

const outcomeOf = ({ tables, rejected, findings, missing }: Outcome): NonNullable<Previewed["outcome"]> => ({
  ...{ tables, rejected },
  findings: findings.map(({ code, count, records, examples }) => ({ code, count, records, examples })),
  missing: missingTold(missing),
});

/** What both kinds of preview say of a trial. */
const tried = ({ understood, outcome, ambiguous, problem }: Trial) => ({
  tables: understood?.tables ?? [],
  dates: understood?.dates ?? [],
  lacking: understood?.lacking ?? [],
  absent: understood?.absent ?? [],
  titles: understood?.titles ?? [],
  quotes: understood?.quotes ?? [],
  renamed: understood?.renamed ?? [],
  ambiguous,
  outcome: outcome === null ? null : outcomeOf(outcome),
  problem,
});

/** Of what is nothing of ours, nothing is loaded: not even when it is called like one of our tables. */
const isOurs =
  ({ draft }: Drafted) =>
  (given: GivenFile): boolean =>
    draft.files.some(({ path, table }) => table !== null && path === (typeof given === "string" ? given : given.name));

/** All but what lies in archives beside. */
type Looked = Omit<Previewed, "packed">;

export type Previewing = (wished: FilesToPreview) => Promise<Previewed>;

/** One at a time: they are carried out in the workspace and taken back. Problems: those of reading, `bad_request`. */
export const previewingIn = ({ workspace, formOf, tryOut }: Opened): Previewing => {
  const peopleHere = async () => {
    await using session = await workspace.session();
    return await knownPeople(session);
  };
  const drafts = draftsOf(() => workspace.config, peopleHere);
  const rehearsed = async (
    files: readonly GivenFile[],
    form: BatchMapping | null,
    { full }: FilesToPreview,
  ): Promise<Trial> => {
    const heard: Understood[] = [];
    const outcome = await tryOut(files, form, (one) => heard.push(one), full === true ? true : undefined);
    return { ...untried, understood: heard[0] ?? null, outcome };
  };
  const formWished = async (files: readonly GivenFile[], { as, mapping }: FilesToPreview) =>
    formOf(files, as === "canonical" ? null : mapping).catch((error: unknown) => {
      if (isProblem(error, "unrecognised_file")) return error;
      throw error;
    });
  const known = async (
    files: readonly GivenFile[],
    wished: FilesToPreview,
    found: BatchMapping | null,
  ): Promise<Looked | null> => {
    const order = wished.corrections?.date_order;
    if ((wished.corrections?.files?.length ?? 0) > 0) return null;
    if (found === null && order !== undefined) return null;
    const mapping = found === null ? null : inOrder(found, order);
    const trial = await rehearsed(files, mapping, wished).catch((error: unknown) => {
      if (!isProblem(error, "ambiguous_dates")) throw error;
      return { ...untried, ambiguous: ambiguityOf(error) };
    });
    if (trial.outcome === null && found === null) return null;
    const form = formNameOf(found, wished);
    const source = sources.find(({ name }) => form === "export" && name === found?.name);
    return {
      form,
      title: source?.title ?? trial.understood?.title ?? found?.name ?? "",
      files: await knownFiles(files, trial.understood),
      ...tried(trial),
      ...(await toldProcess(files, found, workspace)),
      stages: [],
      stage_choices: [],
      activity_types: [],
      moves_of: [],
      people: [],
      choices: [],
      mapping: order === undefined && wished.mapping === undefined ? null : withText(mapping),
      unrecognised: null,
    };
  };
  const unknown = async (
    files: readonly GivenFile[],
    wished: FilesToPreview,
    unrecognised: Previewed["unrecognised"],
  ): Promise<Looked> => {
    const drafted = await drafts.draft(wished, files);
    const { mapping } = drafted;
    const trial = async (): Promise<Trial> => {
      if (wished.try === false) return untried;
      if (mapping === null) return { ...untried, problem: drafts.nothingOurs(drafted) };
      try {
        return await rehearsed(files.filter(isOurs(drafted)), mapping, wished);
      } catch (error) {
        if (isProblem(error, "ambiguous_dates")) return { ...untried, ambiguous: ambiguityOf(error) };
        if (error instanceof Problem) return { ...untried, problem: error };
        throw error;
      }
    };
    return {
      form: "unknown",
      title: "",
      files: draftedFiles(drafted),
      ...tried(await trial()),
      ...(await draftedProcess(drafted, workspace)),
      stages: drafted.stages,
      stage_choices: drafts.stageChoices(),
      activity_types: drafted.types,
      moves_of: drafted.movesOf,
      people: drafted.people,
      choices: drafts.choices,
      mapping: withText(mapping),
      unrecognised,
    };
  };
  return async (wished) => {
    await using opened = await openContainers(wished.files, process.stdin);
    const form = await formWished(opened.files, wished);
    const packed = await leftPacked(wished.files);
    if (form instanceof Problem) return { ...(await unknown(opened.files, wished, form.facts)), packed };
    return { ...((await known(opened.files, wished, form)) ?? (await unknown(opened.files, wished, null))), packed };
  };
};
