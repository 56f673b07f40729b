/** A workspace that is served: asked by many, each with a session of its own, and changed by one at a time. */
import { join } from "node:path";
import type { Session as Connection } from "../engines/index.ts";
import { dropInstants, factsByInstant, haveComeTrue } from "../facts/index.ts";
import { exportWorkspace } from "../ingest/index.ts";
import { openContainers } from "../ingest/read/index.ts";
import { catalogue } from "../kpis/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { isProblem, Problem } from "../problem.ts";
import { createAsker, type Lookups, lookupsOf } from "../query/index.ts";
import type { House, Present, Session, Step } from "../server/index.ts";
import { type Runner, render, type Sql } from "../sql/index.ts";
import { type Changes, changesBeside } from "./changes.ts";
import { effectsIn } from "./effects.ts";
import { currentFacts } from "./facts.ts";
import { findingsPage, gatherFindings } from "./finding-rows.ts";
import { type Gate, gate } from "./gate.ts";
import { goalRecords } from "./goal-rows.ts";
import { goalsFile } from "./goals-file.ts";
import { heeding } from "./heeding.ts";
import { openBoth } from "./importing.ts";
import { leftovers } from "./leftovers.ts";
import { deletable, missingTold } from "./missing.ts";
import { countsOf, organisationOf, rowsRead } from "./overview.ts";
import type { Hearing, MissingRecords, Understood } from "./parts.ts";
import { previewingIn } from "./previewing.ts";
import type { Progress } from "./progress.ts";
import { rejectedIn } from "./rejected-kept.ts";
import { keepMapping } from "./suggesting.ts";
import { takingIn } from "./taking.ts";
import { tidyingWhenIdle } from "./tidying.ts";

export interface ServedHouse extends House, AsyncDisposable {
  /** Where others find it. */
  announce(address: string | null): Promise<void>;
}

/** What is shown on the terminal is told to listeners, too. */
const overheard = ({ show, end }: Progress, listeners: ReadonlySet<(step: Step) => void>): Progress => ({
  show: (words, done, of) => {
    show(words, done, of);
    for (const listener of listeners) listener({ words, done, of });
  },
  end,
});

/** How often it is looked whether facts that lay in the future have come true. */
const passingMs = 10 * 60_000;

