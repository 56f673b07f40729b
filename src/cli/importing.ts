/** A workspace opened to be changed: files and goals come in, findings and tables go out. */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { closedBy, type Session } from "../engines/index.ts";
import { tidyFacts } from "../facts/index.ts";
import { exportWorkspace } from "../ingest/index.ts";
import { knownPeople } from "../ingest/people/known.ts";
import { type GivenFile, inputFiles } from "../ingest/read/files.ts";
import { type OpenedFiles, openContainers } from "../ingest/read/index.ts";
import { Problem } from "../problem.ts";
import type { FindingGroup } from "../reports/table/findings.ts";
import type { BatchMapping } from "../state/index.ts";
import { type Loader, type NewFile, openWorkspace, type Workspace } from "../storage/index.ts";
import { currentFacts } from "./facts.ts";
import { findingGroups, findingsPage, foundGroups, gatherFindings } from "./finding-rows.ts";
import { earlierOf, type Form, formNamed, mappingFor, parsed } from "./form.ts";
import { goalRecords } from "./goal-rows.ts";
import { type LoadedReport, loaderOf } from "./loader.ts";
import { deletions } from "./missing.ts";
import type { Hearing, Imported, Importing, Outcome, Understood } from "./parts.ts";
import { rehearse } from "./rehearsing.ts";
import { nothingRejected } from "./rejecting.ts";
import { unseenOf } from "./unseen.ts";

/** Problems: those of `openWorkspace`. */
export const openForChanges = async (folder: string, hearing: Hearing): Promise<Importing> =>
  (await openBoth(folder, hearing, { isAlone: true })).importing;

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
  /** Nobody else has the workspace: what an import left behind is tidied when all of it is told. */
  readonly isAlone?: boolean;
  /** Before what was written can be seen, and when its facts are there, too. */
  readonly begin?: () => Promise<void>;
  readonly settle?: () => Promise<void>;
}

const nobody = async (): Promise<void> => {};

/** The workspace itself, and how it is changed. Problems: those of `openWorkspace`. */
export const openBoth = async (
  folder: string,
  hearing: Hearing,
  { keepsFound = false, isAlone = false, begin = nobody, settle = nobody }: Beside = {},
): Promise<Opened> => {
  const { progress, onMessage, signal } = hearing;
  let told: (understood: Understood) => void = () => {};
  let own: Workspace<LoadedReport> | null = null;
  const rejected = nothingRejected();
  let found: readonly FindingGroup[] = [];
  let hasLoaded = false;
  let madeOf: { readonly batch: number; readonly watermark: number | null } | null = null;
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
      madeOf = { batch, watermark: await factsFor(session, batch, true) };
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
    const { batch, report } = await workspace.acceptBatch(files, mapping, { full, signal });
    hasLoaded = true;
    const { tables, missing } = report;
    progress.end();
    await settle();
    return inSession(async (session) => {
      const watermark = madeOf?.batch === batch ? madeOf.watermark : await factsFor(session, batch, false);
      // Goals change nothing about any record.
      const isOfGoals = tables.length > 0 && tables.every(({ table }) => table === "goals");
      await gatherFindings(session, workspace.config, watermark, batch, isOfGoals ? "goals" : null);
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
      await using _closing = closedBy(signal, session);
      const mapping = await mappingFor(session, given, form, earlier);
      const batch = { batch: workspace.version.batch + 1, importedAt: Date.now(), files, mapping, full };
      const outcome = await rehearse({ session, config: workspace.config, batch }, onUnderstood, async () => {
        await rejected.set(session, files);
      });
      progress.end();
      return { ...outcome, rejected: rejected.rows };
    }).catch((error: unknown) => {
      throw signal?.aborted === true ? new Problem("broken_off", { batch: null, isServed: false }) : error;
    });
  };
  const formOf: Opened["formOf"] = (given, form) => inSession((session) => mappingFor(session, given, form, earlier));
  const tidied = async (session: Session): Promise<void> => {
    await using _closing = closedBy(signal, session);
    await tidyFacts(session, (done, of) => progress.show("writing the facts anew", done, of));
    progress.end();
  };
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
      // What fails leaves the facts as they were, and is tried again after the next import.
      if (isAlone && hasLoaded) await inSession(tidied).catch(() => {});
      await workspace.close();
    },
  };
  return { workspace, importing, load: loadFiles, found: () => found, formOf, tryOut };
};
