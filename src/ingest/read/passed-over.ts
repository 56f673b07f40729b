/** What folders and archives hold that may be tables and is not read: it is told, as nothing that may be data is left where it is in silence. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { firstBytes, isZip } from "./bytes.ts";
import { isBeside, isSearchedFor, mayBeTable } from "./files.ts";
import { isWorkbook } from "./workbook.ts";
import { leftInZip, type Unpacked } from "./zip.ts";

interface PassedOver {
  /** Of folders, those in them: each may be named itself. */
  readonly files: readonly string[];
  /** Of archives. */
  readonly packed: readonly string[];
}

const entriesOf = (path: string): Promise<Dirent[]> => readdir(path, { withFileTypes: true }).catch(() => []);

const isArchive = async (path: string): Promise<boolean> => {
  const head = await firstBytes(path, 4).catch(() => new Uint8Array(0));
  return isZip(head) && !(await isWorkbook(path, path).catch(() => true));
};

/** Of an archive, by the names that are shown for them; of anything else none. What is wrong with the archive is said where it is read. */
const packedIn = async ({ path, name }: Unpacked): Promise<readonly string[]> => {
  if (!(await isArchive(path))) return [];
  const left = await leftInZip(path, name).catch(() => []);
  return left.map((one) => `${name}/${one}`).toSorted();
};

/** A container that is opened in a folder, if it is one. */
const isContainer = (name: string): boolean => /\.(zip|xls[xm])$/i.test(name);

const isLeft = async (folder: string, entry: Dirent): Promise<boolean> => {
  const path = join(folder, entry.name);
  if (isBeside(entry.name)) return false;
  if (entry.isDirectory()) return (await entriesOf(path)).some((one) => one.isFile() && isSearchedFor(one.name));
  if (!entry.isFile()) return false;
  return isContainer(entry.name) ? !isZip(await firstBytes(path, 4)) : mayBeTable(entry.name);
};

/** In the order of their names. */
export const passedOver = async (paths: readonly string[]): Promise<PassedOver> => {
  const [files, packed]: [string[], string[]] = [[], []];
  for (const path of paths) {
    const entries = (await entriesOf(path)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const inside = join(path, entry.name);
      if (await isLeft(path, entry)) files.push(inside);
      else if (entry.isFile()) packed.push(...(await packedIn({ path: inside, name: inside })));
    }
    if (entries.length === 0) packed.push(...(await packedIn({ path, name: path })));
  }
  return { files, packed };
};

/** Of files that are given under other names. */
export const leftPacked = async (files: readonly Unpacked[]): Promise<readonly string[]> =>
  (await Promise.all(files.map(packedIn))).flat();
