/** Files that are on the disk, not only on their way, when a call returns. */
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

// Some systems do not let a directory be opened or synced; there a rename is as durable as it gets.
const refused = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"]);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

export const hasCode = (error: unknown, code: string): boolean => codeOf(error) === code;

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
  await rename(from, to);
  await syncFolder(dirname(to));
};

/** Writes a small file so that after a power cut it is there as a whole or not at all. */
export const writeDurably = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${process.pid}.draft`;
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await moveInto(draft, path);
};
