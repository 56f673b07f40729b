/** Who owns a workspace: one process at a time, named in a file, so that others can ask it or wait for it. */
import { open, readFile, realpath, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../problem.ts";
import { type Beacon, goesWithItsProcess, lightBeacon, lookFor } from "./beacon.ts";
import { hasCode, patiently, remove, writeDurably } from "./durable.ts";
import { beganAt, isRunning } from "./holder.ts";

export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as its system says: a number is given again to another process one day. */
  readonly began: string | null;
  /** Where its sign of life is, when its beginning cannot be known. */
  readonly beacon?: string | null;
  /** Of which folder it is the owner: a copy of it has the lock, too. */
  readonly folder?: string;
  /** Where it answers, when it is a server. */
  readonly address: string | null;
}

/** The locks that this process holds. */
const held = new Set<string>();

const areOneFile = async (path: string, other: string): Promise<boolean> => {
  const [one, two] = await Promise.all([path, other].map((file) => stat(file, { bigint: true })));
  return one?.ino === two?.ino && one?.dev === two?.dev;
};

/** Whether the folder was copied while it had an owner, who owns the other one still. The same folder by another way to it is no copy. */
const isCopied = async ({ folder, pid, began }: Owner, file: string): Promise<boolean> => {
  if (folder === undefined || folder === (await realpath(dirname(file)))) return false;
  const original = join(folder, basename(file));
  const there = await readOwner(original).catch(() => null);
  return there?.pid === pid && there.began === began && !(await areOneFile(original, file).catch(() => true));
};

/**
 * Whether the owner is gone. Of another machine nothing is known: it counts as alive. A machine may have had another name, as a Mac has in
 * another network: then its beacon says that it was this one.
 */
const isGone = async (owner: Owner, file: string): Promise<boolean> => {
  if (await isCopied(owner, file)) return true;
  const { pid, host, began, beacon } = owner;
  const sign = beacon == null ? null : await lookFor(beacon);
  if (sign === "lit" || sign === "dark") return sign === "dark";
  if (host !== hostname()) return false;
  if (beacon != null && goesWithItsProcess(beacon)) return true;
  // Where the start of a process cannot be known, ours at least is told from an earlier one of the same number.
  if (began === null && pid === process.pid) return !held.has(file);
  return !isRunning(pid, began);
};

type Self = Omit<Owner, "address">;

const written = (self: Self, address: string | null): string => JSON.stringify({ ...self, address } satisfies Owner);

const isOwner = (value: unknown): value is Owner =>
  typeof value === "object" &&
  value !== null &&
  "pid" in value &&
  typeof value.pid === "number" &&
  "host" in value &&
  (!("beacon" in value) || value.beacon === null || typeof value.beacon === "string") &&
  (!("folder" in value) || typeof value.folder === "string");

/** The owner that the file names; `undefined`: no file; null: a file that says nothing. */
const readOwner = async (file: string): Promise<Owner | null | undefined> => {
  try {
    const value: unknown = JSON.parse(await patiently(() => readFile(file, "utf8")));
    return isOwner(value) ? value : null;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

const create = async (file: string, self: Self): Promise<boolean> => {
  try {
    const handle = await patiently(() => open(file, "wx"));
    try {
      await handle.writeFile(written(self, null));
    } catch (error) {
      await remove(file);
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
};

const ageMs = async (file: string): Promise<number> => {
  try {
    return Date.now() - (await patiently(() => stat(file))).mtimeMs;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return 0;
    throw error;
  }
};

// A file without a word in it is being written, or was left by a process that died while writing it.
const unsaidMs = 2000;

const isStale = async (file: string): Promise<boolean> => {
  const owner = await readOwner(file);
  if (owner === undefined) return false;
  return owner === null ? (await ageMs(file)) > unsaidMs : await isGone(owner, file);
};

/**
 * Removes a lock whose owner is gone. Only one process does so at a time: of two that saw the same stale file,
 * the slower would else remove the new lock of the faster.
 */
const removeStale = async (file: string, self: Self): Promise<void> => {
  const taking = `${file}.taking`;
  if (!(await create(taking, self))) {
    if ((await isStale(taking)) || (await ageMs(taking)) > 30_000) await remove(taking);
    return;
  }
  try {
    if (await isStale(file)) await remove(file);
  } finally {
    await remove(taking);
  }
};

export interface Lock {
  /** Whether its last owner ended without giving it back. */
  readonly wasLeft: boolean;
  /** Tells others where to ask instead of opening the files. */
  announce(address: string | null): Promise<void>;
  release(): Promise<void>;
}

const named = (owner: Owner | null): string => {
  if (owner === null) return "another process";
  if (owner.address !== null) return `the server at ${owner.address}`;
  return owner.host === hostname() ? `process ${owner.pid}` : `process ${owner.pid} on ${owner.host}`;
};

const pollMs = 40;

/** Whether it was left by an owner that is gone. */
const take = async (file: string, folder: string, waitMs: number, self: Self): Promise<boolean> => {
  const until = Date.now() + waitMs;
  let wasLeft = false;
  while (!(await create(file, self))) {
    if (await isStale(file)) {
      wasLeft = true;
      await removeStale(file, self);
      continue;
    }
    const owner = (await readOwner(file)) ?? null;
    if (Date.now() >= until || (owner !== null && owner.address !== null))
      throw new Problem("workspace_locked", { folder, owner: named(owner) });
    await pause(pollMs * (0.5 + Math.random()));
  }
  return wasLeft;
};

/**
 * Takes the lock of a workspace. A live owner is waited for up to `waitMs` (a server, which does not go away, is not);
 * then the problem `workspace_locked`. `began`: when this process did, null where that cannot be known.
 */
export const takeLock = async (
  file: string,
  folder: string,
  waitMs: number,
  began = beganAt(process.pid),
): Promise<Lock> => {
  const within = await realpath(dirname(file));
  const beacon: Beacon | null = began === null ? await lightBeacon() : null;
  const path = beacon?.path ?? null;
  const self: Self = { pid: process.pid, host: hostname(), began, beacon: path, folder: within };
  let wasLeft: boolean;
  try {
    wasLeft = await take(file, folder, waitMs, self);
  } catch (error) {
    await beacon?.close();
    throw error;
  }
  held.add(file);
  return {
    wasLeft,
    announce: (address) => writeDurably(file, written(self, address)),
    release: async () => {
      held.delete(file);
      await remove(file);
      await beacon?.close();
    },
  };
};

/** The live owner of a workspace, or null: how a command finds the server to ask. */
export const ownerOf = async (file: string): Promise<Owner | null> => {
  const owner = (await readOwner(file)) ?? null;
  return owner === null || (await isGone(owner, file)) ? null : owner;
};
