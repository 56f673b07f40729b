/** Files that are on the disk, not only on their way, when a call returns. */
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

// Some systems do not let a directory be opened or synced; there a rename is as durable as it gets.
const refused = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"]);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

export const hasCode = (error: unknown, code: string): boolean => codeOf(error) === code;

/** How Windows says that somebody looks at a file just now (a virus scanner, the search index, another command) or that its name is about to go. */
const held = new Set(["EPERM", "EACCES", "EBUSY", "ENOTEMPTY"]);
const longestPauseMs = 1000;

/** Tries again for two seconds what Windows refuses for a moment. Elsewhere the same words say that it is not allowed. */
export const patiently = async <Result>(
  work: () => Promise<Result>,
  isWindows = process.platform === "win32",
): Promise<Result> => {
  for (let pauseMs = 8; ; pauseMs *= 2) {
    try {
      return await work();
    } catch (error) {
      if (!isWindows || pauseMs > longestPauseMs || !held.has(codeOf(error))) throw error;
      await pause(pauseMs);
    }
  }
};

/** Gives a file or folder another name; a file that has it is replaced. */
export const move = (from: string, to: string): Promise<void> => patiently(() => rename(from, to));

/** A file, or a folder with all that is in it; what is not there need not go. */
export const remove = (path: string): Promise<void> => patiently(() => rm(path, { recursive: true, force: true }));

/** Makes the names in a folder durable. */
export const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!refused.has(codeOf(error))) throw error;
  }
};

/** Puts a file that is already on the disk under its final name, all at once. */
export const moveInto = async (from: string, to: string): Promise<void> => {
  await move(from, to);
  await syncFolder(dirname(to));
};

/** Writes a small file so that after a power cut it is there as a whole or not at all. */
export const writeDurably = async (path: string, content: string | Uint8Array): Promise<void> => {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const handle = await open(draft, "w");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveInto(draft, path);
  } catch (error) {
    await remove(draft);
    throw error;
  }
};
