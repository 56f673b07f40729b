/** A workspace opened to be changed: files and goals come in, findings and tables go out. */
import { copyFile, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openDuckDb, type Session } from "../engines/index.ts";
import { exportWorkspace } from "../ingest/index.ts";
import {
  type Mapping,
  type OfferedProcess,
  offeredProcess,
  parseMapping,
  partOf,
  recognise,
} from "../ingest/mapping/index.ts";
import { knownPeople } from "../ingest/people/known.ts";
import { type GivenFile, inputFiles } from "../ingest/read/files.ts";
import { type OpenedFiles, openContainers, stageFiles } from "../ingest/read/index.ts";
import { parseConfig, writeConfig } from "../model/config.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import type { FindingGroup } from "../reports/table/findings.ts";
import { type Source, sources } from "../sources/index.ts";
import type { BatchMapping, JournalEntry } from "../state/index.ts";
import { type Loader, type NewFile, openWorkspace, type Workspace } from "../storage/index.ts";
import { currentFacts } from "./facts.ts";
import { findingGroups, findingsPage, foundGroups, gatherFindings } from "./finding-rows.ts";
import { goalRecords } from "./goal-rows.ts";
import { type LoadedReport, loaderOf, understoodOf } from "./loader.ts";
import { deletions } from "./missing.ts";
import type {
  Hearing,
  Imported,
  Importing,
  ImportRequest,
  OfferedConfig,
  Outcome,
  SaidBeginnings,
  Understood,
} from "./parts.ts";
import { rehearse } from "./rehearsing.ts";
import { nothingRejected } from "./rejecting.ts";
import { unseenOf } from "./unseen.ts";
import { Usage } from "./usage.ts";

const readMapping = async (file: string): Promise<string> => {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new Problem("file_not_found", { path: file });
  }
};

const sourceNamed = (name: string): BatchMapping => {
  const source = sources.find((one) => one.name === name);
  const known = sources.map((one) => one.name);
  const near = nearestWord(name, known);
  if (source === undefined)
    throw new Usage(
      `No export is called ${name}.`,
      near === null ? `Known: canonical, ${known.join(", ")}.` : `Did you mean ${near}?`,
    );
  return { name: source.name, text: source.mapping };
};

/** In which form files are: by a mapping, null for our own, undefined where what they look like decides. */
export type Form = BatchMapping | null | undefined;

/** The form that the user names. Problems: `file_not_found`, `bad_mapping`. */
export const formNamed = async ({ as, mapping, written }: ImportRequest): Promise<Form> => {
  if (written !== undefined) return written;
  if (mapping === undefined) return as === undefined ? undefined : as === "canonical" ? null : sourceNamed(as);
  const named = { name: basename(mapping), text: await readMapping(mapping) };
  parsed(named);
  return named;
};

/** The mapping of the form, or the one that fits; null for our own form. `earlier`: by what files were imported before, of which these may be a part. */
const mappingFor = async (
  session: Session,
  files: readonly GivenFile[],
  form: Form,
  earlier: () => Promise<Earlier> = async () => ({ brought: [], known: [] }),
): Promise<BatchMapping | null> => {
  if (form !== undefined) return form;
  try {
    const found = await recognise(session, files, sources);
    return found.mapping === null ? null : sourceNamed(found.name);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "unrecognised_file") throw error;
    const { brought, known } = await earlier();
    const asSources = brought.map(({ name, text }, index) => ({ name: `${index}`, title: name, mapping: text ?? "" }));
    const found = await recognise(session, files, asSources).catch(() => null);
    const mapping = brought[Number(found?.name)];
    if (mapping !== undefined) return mapping;
    const part = await partOf(session, files, known);
    if (part === null) throw error;
    return sourceNamed(part.name);
  }
};

/** By what files were imported before. */
interface Earlier {
  /** Mappings that users brought themselves, the newest first. */
  readonly brought: readonly BatchMapping[];
  /** Exports that we know. */
  readonly known: readonly Source[];
}

const earlierOf = (entries: readonly JournalEntry[]): Earlier => {
  const names = new Set(
    entries.flatMap(({ state, mapping }) => (state === "loaded" && mapping != null ? [mapping.name] : [])),
  );
  return { brought: broughtMappings(entries), known: sources.filter(({ name }) => names.has(name)) };
};

/** Mappings that users brought themselves, the newest first. */
const broughtMappings = (entries: readonly JournalEntry[]): readonly BatchMapping[] => {
  const shipped = new Set(sources.map(({ name }) => name));
  const brought = entries
    .toReversed()
    .flatMap(({ state, mapping }) =>
      state === "loaded" && mapping?.text != null && !shipped.has(mapping.name) ? [mapping] : [],
    );
  return [...new Map(brought.toReversed().map((mapping) => [mapping.text, mapping])).values()].toReversed();
};

const parsed = (mapping: BatchMapping | null): Mapping | null =>
  mapping?.text == null ? null : parseMapping(mapping.text, mapping.name);

