/** A workspace as a backup has it. What was there is kept beside; a restore that is cut short is finished at the next start. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Problem } from "../problem.ts";
import { type Backup, backupsOf, listBackups, verifyBackup } from "./backup.ts";
import { move, remove, syncFolder, writeDurably } from "./durable.ts";
import { copyDurably } from "./hashed.ts";
import { takeLock } from "./lock.ts";

const staged = ".restore";
const lockFile = "quarterdeck.lock";
/** The sidecars before the files that they belong to; the warehouse is made anew from what was accepted. */
const replaced = [
  "state.db-wal",
  "state.db-shm",
  "warehouse.duckdb.wal",
  "warehouse.duckdb",
  "quarterdeck.yaml",
  "state.db",
  "accepted",
];

interface Ready {
  /** The folder, within the workspace, for what was there before. */
  readonly kept: string;
  /** What was there before. */
  readonly present: readonly string[];
}

const readyFile = "ready.json";

/** A log goes by itself when the last who looked at its file lets go of it. */
const setAside = (is: string, aside: string): Promise<void> =>
  move(is, aside).catch((error: unknown) => {
    if (existsSync(is)) throw error;
  });

/** Puts the staged files in place of the present ones, which go aside. Each step can be done again. */
const swap = async (folder: string): Promise<string> => {
  const ready: Ready = JSON.parse(await readFile(join(folder, staged, readyFile), "utf8"));
  const kept = join(folder, ready.kept);
  await mkdir(kept, { recursive: true });
  for (const name of replaced) {
    const [is, next, aside] = [join(folder, name), join(folder, staged, name), join(kept, name)];
    if (ready.present.includes(name) && !existsSync(aside)) await setAside(is, aside);
    if (existsSync(next)) await move(next, is);
  }
  await syncFolder(folder);
  await remove(join(folder, staged));
  return kept;
};

/** Finishes a restore that was cut short after everything was staged, and forgets one that was cut short before. */
export const finishRestore = async (folder: string): Promise<boolean> => {
  if (!existsSync(join(folder, staged))) return false;
  const lock = await takeLock(join(folder, lockFile), folder, 0);
  try {
    const isReady = existsSync(join(folder, staged, readyFile));
    if (isReady) await swap(folder);
    else await remove(join(folder, staged));
    return isReady;
  } finally {
    await lock.release();
  }
};

export interface Restored {
  readonly backup: Backup;
  /** Where the files that were there before are; null when there were none. */
  readonly kept: string | null;
}

/** The newest backup in the workspace's own folder that is whole. Problem: `no_backup`. */
const newestBackup = async (folder: string): Promise<string> => {
  for (const one of await listBackups(backupsOf(folder))) {
    const isWhole = await verifyBackup(one).then(
      () => true,
      () => false,
    );
    if (isWhole) return one;
  }
  throw new Problem("no_backup", { folder: backupsOf(folder) });
};

/**
 * Restores a workspace from a backup folder, or from its newest. Nobody may have the workspace open.
 * Problems: `backup_damaged`, `no_backup`, `workspace_locked`.
 */
export const restoreBackup = async (target: string, from: string | null, now: number): Promise<Restored> => {
  const folder = resolve(target);
  const source = from === null ? await newestBackup(folder) : resolve(from);
  const backup = await verifyBackup(source);
  await mkdir(folder, { recursive: true });
  await finishRestore(folder);
  const lock = await takeLock(join(folder, lockFile), folder, 2000);
  try {
    await remove(join(folder, staged));
    try {
      for (const { path } of backup.files) await copyDurably(join(source, path), join(folder, staged, path));
    } catch (error) {
      await remove(join(folder, staged));
      throw error;
    }
    const names = await readdir(folder);
    const present = replaced.filter((name) => names.includes(name));
    const kept = `before-restore-${new Date(now).toISOString().replaceAll(/[-:.]/g, "")}`;
    const ready: Ready = { kept, present };
    await writeDurably(join(folder, staged, readyFile), JSON.stringify(ready));
    await swap(folder);
    if (present.length === 0) await remove(join(folder, kept));
    return { backup, kept: present.length === 0 ? null : join(folder, kept) };
  } finally {
    await lock.release();
  }
};