/** Problems: those of `openWorkspace`. */
export const serveWorkspace = async (folder: string, given: Hearing): Promise<ServedHouse> => {
  const watchers = new Set<(step: Step) => void>();
  const hearing: Hearing = { ...given, progress: overheard(given.progress, watchers) };
  // Before it is open nobody asks.
  let changes: Changes | null = null;
  const opened = await openBoth(folder, hearing, {
    keepsFound: true,
    begin: async () => changes?.begin(),
    settle: async () => changes?.settle(),
  });
  const { workspace, importing, load } = opened;
  const keeper = await workspace.session();
  /** Works out facts as of other instants, and as they would be without findings: long work, which ends at once when the server is stopped. */
  const builder = await workspace.session();
  const listeners = new Set<(present: Present) => void>();
  let now: {
    config: WorkspaceConfig;
    present: Present;
    lookups: Lookups | null;
    factsAt: (asOf: number) => Promise<string>;
  };
  const look = async (): Promise<typeof now> => {
    const { config } = workspace;
    const { batch, configHash } = workspace.version;
    const watermark = await currentFacts(keeper, { config, batch, configHash, now: Date.now() }, hearing.progress);
    // The same data reaches further where facts that lay in the future have come true.
    const version = `${batch}-${watermark ?? ""}-${configHash}`;
    if (watermark === null)
      return {
        config,
        present: { version, watermark: null, extent: null },
        lookups: null,
        factsAt: async () => "facts",
      };
    await dropInstants(keeper);
    // Dropped between questions, not while one waits for it: whoever asks now may be the one who made it necessary.
    const heldAt = factsByInstant(builder, config, watermark, async (drop) => {
      // What cannot be dropped now goes with the next version of the data.
      turn.changing(drop).catch(() => {});
    });
    const factsAt = async (asOf: number): Promise<string> => {
      if (asOf !== watermark) await workspace.engine.ample();
      return heldAt(asOf);
    };
    const lookups = await lookupsOf({ runner: keeper, config, watermark, factsAt });
    const { first, last } = lookups.extent;
    return { config, present: { version, watermark, extent: { first, last } }, lookups, factsAt };
  };
  const turn = gate();
  const exports = gate();
  const previewing = previewingIn(opened);
  const taking = takingIn(opened);
  /** What the last import, said to be whole, did not tell. */
  let missing: { readonly batch: number; readonly found: readonly MissingRecords[] } = { batch: 0, found: [] };
  const rejected = rejectedIn(join(workspace.folder, ".temp", "rejected"));
  try {
    now = await look();
  } catch (error) {
    for (const one of [builder, keeper, importing]) await one[Symbol.asyncDispose]();
    throw error;
  }
  const oneByOne = changesBeside(turn, async () => {
    now = await look();
    for (const listener of listeners) listener(now.present);
    tidying.changed();
  });
  changes = oneByOne;
  const tidying = tidyingWhenIdle(workspace, oneByOne, turn);
  await workspace.engine.spare();
  // Facts may have been built: what that needed goes before anybody asks.
  await workspace.engine.release();
  const amply = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await workspace.engine.ample();
    return work();
  };
  const changing: Pick<Changes, "change" | "between" | "settle"> = {
    change: (work) => tidying.busy(() => oneByOne.change(() => amply(work))),
    between: (work) => tidying.busy(() => oneByOne.between(() => amply(work))),
    settle: oneByOne.settle,
  };
  const passing = setInterval(() => {
    const look = async (): Promise<void> => {
      await using session = await workspace.session();
      if (!(await haveComeTrue(session, { config: now.config, now: Date.now() }))) return;
      await workspace.engine.ample();
      await oneByOne.settle();
    };
    // What fails is tried again the next time.
    tidying.busy(() => oneByOne.change(look)).catch(() => {});
  }, passingMs).unref();
  const answered = leftovers();
  const reading: Gate["reading"] = (work, signal) => tidying.busy(() => turn.reading(work, signal).finally(answered));
  const within: House["within"] = (signal, work) => reading(() => answering(signal, work), signal);
  const answering: House["within"] = async (signal, work) => {
    signal.throwIfAborted();
    const { config, present, lookups, factsAt } = now;
    const { watermark } = present;
    const open: Connection[] = [];
    const connect = async (): Promise<Connection> => {
      const one = await workspace.session();
      open.push(one);
      return heeding(one, signal);
    };
    const interrupt = (): void => {
      for (const one of open) one.interrupt();
      if (isProblem(signal.reason, "server_stopping")) void builder[Symbol.asyncDispose]();
    };
    const empty = (): never => {
      throw new Problem("empty_workspace", { folder });
    };
    const askerOver = async (runner: Runner) =>
      lookups === null || watermark === null
        ? null
        : createAsker({
            ...{ runner, config, catalogue, watermark, factsAt, lookups },
            // The scorecard asks on two sessions at once.
            others: async () => [await connect()],
          });
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      const connection = await connect();
      const asker = await askerOver(connection);
      const session: Session = {
        get asker() {
          return asker ?? empty();
        },
        statements: async (work) => {
          const run: { text: string; values: readonly unknown[] }[] = [];
          const noted = (query: Sql): Sql => {
            run.push({ text: render(query, (position) => `$${position}`), values: query.values });
            return query;
          };
          const runner: Runner = {
            run: (query) => connection.run(noted(query)),
            rows: (query) => connection.rows(noted(query)),
            columns: (query) => connection.columns(noted(query)),
          };
          await work((await askerOver(runner)) ?? empty());
          return run;
        },
        overview: async (what) => {
          const found = async (): Promise<number> => {
            await workspace.engine.ample();
            await gatherFindings(connection, config, watermark, null);
            return (await findingsPage(connection, null, { limit: 0, offset: 0 })).total;
          };
          const batches = (await workspace.batches()).filter(({ state }) => state === "loaded");
          return {
            counts: await countsOf(connection),
            findings: what.findings ? await found() : null,
            batches: batches.map(({ batch, importedAt, files, report }) => ({
              batch,
              acceptedAt: importedAt,
              files: files.map((file) => file.name),
              rows: rowsRead(report),
            })),
          };
        },
        organisation: () => organisationOf(connection, present.extent?.last ?? null),
        goals: () => goalRecords(connection),
        findings: async (code, page) => {
          await workspace.engine.ample();
          await gatherFindings(connection, config, watermark, null);
          return findingsPage(connection, code, page);
        },
        effects: async (codes) => {
          if (asker === null || lookups === null) return new Map();
          await workspace.engine.ample();
          return effectsIn({ runner: connection, cleaner: builder, asker, lookups }, codes);
        },
      };
      return await work(session, present);
    } finally {
      signal.removeEventListener("abort", interrupt);
      for (const one of open) await one[Symbol.asyncDispose]();
    }
  };
  return {
    folder: workspace.folder,
    get config() {
      return now.config;
    },
    catalogue,
    present: () => now.present,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    within,
    annotations: () => workspace.annotations(),
    views: () => workspace.views(),
    tempFolder: join(workspace.folder, ".temp"),
    load: ({ files, as, mapping, keepMapping: isKept, full }) =>
      changing.change(async () => {
        await using unpacked = await openContainers(files, process.stdin);
        const heard: Understood[] = [];
        const form = as === "canonical" ? null : mapping;
        const imported = await load(unpacked.files, form, (one) => heard.push(one), full);
        missing = { batch: imported.batch, found: imported.missing ?? [] };
        const [understood] = heard;
        if (understood === undefined) throw new Error("an import was loaded that nobody understood");
        const mappingFile =
          isKept === true && mapping !== undefined ? await keepMapping(workspace.folder, mapping) : null;
        return {
          ...{ understood, mapping_file: mappingFile },
          imported: { ...imported, missing: missingTold(imported.missing) },
          found: opened.found().map(({ code, count, records, examples }) => ({ code, count, records, examples })),
          rejected_files: await rejected.keep(imported, async (to) => (await importing.writeRejected?.(to)) ?? []),
        };
      }),
    takeProcess: (process) =>
      changing.change(async () => {
        const stages = await taking(process);
        await changing.settle();
        return { stages, version: now.present.version };
      }),
    deleteMissing: (batch, names) =>
      changing.change(async () => {
        if (batch !== workspace.version.batch || missing.batch !== batch)
          throw new Problem("changed_meanwhile", { what: "data" });
        const tables = deletable(missing.found);
        const other = names.find((table) => !tables.includes(table));
        if (other !== undefined)
          throw new Problem("bad_request", {
            field: "tables",
            reason: `names ${other}, of which nothing can be deleted.`,
          });
        const deleted = await importing.deleteMissing(names);
        return {
          batch: workspace.version.batch,
          deleted: deleted.tables.map(({ table, changed }) => ({ table, records: changed })),
        };
      }),
    // The data stays as it is meanwhile, and what is tried out has the staging to itself.
    preview: (files) => changing.between(() => previewing(files)),
    // One after the other: each is as large as the workspace.
    writeTables: (to, signal) =>
      exports.changing(() =>
        reading(async () => {
          signal.throwIfAborted();
          await workspace.engine.ample();
          await using session = await workspace.session();
          signal.addEventListener("abort", session.interrupt, { once: true });
          return await exportWorkspace(heeding(session, signal), to, { timezone: workspace.config.timezone });
        }, signal),
      ),
    rejectedFile: rejected.file,
    onStep: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    setGoals: (choose) =>
      changing.change(async () => {
        const content = await within(new AbortController().signal, async (session) => {
          const known = await session.goals();
          return goalsFile(choose(known), known, session.asker, Date.now());
        });
        await importing.write([{ name: "goals.csv", content }]);
      }),
    announce: (address) => workspace.announce(address),
    async [Symbol.asyncDispose]() {
      clearInterval(passing);
      await tidying[Symbol.asyncDispose]();
      // A change that is under way comes to its end, with its facts.
      await oneByOne.between(async () => {});
      for (const one of [builder, keeper, importing]) await one[Symbol.asyncDispose]();
    },
  };
};
