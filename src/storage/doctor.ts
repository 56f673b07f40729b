/** Looks a workspace over, and mends what can be mended: from what was accepted, or from a backup. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { seal } from "../engines/index.ts";
import { parseConfig } from "../model/config.ts";
import { Problem, shortageOf } from "../problem.ts";
import { name, sql } from "../sql/index.ts";
import { type JournalBatch, type JournalEntry, openState, stateFault } from "../state/index.ts";
import {
  type Accepted,
  acceptedBatches,
  clearDrafts,
  failedBatches,
  filePath,
  openAccepted,
  readManifest,
  writeManifest,
} from "./accepted.ts";
import { backupsOf, clearBackupDrafts, listBackups } from "./backup.ts";
import { move, remove } from "./durable.ts";
import { copyDurably, hashOf } from "./hashed.ts";
import { takeLock } from "./lock.ts";
import { finishRestore } from "./restore.ts";
import { type OpenOptions, openWorkspace } from "./workspace.ts";

export interface Examined {
  readonly of: "configuration" | "lock" | "restore" | "accepted files" | "state" | "warehouse";
  readonly state: "well" | "mended" | "sick";
  /** What was found, and what was done about it. */
  readonly what: string;
}

const lockFile = "quarterdeck.lock";
const stateFile = "state.db";

const setAside = async (folder: string, names: readonly string[], now: number): Promise<string> => {
  const aside = join(folder, `damaged-${new Date(now).toISOString().replaceAll(/[-:.]/g, "")}`);
  await mkdir(aside, { recursive: true });
  for (const one of names) if (existsSync(join(folder, one))) await move(join(folder, one), join(aside, one));
  return aside;
};

/** The same content in one of the workspace's backups. */
const savedCopy = async (folder: string, hash: string): Promise<string | null> => {
  for (const backup of await listBackups(backupsOf(folder))) {
    const path = join(backup, "accepted", "files", hash);
    if (existsSync(path) && (await hashOf(path)).hash === hash) return path;
  }
  return null;
};

/** What the journal says was accepted; nothing where it cannot be read. */
const journalled = async (folder: string): Promise<readonly JournalEntry[]> => {
  const file = join(folder, stateFile);
  if (!existsSync(file) || stateFault(file) !== null) return [];
  await using state = await openState(file);
  return await state.journal.entries();
};

/** Whether the files told every record of their kinds: then the report says which ones were missing in them. */
const wasFull = (report: unknown): boolean => typeof report === "object" && report !== null && "missing" in report;

/** Manifests that are gone or cannot be read, written anew from what the journal knows. */
const mendManifests = async (folder: string, accepted: Accepted): Promise<readonly Examined[]> => {
  const known = await acceptedBatches(accepted);
  const aside = await failedBatches(accepted);
  const found: Examined[] = [];
  for (const { batch, importedAt, files, mapping, state, report } of await journalled(folder)) {
    if (state === "failed" || aside.includes(batch)) continue;
    if (known.includes(batch) && (await readManifest(accepted, batch).catch(() => null)) !== null) continue;
    await writeManifest(accepted, { batch, importedAt, files, mapping, ...(wasFull(report) ? { full: true } : {}) });
    found.push({
      of: "accepted files",
      state: "mended",
      what: `what import ${batch} was could not be read: written anew from the journal`,
    });
  }
  return found;
};

const examineAccepted = async (folder: string): Promise<readonly Examined[]> => {
  const accepted = await openAccepted(join(folder, "accepted"));
  await clearDrafts(accepted);
  const found: Examined[] = [...(await mendManifests(folder, accepted))];
  const seen = new Set<string>();
  const batches = await acceptedBatches(accepted);
  for (const number of batches) {
    const manifest: JournalBatch | null = await readManifest(accepted, number).catch(() => null);
    if (manifest === null) {
      found.push({
        of: "accepted files",
        state: "sick",
        what: `what import ${number} was cannot be read: restore a backup`,
      });
      continue;
    }
    for (const file of manifest.files) {
      if (seen.has(file.hash)) continue;
      seen.add(file.hash);
      const path = filePath(accepted, file);
      const is = await hashOf(path).catch(() => null);
      if (is?.hash === file.hash) continue;
      const fault = `${file.name} of import ${number} is ${is === null ? "gone" : "damaged"}`;
      const saved = await savedCopy(folder, file.hash);
      if (saved === null) found.push({ of: "accepted files", state: "sick", what: `${fault}, and no backup has it` });
      else {
        await remove(path);
        await copyDurably(saved, path);
        found.push({ of: "accepted files", state: "mended", what: `${fault}: brought back from ${saved}` });
      }
    }
  }
  return found.length > 0
    ? found
    : [
        {
          of: "accepted files",
          state: "well",
          what: `${seen.size} files of ${batches.length} imports are as they were accepted`,
        },
      ];
};

