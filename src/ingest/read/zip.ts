/** A ZIP of exports: its tables copied out one after another, and nothing that is larger than it says. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { Problem } from "../../problem.ts";
import { type GivenFile, isBeside, mayBeTable } from "./files.ts";
import { maxEntries, maxRatio, maxUnpacked, ratioFrom } from "./limits.ts";

/** A file that was unpacked: what the user would call it, and where it lies. */
export type Unpacked = Exclude<GivenFile, string>;

export const refusedArchive = (path: string, reason: string, remedy: string): Problem =>
  new Problem("file_unreadable", { path, line: null, reason, remedy });

const damaged = (path: string): Problem =>
  refusedArchive(path, "the archive is cut off, damaged or encrypted.", "Make it again, without a password.");

const tooLarge = (path: string): Problem =>
  refusedArchive(
    path,
    "it unpacks to far more than an archive of tables does.",
    "Unpack it yourself if you trust it, and import the folder.",
  );

const inflates = (plain: number, packed: number): boolean => plain > ratioFrom && plain > packed * maxRatio;

/** Throws `file_unreadable` for what is no whole archive, climbs out of its folder, or would unpack to too much. */
export const entriesOf = async (archive: ZipFile, name: string): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  let plain = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      plain += entry.uncompressedSize;
      if (entries.length > maxEntries || plain > maxUnpacked || inflates(entry.uncompressedSize, entry.compressedSize))
        throw tooLarge(name);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof Error && /path|characters/.test(error.message))
      throw refusedArchive(
        name,
        "a path in it leads out of the archive.",
        "Nothing of it was written. Ask where it comes from.",
      );
    throw damaged(name);
  }
  return entries;
};

export const openZip = async (path: string, name: string): Promise<ZipFile> => {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch {
    throw damaged(name);
  }
};

const isOwn = ({ fileName }: Entry): boolean =>
  !fileName.split("/").some((part) => part === "__MACOSX" || isBeside(part));

const isTable = (entry: Entry): boolean =>
  /\.(csv|tsv|tab|ndjson|jsonl|parquet|xls[xm])(\.gz)?$/i.test(entry.fileName) && isOwn(entry);

const copyOut = async (archive: ZipFile, entry: Entry, name: string, target: string): Promise<void> => {
  try {
    await using output = await open(target, "wx");
    // Nothing is waited for between this and the pipeline: an entry that is larger than it says would fail with nobody listening.
    const source = await archive.openReadStreamPromise(entry);
    let checksum = 0;
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          checksum = crc32(chunk, checksum);
          yield chunk;
        }
      },
      output.createWriteStream(),
    );
    if (checksum !== entry.crc32) throw damaged(name);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") throw error;
    throw damaged(name);
  }
};

/** Files get names of our own in the folder: those of the archive are only shown. Other files in it are left alone. */
export const unpackZip = async (path: string, name: string, folder: string): Promise<readonly Unpacked[]> => {
  const archive = await openZip(path, name);
  try {
    const unpacked: Unpacked[] = [];
    for (const [index, entry] of (await entriesOf(archive, name)).filter(isTable).entries()) {
      const target = join(folder, `entry-${unpacked.length + 1}-${index}`);
      await copyOut(archive, entry, name, target);
      unpacked.push({ name: `${name}/${entry.fileName}`, path: target });
    }
    return unpacked;
  } finally {
    archive.close();
  }
};

/** What is left alone in an archive though it may be a table, by its name there. */
export const leftInZip = async (path: string, name: string): Promise<readonly string[]> => {
  const archive = await openZip(path, name);
  try {
    const entries = await entriesOf(archive, name);
    return entries.filter((entry) => mayBeTable(entry.fileName) && isOwn(entry)).map(({ fileName }) => fileName);
  } finally {
    archive.close();
  }
};
