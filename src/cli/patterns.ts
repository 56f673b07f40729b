/** Paths with a star in their last part: cmd.exe and PowerShell hand them over as they are typed, every other shell as the files that they stand for. */
import { readdir } from "node:fs/promises";
import { matchesGlob } from "../ingest/mapping/spelling.ts";
import { isBeside } from "../ingest/read/files.ts";
import { lastPart } from "../model/last-part.ts";

const filesLike = async (path: string): Promise<readonly string[]> => {
  const pattern = lastPart(path);
  const folder = path.slice(0, path.length - pattern.length);
  const names = await readdir(folder === "" ? "." : folder).catch(() => []);
  const found = names.filter((name) => matchesGlob(pattern, name) && !isBeside(name));
  // What stands for nothing is told to be missing, as it was typed.
  return found.length === 0 ? [path] : found.toSorted().map((name) => `${folder}${name}`);
};

/** As the user meant them. */
export const expanded = async (
  paths: readonly string[],
  isWindows = process.platform === "win32",
): Promise<readonly string[]> =>
  isWindows
    ? (await Promise.all(paths.map(async (path) => (path.includes("*") ? filesLike(path) : [path])))).flat()
    : paths;