/** Reads the files in memory and says what they are; nothing is kept. */
export const understand = async (request: ImportRequest, onRead: () => void): Promise<Understood> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(request.paths, process.stdin);
  const mapping = parsed(await mappingFor(session, opened.files, await formNamed(request)));
  await using staged = await stageFiles(session, opened.files, { mapping });
  onRead();
  return understoodOf(staged, mapping);
};

/** A process that the export offers, as a whole `quarterdeck.yaml`. */
const processOf = async (
  session: Session,
  mapping: Mapping | null,
  files: readonly GivenFile[],
  folder: string,
  { name = basename(folder), timezone, currency, fiscalMonth = 1, usualTimezone }: SaidBeginnings,
): Promise<Pick<OfferedConfig, "text" | "unsaid"> | null> => {
  const offer = mapping === null ? null : await offeredProcess(session, files, mapping);
  if (offer === null) return null;
  const { unsaid, ...process } = offer;
  const text = JSON.stringify({
    ...{ workspace: name, timezone: usualTimezone, ...process },
    ...(timezone === undefined ? {} : { timezone }),
    ...(currency === undefined ? {} : { currency }),
    ...(fiscalMonth === 1 ? {} : { fiscal_calendars: [{ id: "fiscal", starts_month: fiscalMonth }] }),
  });
  const told = mapping?.process?.read === undefined ? [] : [toldNote, ...unsaidNote(unsaid)];
  const written = writeConfig(parseConfig(text, `${mapping?.name ?? "mapping"}: process`));
  return { text: `${told.map((line) => `# ${line}\n`).join("")}${written}`, unsaid };
};

const toldNote = "The stages were read from the export: their order, and what its flags say of won and lost.";
const unsaidNote = (names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [
        `Nothing says what it means to stand in ${names.map((name) => name.replaceAll(/\s+/g, " ")).join(", ")}.`,
        "They count as open, in the order in which they are listed: put them in yours, and write category: won, lost, no_decision, hold or void where it is.",
      ];

/** The process that the files tell by their form. */
export const processOffered = async (
  request: ImportRequest,
): Promise<{ title: string; process: OfferedProcess } | null> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(request.paths, process.stdin);
  const mapping = parsed(await mappingFor(session, opened.files, await formNamed(request)));
  const offer = mapping === null ? null : await offeredProcess(session, opened.files, mapping);
  return mapping === null || offer === null ? null : { title: mapping.title ?? mapping.name, process: offer };
};

export const offeredConfig = async (folder: string, said: SaidBeginnings): Promise<OfferedConfig | null> => {
  const own = join(folder, "quarterdeck.yaml");
  const text = await readFile(own, "utf8").catch(() => null);
  if (text !== null) {
    parseConfig(text, own);
    return { text, from: own, unsaid: [] };
  }
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers([folder], process.stdin);
  const { mapping, title } = await recognise(session, opened.files, sources);
  const offered = await processOf(session, mapping, opened.files, folder, said);
  return offered === null ? null : { ...offered, from: title };
};

/** Problems: those of `openWorkspace`. */
export const openForChanges = async (folder: string, hearing: Hearing): Promise<Importing> =>
  (await openBoth(folder, hearing)).importing;

type Hears = (understood: Understood) => void;

export interface Opened {
  readonly workspace: Workspace<LoadedReport>;
  readonly importing: Importing;
  /** Files that lie somewhere under other names, as one import; `onUnderstood` is told before anything is loaded. */
  readonly load: (
    given: readonly GivenFile[],
    form: Form,
    onUnderstood: (understood: Understood) => void,
    full?: boolean,
  ) => Promise<Imported>;
  /** The mapping by which they would be read; null for our own form. Problem: `unrecognised_file`. */
  readonly formOf: (given: readonly GivenFile[], form: Form) => Promise<BatchMapping | null>;
  /** What the last import found about its own rows, where that is kept. */
  readonly found: () => readonly FindingGroup[];
  /** All of it, taken back. */
  readonly tryOut: (given: readonly GivenFile[], form: Form, onUnderstood: Hears, full?: true) => Promise<Outcome>;
}

interface Beside {
  /** Whoever imports asks what was found about its rows. */
  readonly keepsFound?: boolean;
  /** Before what was written can be seen, and when its facts are there, too. */
  readonly begin?: () => Promise<void>;
  readonly settle?: () => Promise<void>;
}

const nobody = async (): Promise<void> => {};

/** The workspace itself, and how it is changed. Problems: those of `openWorkspace`. */
export const openBoth = async (
  folder: string,
  hearing: Hearing,
  { keepsFound = false, begin = nobody, settle = nobody }: Beside = {},
): Promise<Opened> => {
  const { progress, onMessage } = hearing;
  let told: (understood: Understood) => void = () => {};
  let own: Workspace<LoadedReport> | null = null;
  const rejected = nothingRejected();
  let found: readonly FindingGroup[] = [];
  const factsFor = async (session: Session, batch: number, changesKnown: boolean): Promise<number | null> => {
    if (own === null) return null;
    const { config, version } = own;
    return currentFacts(
      session,
      { config, configHash: version.configHash, batch, now: Date.now() },
      progress,
      changesKnown,
    );
  };
  const loading = loaderOf({
    onUnderstood: (understood) => {
      told(understood);
      progress.show("loading", 1, 3);
    },
    afterwards: async (session, { batch, files }) => {
      await rejected.set(session, files);
      if (keepsFound) found = await foundGroups(session);
      await factsFor(session, batch, true);
    },
  });
  const load: Loader<LoadedReport> = (step) =>
    loading({
      ...step,
      mark: async () => {
        await begin();
        await step.mark();
      },
    });
  const workspace = await openWorkspace(folder, { load, accepting: true, onMessage });
  own = workspace;
  const inSession = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    await using session = await workspace.session();
    return await work(session);
  };
  const earlier = async () => earlierOf(await workspace.batches());
  const loadInto = async (files: readonly NewFile[], mapping: BatchMapping | null, full = false): Promise<Imported> => {
    const { batch, report } = await workspace.acceptBatch(files, mapping, full);
    const { tables, missing } = report;
    progress.end();
    await settle();
    return inSession(async (session) => {
      const watermark = await factsFor(session, batch, false);
      await gatherFindings(session, workspace.config, watermark, batch);
      const findings = await findingGroups(session);
      const unseen = await unseenOf(session, workspace.config, watermark, batch);
      return {
        ...{ batch, tables, findings, rejected: rejected.rows },
        ...(missing === undefined ? {} : { missing }),
        ...(unseen === null ? {} : { unseen }),
      };
    });
  };
  const tryOut = async (
    given: readonly GivenFile[],
    form: Form,
    onUnderstood: Hears,
    full?: true,
  ): Promise<Outcome> => {
    const files = await inputFiles(given);
    progress.show("trying it out", 0, 1);
    return inSession(async (session) => {
      const mapping = await mappingFor(session, given, form, earlier);
      const batch = { batch: workspace.version.batch + 1, importedAt: Date.now(), files, mapping, full };
      const outcome = await rehearse({ session, config: workspace.config, batch }, onUnderstood, async () => {
        await rejected.set(session, files);
      });
      progress.end();
      return { ...outcome, rejected: rejected.rows };
    });
  };
  const formOf: Opened["formOf"] = (given, form) => inSession((session) => mappingFor(session, given, form, earlier));
  const opened: OpenedFiles[] = [];
  const loadFiles: Opened["load"] = async (given, form, onUnderstood, full) => {
    const mapping = await formOf(given, form);
    parsed(mapping);
    const files = await inputFiles(given);
    progress.show(files.length === 1 ? "reading 1 file" : `reading ${files.length} files`, 0, 3);
    told = (understood) => {
      progress.end();
      onUnderstood(understood);
    };
    return await loadInto(
      files.map(({ name, path }) => ({ name, path })),
      mapping,
      full,
    );
  };
  const importing: Importing = {
    get config() {
      return workspace.config;
    },
    import: async (request, onUnderstood) => {
      await using opened = await openContainers(request.paths, process.stdin);
      return await loadFiles(opened.files, await formNamed(request), onUnderstood, request.full);
    },
    rehearse: async (request, onUnderstood) => {
      // Its files must still be there when the rows that were left out are looked up.
      const files = await openContainers(request.paths, process.stdin);
      opened.push(files);
      return await tryOut(
        files.files,
        await formNamed(request),
        onUnderstood,
        request.full === true ? true : undefined,
      );
    },
    knownPeople: () => inSession(knownPeople),
    writeRejected: (to) => inSession((session) => rejected.write(session, to)),
    deleteMissing: async (tables) =>
      loadInto(await inSession((session) => deletions(session, tables, Date.now())), null),
    write: (files) => loadInto(files, null),
    findings: (code, page) =>
      inSession(async (session) => {
        const watermark = await factsFor(session, workspace.version.batch, false);
        await gatherFindings(session, workspace.config, watermark, null);
        const found = await findingsPage(session, code, page);
        progress.show("asking what it does to the numbers", 0, 1);
        const { groupsWithEffects } = await import("./effects.ts");
        const codes = code === null ? found.groups.map((group) => group.code) : [code];
        const groups = await groupsWithEffects(session, workspace.config, watermark, found.groups, codes);
        progress.end();
        return { ...found, groups };
      }),
    goals: () => inSession(goalRecords),
    export: async (to) => {
      progress.show("writing the tables", 0, 1);
      const written = await inSession((session) =>
        exportWorkspace(session, to, { timezone: workspace.config.timezone }),
      );
      await copyFile(join(workspace.folder, "quarterdeck.yaml"), join(to, "quarterdeck.yaml"));
      return written.map(({ table, rows }) => ({ table, rows }));
    },
    [Symbol.asyncDispose]: async () => {
      progress.end();
      for (const one of [rejected, ...opened]) await one[Symbol.asyncDispose]();
      await workspace.close();
    },
  };
  return { workspace, importing, load: loadFiles, found: () => found, formOf, tryOut };
};
