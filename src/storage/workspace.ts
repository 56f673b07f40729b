/** A workspace folder, owned by this process: its configuration, its warehouse, and what was accepted into it. */
import { createHash } from "node:crypto";
import { mkdir, readFile, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Engine, type Session, seal } from "../engines/index.ts";
import { parseConfig } from "../model/config.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import type { Annotations, BatchMapping, JournalEntry, Views } from "../state/index.ts";
import { type Accepted, accept, clearDrafts, lastNumber, type NewFile, openAccepted, setAside } from "./accepted.ts";
import { hasCode, remove } from "./durable.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { type Owner, ownerOf, takeLock } from "./lock.ts";
import { isLoaded, type Loader, loadBatch, reasonOf, recover } from "./recover.ts";
import { finishRestore } from "./restore.ts";
import { basisOf, openWarehouse, type WarehouseOptions } from "./warehouse.ts";

export interface WorkspaceVersion {
  /** The last batch in the warehouse; 0 when there is none. */
  readonly batch: number;
  /** Of the text of `quarterdeck.yaml`. */
  readonly configHash: string;
}

export interface AcceptOptions {
  /** The files tell every record of their kinds. */
  readonly full?: boolean;
  /** Breaks it off: either nothing of it is in then, or all of it. */
  readonly signal?: AbortSignal;
}

export interface Accepting<Report> {
  readonly batch: number;
  readonly report: Report;
}

export interface Workspace<Report> extends AsyncDisposable {
  readonly folder: string;
  /** As it was read last. */
  readonly config: WorkspaceConfig;
  readonly engine: Engine;
  /** Changes whenever an answer may. */
  readonly version: WorkspaceVersion;
  /** A connection of its own; the caller disposes it. */
  session(): Promise<Session>;
  /** Makes the files durable, then loads them. When loading fails nothing of them is in the warehouse, and the error comes out. Problem: `broken_off`. */
  acceptBatch(
    files: readonly NewFile[],
    mapping: BatchMapping | null,
    options?: AcceptOptions,
  ): Promise<Accepting<Report>>;
  /** Takes what `quarterdeck.yaml` says by now, between two batches. Problem: `bad_config`, also where its zone is another one: instants are stored by it. */
  takeConfig(): Promise<void>;
  /** The journal: every batch that was accepted, in order. */
  batches(): Promise<readonly JournalEntry[]>;
  annotations(): Promise<Annotations>;
  views(): Promise<Views>;
  /** Tells other processes where to ask while this one owns the workspace. */
  announce(address: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions<Report> {
  /** Reads accepted files and writes them into the warehouse. */
  readonly load: Loader<Report>;
  /** Whether batches will be accepted; else, after the start, no statement reaches a file. */
  readonly accepting?: boolean;
  /** What stored rows depend on beside files, tables and zone: another text, and the warehouse is built again. */
  readonly basis?: string;
  /** How long a live owner is waited for. */
  readonly waitMs?: number;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** What was set right at the start. */
  readonly onMessage?: (text: string) => void;
  /** Epoch milliseconds: the instant of an import. */
  readonly now?: () => number;
}

const configFile = "quarterdeck.yaml";
const lockFile = "quarterdeck.lock";

/** Of what `quarterdeck.yaml` says: a remark in it changes no answer. */
export const configHashOf = (config: WorkspaceConfig): string =>
  createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 16);

const readConfig = async (folder: string): Promise<{ config: WorkspaceConfig; hash: string; folder: string }> => {
  try {
    const file = join(folder, configFile);
    const config = parseConfig(await readFile(file), file);
    return { config, hash: configHashOf(config), folder: await realpath(folder) };
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) throw new Problem("not_a_workspace", { folder });
    throw error;
  }
};

const emptyFolder = async (folder: string): Promise<string> => {
  await remove(folder);
  await mkdir(folder, { recursive: true });
  return folder;
};

interface Parts<Report> {
  readonly options: OpenOptions<Report>;
  /** Another one when the configuration is taken anew. */
  read: { config: WorkspaceConfig; hash: string; folder: string };
  readonly accepted: Accepted;
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly annotations: () => Promise<Annotations>;
  readonly views: () => Promise<Views>;
  /** Grows with every batch. */
  readonly loaded: number[];
}

const acceptInto = async <Report>(
  { options, read, accepted, engine, ledger, loaded }: Parts<Report>,
  files: readonly NewFile[],
  mapping: BatchMapping | null,
  { full = false, signal }: AcceptOptions,
): Promise<Accepting<Report>> => {
  const brokenOff = (batch: number | null) => new Problem("broken_off", { batch, isServed: false });
  const isBrokenOff = (): boolean => signal?.aborted === true;
  if (isBrokenOff()) throw brokenOff(null);
  const number = Math.max(await lastNumber(accepted), ...loaded) + 1;
  const importedAt = (options.now ?? Date.now)();
  const told = { batch: number, importedAt, mapping, ...(full ? { full } : {}) };
  const batch = await accept(accepted, files, told, signal).catch((error: unknown) => {
    throw isBrokenOff() ? brokenOff(null) : error;
  });
  try {
    await (await ledger()).add(batch);
    const report = await loadBatch(engine, accepted, read.config, batch, options.load, signal);
    loaded.push(number);
    await (await ledger()).loaded(number, report);
    return { batch: number, report };
  } catch (error) {
    if (loaded.includes(number)) throw error;
    // An engine that cannot say is beyond help for now: the next start finds out.
    const isIn = await isLoaded(engine, number).catch(() => null);
    if (isIn === null) throw error;
    if (isIn) loaded.push(number);
    else await setAside(accepted, number);
    // On a full disk the journal cannot hear of it: the next start tells it what the manifests and the warehouse say.
    const failure = isBrokenOff() ? brokenOff(isIn ? number : null) : error;
    await ledger()
      .then((journal) => (isIn ? journal.loaded(number, null) : journal.failed(number, reasonOf(failure))))
      .catch(() => {});
    throw failure;
  }
};

