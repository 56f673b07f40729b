/** A workspace opened to be changed: files and goals come in, findings and tables go out. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openDuckDb, type Session } from "../engines/index.ts";
import { type Mapping, parseMapping, recognise } from "../ingest/mapping/index.ts";
import { inputFiles } from "../ingest/read/files.ts";
import { stageFiles } from "../ingest/read/index.ts";
import { parseConfig, writeConfig } from "../model/config.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import { sources } from "../sources/index.ts";
import type { BatchMapping } from "../state/index.ts";
import { type NewFile, openWorkspace, type Workspace } from "../storage/index.ts";
import { exportTables } from "./exporting.ts";
import { findingGroups, findingsPage } from "./finding-rows.ts";
import { goalRecords } from "./goal-rows.ts";
import { keepFacts } from "./kept-facts.ts";
import { type LoadedReport, loaderOf, ownForm, understoodOf } from "./loader.ts";
import type { Hearing, Imported, Importing, ImportRequest, Understood } from "./parts.ts";
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

/** The mapping that the user names, or the one that fits; null for our own form. */
const mappingFor = async (session: Session, { paths, as, mapping }: ImportRequest): Promise<BatchMapping | null> => {
  if (mapping !== undefined) return { name: basename(mapping), text: await readMapping(mapping) };
  if (as === "canonical") return null;
  if (as !== undefined) return sourceNamed(as);
  const found = await recognise(session, paths, sources);
  return found.mapping === null ? null : sourceNamed(found.name);
};

const parsed = (mapping: BatchMapping | null): Mapping | null =>
  mapping?.text == null ? null : parseMapping(mapping.text, mapping.name);

/** Reads the files in memory and says what they are; nothing is kept. */
export const understand = async (request: ImportRequest, onRead: () => void): Promise<Understood> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  const mapping = parsed(await mappingFor(session, request));
  await using staged = await stageFiles(session, request.paths, { mapping });
  onRead();
  return understoodOf(staged, mapping?.title ?? mapping?.name ?? ownForm);
};

/** A process that the export offers, as a whole `quarterdeck.yaml`. */
const processOf = (mapping: Mapping | null, folder: string): string | null => {
  const offer = mapping?.process;
  if (offer === undefined) return null;
  const text = JSON.stringify({ workspace: basename(folder), ...offer });
  return writeConfig(parseConfig(text, `${mapping?.name ?? "mapping"}: process`));
};

export const offeredConfig = async (folder: string): Promise<{ text: string; from: string } | null> => {
  const own = join(folder, "quarterdeck.yaml");
  const text = await readFile(own, "utf8").catch(() => null);
  if (text !== null) {
    parseConfig(text, own);
    return { text, from: own };
  }
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  const { mapping, title } = await recognise(session, [folder], sources);
  const offered = processOf(mapping, folder);
  return offered === null ? null : { text: offered, from: title };
};

const loadInto = async (
  workspace: Workspace<LoadedReport>,
  files: readonly NewFile[],
  mapping: BatchMapping | null,
  { progress }: Hearing,
): Promise<Imported> => {
  const { batch, report } = await workspace.acceptBatch(files, mapping);
  await using session = await workspace.session();
  const findings = await findingGroups(session, { batch, code: null, examples: 2 });
  await keepFacts(session, workspace, Date.now(), progress).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === "empty_workspace")) throw error;
  });
  progress.end();
  return { batch, tables: report.tables, findings };
};

/** Problems: those of `openWorkspace`. */
export const openForChanges = async (folder: string, hearing: Hearing): Promise<Importing> => {
  const { progress, onMessage } = hearing;
  let told: (understood: Understood) => void = () => {};
  const load = loaderOf((understood) => {
    told(understood);
    progress.show("loading", 1, 2);
  });
  const workspace = await openWorkspace(folder, { load, accepting: true, onMessage });
  return {
    config: workspace.config,
    import: async (request, onUnderstood) => {
      const mapping = await workspace.session().then(async (session) => {
        await using own = session;
        return mappingFor(own, request);
      });
      parsed(mapping);
      const files = await inputFiles(request.paths);
      progress.show(files.length === 1 ? "reading 1 file" : `reading ${files.length} files`, 0, 2);
      told = (understood) => {
        progress.end();
        onUnderstood(understood);
      };
      return loadInto(
        workspace,
        files.map(({ name, path }) => ({ name, path })),
        mapping,
        hearing,
      );
    },
    write: (files) => loadInto(workspace, files, null, hearing),
    findings: async (code, page) => {
      await using session = await workspace.session();
      return findingsPage(session, code, page);
    },
    goals: async () => {
      await using session = await workspace.session();
      return goalRecords(session);
    },
    export: async (to) => {
      await using session = await workspace.session();
      return exportTables(session, workspace, to, progress);
    },
    [Symbol.asyncDispose]: async () => {
      progress.end();
      await workspace.close();
    },
  };
};
