/** `accepted/`: the raw files by the hash of their content, and one manifest for each batch. From them everything can be rebuilt. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../problem.ts";
import type { JournalBatch, JournalFile } from "../state/index.ts";
import { hasCode, move, moveInto, remove, syncFolder, writeDurably } from "./durable.ts";

/** What is to be accepted: a file on the disk, or text made here (goals set on the command line). */
export type NewFile =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly content: string };

export interface AcceptedFile extends JournalFile {
  /** Where its content lies now. */
  readonly path: string;
}

export interface Accepted {
  readonly folder: string;
}

const filesOf = ({ folder }: Accepted): string => join(folder, "files");
const batchesOf = ({ folder }: Accepted): string => join(folder, "batches");
const manifestName = (batch: number, ending: string): string => `${String(batch).padStart(6, "0")}${ending}`;
const accepted = ".json";
const failed = ".failed.json";

/** How files and manifests lie here; a folder that does not say is of the first. */
const format = 1;
const formatFile = "format";

/** Problem: `workspace_newer`. */
const checkFormat = async ({ folder }: Accepted): Promise<void> => {
  const said = await readFile(join(folder, formatFile), "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return "1";
    throw error;
  });
  if (Number(said) > format)
    throw new Problem("workspace_newer", { folder: dirname(folder), part: `format ${said.trim()} of accepted/` });
};

/** Problem: `workspace_newer`. */
export const openAccepted = async (folder: string): Promise<Accepted> => {
  const store: Accepted = { folder };
  const isNew = (await mkdir(filesOf(store), { recursive: true })) !== undefined;
  await mkdir(batchesOf(store), { recursive: true });
  if (isNew) await writeDurably(join(folder, formatFile), `${format}\n`);
  else await checkFormat(store);
  return store;
};

const numbersOf = async (store: Accepted, ending: string): Promise<readonly number[]> => {
  const pattern = new RegExp(`^(\\d+)${ending.replaceAll(".", "\\.")}$`);
  const names = await readdir(batchesOf(store));
  return names
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
};

/** Batches that belong into the warehouse, in their order. */
export const acceptedBatches = (store: Accepted): Promise<readonly number[]> => numbersOf(store, accepted);

/** Batches that could not be loaded and were set aside. */
export const failedBatches = (store: Accepted): Promise<readonly number[]> => numbersOf(store, failed);

/** The last number that was ever given. */
export const lastNumber = async (store: Accepted): Promise<number> =>
  Math.max(0, ...(await acceptedBatches(store)), ...(await failedBatches(store)));

export const filePath = (store: Accepted, { hash }: Pick<JournalFile, "hash">): string => join(filesOf(store), hash);

const manifestPath = (store: Accepted, batch: number): string => join(batchesOf(store), manifestName(batch, accepted));

const isManifest = (value: unknown): value is JournalBatch =>
  typeof value === "object" && value !== null && "batch" in value && "files" in value && Array.isArray(value.files);

export const manifestGone = (store: Accepted, batch: number): Problem =>
  new Problem("accepted_file_damaged", { path: manifestPath(store, batch), reason: "it is gone" });

/** The batch as it was accepted. Problem: `accepted_file_damaged`. */
export const readManifest = async (store: Accepted, batch: number): Promise<JournalBatch> => {
  const path = manifestPath(store, batch);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) throw manifestGone(store, batch);
    throw error;
  });
  try {
    const value: unknown = JSON.parse(text);
    if (isManifest(value)) return value;
  } catch {}
  throw new Problem("accepted_file_damaged", { path, reason: "it cannot be read" });
};

/** From then on the batch is accepted. */
export const writeManifest = (store: Accepted, batch: JournalBatch): Promise<void> =>
  writeDurably(manifestPath(store, batch.batch), `${JSON.stringify(batch, null, 1)}\n`);

const content = async function* (file: NewFile): AsyncGenerator<Buffer> {
  if ("content" in file) yield Buffer.from(file.content);
  else yield* createReadStream(file.path, { highWaterMark: 1 << 20 });
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
};

interface Kept {
  readonly file: JournalFile;
  /** Whether its content was there before. */
  readonly isNew: boolean;
}

/** Copies a file into `accepted/`, hashed on the way: what is loaded is what was hashed, whatever becomes of the original. */
const keep = async (store: Accepted, file: NewFile, signal: AbortSignal | undefined): Promise<Kept> => {
  const draft = join(filesOf(store), `${randomUUID()}.draft`);
  const hash = createHash("sha256");
  let size = 0;
  try {
    const handle = await open(draft, "wx");
    try {
      for await (const chunk of content(file)) {
        signal?.throwIfAborted();
        hash.update(chunk);
        size += chunk.length;
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const kept: JournalFile = { hash: hash.digest("hex"), name: file.name, size };
    const isNew = !(await exists(filePath(store, kept)));
    if (isNew) await move(draft, filePath(store, kept));
    return { file: kept, isNew };
  } finally {
    await remove(draft);
  }
};

/** Keeps all files, then writes the manifest: from then on the batch is accepted. Where that fails, none of them is kept. */
export const accept = async (
  store: Accepted,
  files: readonly NewFile[],
  rest: Omit<JournalBatch, "files">,
  signal?: AbortSignal,
): Promise<JournalBatch> => {
  const kept: Kept[] = [];
  try {
    for (const file of files) kept.push(await keep(store, file, signal));
    await syncFolder(filesOf(store));
    signal?.throwIfAborted();
    const batch: JournalBatch = { ...rest, files: kept.map(({ file }) => file) };
    await writeManifest(store, batch);
    return batch;
  } catch (error) {
    for (const { file, isNew } of kept) if (isNew) await remove(filePath(store, file));
    throw error;
  }
};

/** A batch that cannot be loaded is set aside; its files stay. */
export const setAside = (store: Accepted, batch: number): Promise<void> =>
  moveInto(join(batchesOf(store), manifestName(batch, accepted)), join(batchesOf(store), manifestName(batch, failed)));

const triedFile = (store: Accepted, batch: number): string => join(batchesOf(store), manifestName(batch, ".tried"));

/** Notes that the batch is about to be loaded again; whether that was noted before, and the process ended on the way. */
export const tried = async (store: Accepted, batch: number): Promise<boolean> => {
  const file = triedFile(store, batch);
  if (await exists(file)) return true;
  await writeDurably(file, "");
  return false;
};

export const untried = (store: Accepted, batch: number): Promise<void> => remove(triedFile(store, batch));

/** Removes what a killed process left half copied. */
export const clearDrafts = async (store: Accepted): Promise<void> => {
  for (const folder of [filesOf(store), batchesOf(store)])
    for (const name of await readdir(folder)) if (name.endsWith(".draft")) await remove(join(folder, name));
};
