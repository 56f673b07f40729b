/** What was accepted comes into the warehouse: at once when it is accepted, and at the next start when that was cut short. */
import { stat } from "node:fs/promises";
import { closedBy, type Engine, type Session } from "../engines/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem, shortageOf } from "../problem.ts";
import type { JournalBatch } from "../state/index.ts";
import {
  type Accepted,
  type AcceptedFile,
  acceptedBatches,
  filePath,
  manifestGone,
  readManifest,
  setAside,
  tried,
  untried,
} from "./accepted.ts";
import type { Ledger } from "./ledger.ts";
import { beginAnew, forgetOld, loadedBatches, markLoaded, type Warehouse, type WarehouseOptions } from "./warehouse.ts";

export interface AcceptedBatch extends Omit<JournalBatch, "files"> {
  readonly files: readonly AcceptedFile[];
}

export interface LoadStep {
  readonly session: Session;
  readonly config: WorkspaceConfig;
  readonly batch: AcceptedBatch;
  /** Where an accepted file lies, by its hash. */
  readonly pathOf: (hash: string) => string;
  /** To be called once, inside the transaction that writes the batch. */
  readonly mark: () => Promise<void>;
}

/** Reads the accepted files and writes them into the warehouse in one transaction; what it returns is kept in the journal as JSON. */
export type Loader<Report> = (step: LoadStep) => Promise<Report>;

const locate = async (accepted: Accepted, batch: JournalBatch): Promise<AcceptedBatch> => {
  const files = batch.files.map((file) => ({ ...file, path: filePath(accepted, file) }));
  for (const file of files)
    await stat(file.path).catch(() => {
      throw new Problem("accepted_file_missing", { batch: batch.batch, name: file.name, path: file.path });
    });
  return { ...batch, files };
};

export const loadBatch = async <Report>(
  engine: Engine,
  accepted: Accepted,
  config: WorkspaceConfig,
  batch: JournalBatch,
  load: Loader<Report>,
  signal?: AbortSignal,
): Promise<Report> => {
  await using session = await engine.session();
  await using _closing = closedBy(signal, session);
  let marked = 0;
  const report = await load({
    session,
    config,
    batch: await locate(accepted, batch),
    pathOf: (hash) => filePath(accepted, { hash }),
    mark: () => {
      marked += 1;
      return markLoaded(session, batch.batch, batch.importedAt);
    },
  });
  if (marked !== 1) throw new Error(`the loader marked batch ${batch.batch} ${marked} times`);
  return report;
};

/** Whether the batch is in the warehouse: an error may come after its transaction, when all of it is written. */
export const isLoaded = async (engine: Engine, batch: number): Promise<boolean> => {
  await using session = await engine.session();
  return (await loadedBatches(session)).includes(batch);
};

const describe = ({ batch, files }: JournalBatch): string =>
  `batch ${batch} (${files.map(({ name }) => name).join(", ")})`;

export const reasonOf = (error: unknown): string =>
  shortageOf(error)?.message ?? (error instanceof Error ? error.message : String(error));

export interface RecoverOptions<Report> {
  readonly accepted: Accepted;
  readonly config: WorkspaceConfig;
  readonly load: Loader<Report>;
  readonly ledger: Ledger;
  readonly onMessage: (text: string) => void;
}

/**
 * A batch that was acknowledged must come back; one that never was is set aside when it cannot be loaded, or when a process
 * ended a second time while it was: only the last one can be such a one.
 */
const reload = async <Report>(
  engine: Engine,
  number: number,
  isLast: boolean,
  options: RecoverOptions<Report>,
): Promise<boolean> => {
  const { accepted, config, load, ledger, onMessage } = options;
  const batch = await readManifest(accepted, number);
  const journal = await ledger();
  const entry = (await journal.entries()).find((one) => one.batch === number);
  const isAcknowledged = !isLast || entry?.state === "loaded";
  const giveUp = async (reason: string): Promise<false> => {
    await setAside(accepted, number);
    await journal.failed(number, reason);
    onMessage(`The import of ${describe(batch)} had been cut short and could not be finished: ${reason}`);
    return false;
  };
  if (!isAcknowledged && (await tried(accepted, number))) {
    await untried(accepted, number);
    return giveUp("the process ended again while it was loaded");
  }
  try {
    const report = await loadBatch(engine, accepted, config, batch, load);
    await journal.loaded(number, report);
    return true;
  } catch (error) {
    if (await isLoaded(engine, number)) {
      await journal.loaded(number, null);
      return true;
    }
    if (!isAcknowledged) return giveUp(reasonOf(error));
    throw error instanceof Problem
      ? error
      : new Problem("batch_not_loadable", { batch: number, reason: reasonOf(error) });
  } finally {
    await untried(accepted, number);
  }
};

const because: Record<Exclude<Warehouse["begun"], null>, string> = {
  absent: "the warehouse was absent",
  unreadable: "the warehouse could not be read",
  outdated: "the warehouse was of an earlier form",
  rezoned: "quarterdeck.yaml had another timezone",
};

/**
 * Brings the warehouse up to what was accepted: loads the batches that are missing, in their order, or all of them anew
 * when there is a gap. Says what it did. Problem: `accepted_file_damaged` where it holds a batch that is not among them.
 */
export const recover = async <Report>(
  opened: Warehouse,
  warehouseOptions: WarehouseOptions,
  options: RecoverOptions<Report>,
): Promise<Warehouse> => {
  const wanted = await acceptedBatches(options.accepted);
  const isPrefix = opened.loaded.every((batch, index) => wanted[index] === batch);
  if (isPrefix && opened.loaded.length === wanted.length) {
    await forgetOld(warehouseOptions);
    return opened;
  }
  let warehouse = opened;
  const unknown = opened.loaded.find((batch) => !wanted.includes(batch));
  if (unknown !== undefined) {
    await opened.engine[Symbol.asyncDispose]();
    throw manifestGone(options.accepted, unknown);
  }
  if (!isPrefix) {
    await opened.engine[Symbol.asyncDispose]();
    warehouse = await beginAnew(warehouseOptions, "outdated");
  }
  try {
    const loaded = [...warehouse.loaded];
    for (const number of wanted.slice(loaded.length))
      if (await reload(warehouse.engine, number, number === wanted.at(-1), options)) loaded.push(number);
    const came = loaded.length - warehouse.loaded.length;
    if (came > 0) options.onMessage(told(came, warehouse.begun));
    await forgetOld(warehouseOptions);
    return { ...warehouse, loaded };
  } catch (error) {
    await warehouse.engine[Symbol.asyncDispose]();
    throw error;
  }
};

const told = (count: number, begun: Warehouse["begun"]): string => {
  const batches = count === 1 ? "1 import was" : `${count} imports were`;
  return begun === null
    ? `${batches} accepted earlier but not yet loaded; that is done now.`
    : `${batches} loaded again from accepted/, as ${because[begun]}.`;
};