const examineState = async (folder: string, now: number): Promise<Examined> => {
  const file = join(folder, stateFile);
  if (!existsSync(file)) return { of: "state", state: "well", what: "there is none yet" };
  const fault = stateFault(file);
  if (fault === null) return { of: "state", state: "well", what: "the journal, views and notes are sound" };
  const aside = await setAside(folder, [stateFile, `${stateFile}-wal`, `${stateFile}-shm`], now);
  return {
    of: "state",
    state: "mended",
    what: `state.db could not be read (${fault}): the journal is made anew from accepted/; views and notes come back with quarterdeck restore. The damaged file is in ${aside}`,
  };
};

const examineWarehouse = async <Report>(folder: string, options: OpenOptions<Report>): Promise<Examined> => {
  const said: string[] = [];
  const open = () => openWorkspace(folder, { ...options, onMessage: (text) => said.push(text) });
  const scan = async (): Promise<number> => {
    await using workspace = await open();
    await using session = await workspace.session();
    await seal(session);
    const tables = await session.rows<{ schema: string; table: string }>(
      sql`select schema_name as schema, table_name as table from duckdb_tables() where database_name = 'warehouse' order by all`,
    );
    for (const { schema, table } of tables)
      await session.rows(sql`select bit_xor(hash(t)) as sum from ${name(`${schema}.${table}`)} t`);
    return tables.length;
  };
  const hadOne = existsSync(join(folder, "warehouse.duckdb"));
  try {
    const tables = await scan();
    return said.length === 0 || !hadOne
      ? { of: "warehouse", state: "well", what: `${tables} tables were read through` }
      : { of: "warehouse", state: "mended", what: said.join("; ") };
  } catch (error) {
    if (error instanceof Problem || shortageOf(error) !== null) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    await remove(join(folder, "warehouse.duckdb"));
    await remove(join(folder, "warehouse.duckdb.wal"));
    await scan();
    return {
      of: "warehouse",
      state: "mended",
      what: `it could not be read (${reason}) and was built anew from accepted/`,
    };
  }
};

/**
 * Examines the configuration, the lock, what was accepted, the state and the warehouse, in this order, and mends what it
 * can. Nobody else may have the workspace open. Problems: `not_a_workspace`, `bad_config`, `workspace_locked`.
 */
export const examine = async <Report>(
  target: string,
  options: OpenOptions<Report>,
  now: number,
): Promise<readonly Examined[]> => {
  const folder = resolve(target);
  const found: Examined[] = [];
  if (await finishRestore(folder))
    found.push({ of: "restore", state: "mended", what: "a restore was cut short: it is finished" });
  const config = join(folder, "quarterdeck.yaml");
  const written = await readFile(config).catch(() => null);
  if (written === null) throw new Problem("not_a_workspace", { folder });
  parseConfig(written, config);
  found.push({ of: "configuration", state: "well", what: "quarterdeck.yaml is understood" });
  const hadLock = (await readdir(folder)).includes(lockFile);
  const lock = await takeLock(join(folder, lockFile), folder, 2000);
  try {
    found.push(
      hadLock
        ? { of: "lock", state: "mended", what: "its owner had gone without a word: taken away" }
        : { of: "lock", state: "well", what: "nobody has the workspace open" },
    );
    await clearBackupDrafts(backupsOf(folder));
    found.push(...(await examineAccepted(folder)), await examineState(folder, now));
  } finally {
    await lock.release();
  }
  if (found.some(({ state }) => state === "sick"))
    return [...found, { of: "warehouse", state: "sick", what: "not looked at: what it is made of is damaged" }];
  return [...found, await examineWarehouse(folder, options)];
};
