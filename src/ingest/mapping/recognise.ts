/** Which export some files are: a source that we ship, or our own form. */
import { readdir } from "node:fs/promises";
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import type { Source } from "../../sources/index.ts";
import { canonicalTable } from "../read/canonical.ts";
import { type GivenFile, type InputFile, inputFiles } from "../read/files.ts";
import { type Opened, openFile } from "../read/raw.ts";
import { candidatesOf, mappingOf, type Nearly, nearlyOf } from "./likeness.ts";
import type { MappedFile, Mapping, Recognition } from "./schema.ts";
import { matchesGlob } from "./spelling.ts";

export interface Recognised {
  /** `canonical`, or the source's. */
  readonly name: string;
  readonly title: string;
  /** Null for our own form. */
  readonly mapping: Mapping | null;
}

const fits = (entry: MappedFile, file: InputFile, columns: readonly string[]): boolean => {
  const there = new Set(columns.map((column) => column.toLowerCase()));
  return (
    (entry.name === undefined || matchesGlob(entry.name, file.stem)) &&
    entry.columns.every((column) => there.has(column.toLowerCase()))
  );
};

/** The mapping's file that this one is: of several that fit, the one that asks for the most columns. */
export const mappedFile = ({ files }: Recognition, file: InputFile, columns: readonly string[]): string | null => {
  const fitting = Object.entries(files).filter(([, entry]) => fits(entry, file, columns));
  const best = fitting.reduce<(typeof fitting)[number] | undefined>(
    (most, one) => (most === undefined || one[1].columns.length > most[1].columns.length ? one : most),
    undefined,
  );
  return best?.[0] ?? null;
};

/** The export of those given of which the files are a part, though not one by which it is known; null when of none. */
export const partOf = async (
  session: Session,
  paths: readonly GivenFile[],
  sources: readonly Source[],
): Promise<Source | null> => {
  const seen: Opened[] = [];
  for (const file of await inputFiles(paths)) seen.push(await openFile(file, session));
  const found = candidatesOf(sources).find(({ known }) =>
    seen.some(({ file, columns }) => mappedFile(known, file, columns) !== null),
  );
  return found?.source ?? null;
};

/** How many files a mapping explains; 0 when one that it needs is not among them. */
const explained = (known: Recognition, seen: readonly Opened[]): number => {
  const found = seen.map(({ file, columns }) => mappedFile(known, file, columns)).filter((entry) => entry !== null);
  const needed = Object.entries(known.files).filter(([, entry]) => !entry.optional);
  const any = known.one_of.length === 0 || known.one_of.some((short) => found.includes(short));
  return any && needed.every(([short]) => found.includes(short)) ? found.length : 0;
};

/** Looks at names and columns only. Throws `unrecognised_file` when the files are neither a source's nor ours. */
export const recognise = async (
  session: Session,
  paths: readonly GivenFile[],
  sources: readonly Source[],
): Promise<Recognised> => {
  const seen: Opened[] = [];
  for (const file of await inputFiles(paths)) seen.push(await openFile(file, session));
  const candidates = candidatesOf(sources)
    .map((candidate) => ({ ...candidate, files: explained(candidate.known, seen) }))
    .sort((a, b) => b.files - a.files);
  const [best] = candidates;
  if (best !== undefined && best.files > 0)
    return { name: best.source.name, title: best.source.title, mapping: mappingOf(best.source) };
  if (seen.some(({ file, columns }) => canonicalTable(file.stem, columns) !== null))
    return { name: "canonical", title: "Quarterdeck's own tables", mapping: null };
  const names = paths.map((path) => (typeof path === "string" ? path : path.name));
  if (seen.length === 0) throw await nothingIn(names);
  throw unrecognised(
    seen.map(({ file, columns }) => ({ path: file.name, columns })),
    names,
    nearlyOf(seen, candidates),
  );
};

/** Folders are not searched for folders: whose tables belong together is for the user to say. */
const nothingIn = async (paths: readonly string[]): Promise<Problem> => {
  const inner: string[] = [];
  for (const path of paths)
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory()) inner.push(entry.name);
  return new Problem("unrecognised_file", {
    path: paths.join(", "),
    columns: [],
    like: null,
    remedy:
      inner.length === 0
        ? "Name a folder with CSV, XLSX, Parquet, NDJSON or ZIP files, or the files themselves."
        : `There are folders in it: ${inner.sort().join(", ")}. Name the one whose files belong together.`,
  });
};

/** Names the first file; a folder without any readable one, the folder. */
export const unrecognised = (
  seen: readonly { readonly path: string; readonly columns: readonly string[] }[],
  paths: readonly string[],
  nearly: Nearly | null = null,
): Problem => {
  const [first] = seen;
  const unnamed = first?.columns.filter((column) => /^column_[0-9]+$/.test(column)).length ?? 0;
  const isUntitled = unnamed * 2 > (first?.columns.length ?? 0);
  return new Problem("unrecognised_file", {
    path: first?.path ?? paths.join(", "),
    columns: first?.columns ?? [],
    like: nearly?.like ?? null,
    remedy:
      nearly?.remedy ??
      (isUntitled
        ? "Its first line does not name the columns: take away what stands above the names, and import it again."
        : "Name the file after one of our tables (leads.csv), or say what its columns mean: import FILE --suggest MAPPING proposes it."),
  });
};