const takeConfigInto = async <Report>(parts: Parts<Report>): Promise<void> => {
  const { folder, config } = parts.read;
  const read = await readConfig(folder);
  if (read.config.timezone !== config.timezone)
    throw new Problem("bad_config", {
      ...{ file: join(folder, configFile), line: null, key: "timezone" },
      reason: `was ${config.timezone} when the workspace was opened.`,
      remedy: "End what has it open, and open it again.",
    });
  parts.read = read;
};

/** Work one after another, each whatever became of the one before. */
const inTurn = (): (<Result>(work: () => Promise<Result>) => Promise<Result>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
};

/** What was opened, closed in the opposite order, once, whatever fails on the way. */
const closings = (): { readonly add: (close: () => Promise<void>) => void; readonly close: () => Promise<void> } => {
  const all: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const close of all.toReversed()) await close().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  };
  return {
    add: (close) => {
      all.push(close);
    },
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
};

const bringUp = async <Report>(
  read: Parts<Report>["read"],
  options: OpenOptions<Report>,
  wasLeft: boolean,
  add: (close: () => Promise<void>) => void,
): Promise<Parts<Report>> => {
  const { folder, config } = read;
  const loaded: number[] = [];
  const accepted = await openAccepted(join(folder, "accepted"));
  await clearDrafts(accepted);
  const { ledger, annotations, views, close } = openLedger(join(folder, "state.db"), accepted, () => loaded);
  add(close);
  const tempDirectory = await emptyFolder(join(folder, ".temp"));
  add(() => remove(tempDirectory));
  const { memoryLimit, threads } = options;
  const where: WarehouseOptions = {
    file: join(folder, "warehouse.duckdb"),
    tempDirectory,
    memoryLimit,
    threads,
    basis: basisOf(options.basis ?? ""),
    zone: config.timezone,
  };
  const opened = await openWarehouse(where);
  loaded.push(...opened.loaded);
  // Who was killed may not have told the journal what came into the warehouse. A journal that cannot hear it is for the doctor.
  if (wasLeft) await ledger().catch(() => {});
  const onMessage = options.onMessage ?? (() => {});
  const warehouse = await recover(opened, where, { accepted, config, load: options.load, ledger, onMessage });
  loaded.splice(0, loaded.length, ...warehouse.loaded);
  const { engine } = warehouse;
  add(async () => {
    await engine[Symbol.asyncDispose]();
  });
  if (options.accepting !== true) {
    await using session = await engine.session();
    await seal(session);
  }
  return { options, read, accepted, engine, ledger, annotations, views, loaded };
};

const open = async <Report>(read: Parts<Report>["read"], options: OpenOptions<Report>): Promise<Workspace<Report>> => {
  const { folder } = read;
  const lock = await takeLock(join(folder, lockFile), folder, options.waitMs ?? 8000);
  const { add, close } = closings();
  add(lock.release);
  try {
    const parts = await bringUp(read, options, lock.wasLeft, add);
    const oneAfterAnother = inTurn();
    add(() => oneAfterAnother(async () => {}));
    return {
      folder,
      get config() {
        return parts.read.config;
      },
      engine: parts.engine,
      get version() {
        return { batch: parts.loaded.at(-1) ?? 0, configHash: parts.read.hash };
      },
      session: () => parts.engine.session(),
      acceptBatch: (files, mapping, how = {}) => oneAfterAnother(() => acceptInto(parts, files, mapping, how)),
      takeConfig: () => oneAfterAnother(() => takeConfigInto(parts)),
      batches: async () => (await parts.ledger()).entries(),
      annotations: parts.annotations,
      views: parts.views,
      announce: lock.announce,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
};

/**
 * Opens a workspace for this process alone. Batches that were accepted but are not in the warehouse are loaded first.
 * Problems: `not_a_workspace`, `bad_config`, `workspace_locked`, `accepted_file_missing`, `batch_not_loadable`, `state_damaged`.
 */
export const openWorkspace = async <Report>(
  folder: string,
  options: OpenOptions<Report>,
): Promise<Workspace<Report>> => {
  if (await finishRestore(resolve(folder))) options.onMessage?.("A restore had been cut short: it was finished.");
  return open(await readConfig(resolve(folder)), options);
};

/** The process that has the workspace open, or null: a command asks a server there instead of opening the files a second time. */
export const ownerOfWorkspace = (folder: string): Promise<Owner | null> => ownerOf(join(resolve(folder), lockFile));
