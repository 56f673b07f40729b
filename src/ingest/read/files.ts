/** The files that the user's paths stand for, and in what form each is. */
import { readdir, realpath, stat } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { lastPart } from "../../model/last-part.ts";
import { Problem } from "../../problem.ts";
import { firstBytes, isGzip, isParquet } from "./bytes.ts";

type Format = "delimited" | "parquet" | "json";

export interface InputFile {
  /** On the disk. */
  readonly path: string;
  /** As the user named it; for a file of a folder, the folder's name as given and the file's. */
  readonly name: string;
  /** Base name without `.csv`, `.csv.gz` and the like, in lower case. */
  readonly stem: string;
  readonly format: Format;
  readonly gzip: boolean;
  /** Of a workbook's sheet, by the index of a column: the currency in which it shows its numbers. */
  readonly currencies?: ReadonlyMap<number, string>;
}

const known = /\.(csv|tsv|tab|txt|parquet|ndjson|jsonl|json)(\.gz)?$/i;
/** What a folder is searched for: a `.txt` in it is more often a note. */
const inFolders = /\.(csv|tsv|tab|parquet|ndjson|jsonl)(\.gz)?$/i;
const json = /\.(ndjson|jsonl|json)(\.gz)?$/i;

/** What macOS keeps of a file on a foreign disk, and what Excel lays beside one that it has open: called like it, and no table. */
export const isBeside = (name: string): boolean => /^(\._|~\$)/.test(name);

/** Letters with marks are one letter each, also where macOS took them apart. */
export const stemOf = (name: string): string => lastPart(name).replace(known, "").toLowerCase().normalize("NFC");

const describe = async (path: string, name: string, currencies?: InputFile["currencies"]): Promise<InputFile> => {
  const head = await firstBytes(path, 4);
  const gzip = isGzip(head);
  return {
    path: await realpath(path),
    name,
    stem: stemOf(name),
    format: isParquet(head) ? "parquet" : json.test(name) ? "json" : "delimited",
    gzip,
    ...(currencies === undefined ? {} : { currencies }),
  };
};

const kindOf = async (path: string): Promise<"file" | "folder"> => {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return "folder";
    if (found.isFile()) return "file";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code !== "ENOENT" && error.code !== "ENOTDIR") {
      const reason = "it cannot be opened.";
      throw new Problem("file_unreadable", { path, line: null, reason, remedy: `The system says: ${error.code}` });
    }
  }
  throw new Problem("file_not_found", { path });
};

/** What may hold tables, and is more often something else, or in a form that is not opened. */
export const mayBeTable = (name: string): boolean =>
  /\.((txt|json)(\.gz)?|xls|xlsb|ods|numbers|zip|7z|rar|tgz|tar(\.gz)?)$/i.test(name);

/** Whether a folder is searched for it. */
export const isSearchedFor = (name: string): boolean => inFolders.test(name) && !isBeside(name);

/** A path of the user's, or a file that lies elsewhere under another name: an accepted one. */
export type GivenFile = string | Pick<InputFile, "name" | "path" | "currencies">;

/** In the order of their names, each once. A folder stands for the files in it that have a known ending; what lies deeper does not count. */
export const inputFiles = async (paths: readonly GivenFile[]): Promise<readonly InputFile[]> => {
  const found: InputFile[] = [];
  for (const path of paths) {
    if (typeof path !== "string") {
      found.push(await describe(path.path, path.name, path.currencies));
      continue;
    }
    if ((await kindOf(path)) === "file") {
      found.push(await describe(path, path));
      continue;
    }
    for (const entry of (await readdir(path)).filter(isSearchedFor)) {
      const inside = joinPath(path, entry);
      if ((await kindOf(inside)) === "file") found.push(await describe(inside, inside));
    }
  }
  const unique = new Map(found.map((file) => [file.path, file]));
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};
