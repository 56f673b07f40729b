/** A backup: what cannot be made again (the configuration, what was accepted, the state), with the hash of each file. The workspace may be in use meanwhile. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { copyState } from "../state/index.ts";
import { hasCode, move, remove, syncFolder, writeDurably } from "./durable.ts";
import { copyDurably, type Hashed, hashOf } from "./hashed.ts";

export interface BackupFile extends Hashed {
  /** Within the backup, with `/`. */
  readonly path: string;
}

export interface Backup {
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  /** The last import in it; 0 when there is none. */
  readonly batch: number;
  readonly files: readonly BackupFile[];
}

interface Manifest {
  readonly format: 1;
  readonly made_at: string;
  readonly batch: number;
  readonly files: readonly BackupFile[];
}

const format = 1;
const backupManifest = "backup.json";
const configFile = "quarterdeck.yaml";
const stateFile = "state.db";
const formatFile = "accepted/format";
const stampPattern = /^\d{8}T\d{6}(?:\d{3})?Z(?:-\d+)?$/;

/** Where backups lie when nobody says otherwise. */
export const backupsOf = (folder: string): string => join(folder, "backups");

const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[-:.]/g, "");

const copyBatches = async (folder: string, draft: string): Promise<readonly BackupFile[]> => {
  const batches = join(folder, "accepted", "batches");
  const copied: BackupFile[] = [];
  for (const name of (await readdir(batches).catch(() => [])).filter((one) => one.endsWith(".json")).sort()) {
    const path = `accepted/batches/${name}`;
    try {
      copied.push({ path, ...(await copyDurably(join(batches, name), join(draft, path))) });
    } catch (error) {
      // A batch that was set aside meanwhile has another name now: it was never loaded.
      if (!hasCode(error, "ENOENT")) throw error;
    }
  }
  return copied;
};

const hashesIn = async (draft: string, batches: readonly BackupFile[]): Promise<readonly string[]> => {
  const hashes = new Set<string>();
  for (const { path } of batches) {
    const manifest: { files?: readonly { hash?: string }[] } = JSON.parse(await readFile(join(draft, path), "utf8"));
    for (const { hash } of manifest.files ?? []) if (hash !== undefined) hashes.add(hash);
  }
  return [...hashes].sort();
};

const copyAccepted = async (
  folder: string,
  draft: string,
  hashes: readonly string[],
): Promise<readonly BackupFile[]> => {
  const copied: BackupFile[] = [];
  for (const hash of hashes) {
    const path = `accepted/files/${hash}`;
    const from = join(folder, path);
    if (!existsSync(from)) throw new Problem("accepted_file_damaged", { path: from, reason: "it is gone" });
    const found = await copyDurably(from, join(draft, path));
    if (found.hash !== hash)
      throw new Problem("accepted_file_damaged", { path: from, reason: "its content is not what was accepted" });
    copied.push({ path, ...found });
  }
  return copied;
};

const lastBatch = (batches: readonly BackupFile[]): number =>
  Math.max(0, ...batches.map(({ path }) => Number(/(\d+)\.json$/.exec(path)?.[1] ?? 0)));

const freeName = (to: string, stamp: string): string => {
  let name = stamp;
  for (let number = 2; existsSync(join(to, name)); number += 1) name = `${stamp}-${number}`;
  return name;
};

/**
 * Makes a backup of the workspace in a folder of its own under `to`; there is the whole of it, or nothing.
 * Problems: `not_a_workspace`, `accepted_file_damaged`.
 */
export const makeBackup = async (folder: string, to: string, now: number): Promise<Backup> => {
  if (!existsSync(join(folder, configFile))) throw new Problem("not_a_workspace", { folder });
  await mkdir(to, { recursive: true });
  const draft = join(to, `.${randomUUID()}.draft`);
  await mkdir(draft);
  try {
    const files: BackupFile[] = [
      { path: configFile, ...(await copyDurably(join(folder, configFile), join(draft, configFile))) },
    ];
    // The state first: what it knows of was accepted before, so that every batch in it is among those copied after.
    if (existsSync(join(folder, stateFile))) {
      copyState(join(folder, stateFile), join(draft, stateFile));
      files.push({ path: stateFile, ...(await hashOf(join(draft, stateFile))) });
    }
    const batches = await copyBatches(folder, draft);
    files.push(...batches, ...(await copyAccepted(folder, draft, await hashesIn(draft, batches))));
    if (existsSync(join(folder, formatFile)))
      files.push({ path: formatFile, ...(await copyDurably(join(folder, formatFile), join(draft, formatFile))) });
    const made: Manifest = { format, made_at: new Date(now).toISOString(), batch: lastBatch(batches), files };
    await writeDurably(join(draft, backupManifest), `${JSON.stringify(made, null, 1)}\n`);
    const name = freeName(to, stampOf(now));
    await move(draft, join(to, name));
    await syncFolder(to);
    return { folder: join(to, name), madeAt: now, batch: made.batch, files };
  } catch (error) {
    await remove(draft);
    throw error;
  }
};

const isNewer = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "format" in value && Number(value.format) > format;

const isManifest = (value: unknown): value is Manifest =>
  typeof value === "object" &&
  value !== null &&
  "format" in value &&
  value.format === format &&
  "files" in value &&
  Array.isArray(value.files);

/** What the backup says of itself. Problem: `backup_damaged`. */
const readBackup = async (folder: string): Promise<Backup> => {
  const text = await readFile(join(folder, backupManifest), "utf8").catch(() => {
    throw new Problem("backup_damaged", { folder, reason: `it has no ${backupManifest}` });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem("backup_damaged", { folder, reason: `its ${backupManifest} cannot be read` });
  }
  if (isNewer(value)) throw new Problem("workspace_newer", { folder, part: `the format of ${backupManifest}` });
  if (!isManifest(value))
    throw new Problem("backup_damaged", { folder, reason: `its ${backupManifest} is not one of ours` });
  const climbing = value.files.find(({ path }) => path.startsWith("/") || path.split(/[\\/]/).includes(".."));
  if (climbing !== undefined)
    throw new Problem("backup_damaged", { folder, reason: `it names ${climbing.path}, which lies outside of it` });
  return { folder, madeAt: Date.parse(value.made_at), batch: value.batch, files: value.files };
};

/** Looks at every file of a backup. Problem: `backup_damaged`. */
export const verifyBackup = async (folder: string): Promise<Backup> => {
  const backup = await readBackup(folder);
  for (const { path, hash, size } of backup.files) {
    const found = await hashOf(join(folder, path)).catch(() => null);
    if (found === null) throw new Problem("backup_damaged", { folder, reason: `${path} is gone` });
    if (found.hash !== hash || found.size !== size)
      throw new Problem("backup_damaged", { folder, reason: `${path} is not as it was written` });
  }
  return backup;
};

/** The backups in a folder, the newest first. */
export const listBackups = async (to: string): Promise<readonly string[]> =>
  (await readdir(to).catch(() => []))
    .filter((name) => stampPattern.test(name))
    .sort()
    .reverse()
    .map((name) => join(to, name));

/** Takes away what a killed backup left. */
export const clearBackupDrafts = async (to: string): Promise<void> => {
  for (const name of await readdir(to).catch(() => []))
    if (name.startsWith(".") && name.endsWith(".draft")) await remove(join(to, name));
};
