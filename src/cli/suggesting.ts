/** What the columns of an unknown file may mean, and the mapping file that keeps it. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { openDuckDb } from "../engines/index.ts";
import { candidatesOf, exportPart } from "../ingest/mapping/index.ts";
import type { KnownPerson } from "../ingest/people/known.ts";
import { type GivenFile, stemOf } from "../ingest/read/files.ts";
import { openContainers } from "../ingest/read/index.ts";
import { mappingText } from "../ingest/suggest/mapping-text.ts";
import { type PreviewedFile, previewFiles } from "../ingest/suggest/preview.ts";
import { likeliestTable, readAs, type Suggestion, suggestMapping } from "../ingest/suggest/suggest.ts";
import type { SuggestedFile } from "../ingest/suggest/suggested.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { leftAside, sources } from "../sources/index.ts";
import { type Context, hearingOf } from "./context.ts";
import { Usage } from "./usage.ts";

const columnsOf = ({ columns }: SuggestedFile): readonly string[] => columns.map(({ column }) => column);

/** Beside files that are ours, what no KPI needs is proposed to be left aside; alone, where nothing could be loaded of it. */
const withAsides = (files: readonly SuggestedFile[]): readonly SuggestedFile[] => {
  const seen = files.map((file) => ({ file, aside: leftAside(stemOf(file.path), columnsOf(file)) }));
  const hasOurs = seen.some(({ file, aside }) => file.table !== null && aside === null);
  return seen.map(({ file, aside }) =>
    aside === null || !(hasOurs || file.missing.length > 0) ? file : { ...readAs(file, null), aside },
  );
};

/** A part of an export that we know is what it is there: a history of deals is no deals, tasks are what was done. */
const withParts = (files: readonly SuggestedFile[]): readonly SuggestedFile[] => {
  const candidates = candidatesOf(sources);
  return files.map((file) => {
    const part = exportPart(stemOf(file.path), columnsOf(file), candidates);
    if (part === null || part.tables.includes(file.table ?? "")) return file;
    const table = likeliestTable(file, part.tables);
    return table === null ? { ...readAs(file, null), aside: part.what } : readAs(file, table);
  });
};

export const suggest = async (paths: readonly GivenFile[]): Promise<Suggestion> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(paths, process.stdin);
  const { files } = await suggestMapping(session, opened.files);
  const settled = withAsides(withParts(files));
  return { files: settled, mapping: mappingText(settled) };
};

interface Here {
  readonly known: readonly KnownPerson[];
  /** Null where there is no workspace yet. */
  readonly config: WorkspaceConfig | null;
}

/** Whom a suggestion can mean by a name, and in which stages things stand here. */
export const whatIsHere = async (context: Context, folder: string): Promise<Here> => {
  if (!existsSync(join(folder, "quarterdeck.yaml"))) return { known: [], config: null };
  await using importing = await context.parts.open(folder, hearingOf(context));
  return { known: await importing.knownPeople(), config: importing.config };
};

/** The first rows of each file, whoever knows it. */
export const preview = async (files: readonly GivenFile[]): Promise<readonly PreviewedFile[]> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  return await previewFiles(session, files);
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
const isThere = (error: unknown): boolean => hasCode(error, "EEXIST");

/** Never writes over what somebody may have corrected. */
export const saveMapping = async (path: string, mapping: string): Promise<void> => {
  try {
    await writeFile(path, mapping, { flag: "wx" });
  } catch (error) {
    if (isThere(error))
      throw new Usage(`${path} is there already.`, "Name another file with --suggest FILE, or remove it.");
    if (hasCode(error, "ENOENT"))
      throw new Usage(`There is no folder ${dirname(path)}.`, "Make it, or name another file with --suggest FILE.");
    throw error;
  }
};

const folderOfMappings = "mappings";

/** In the workspace's folder, under the first name that is free; where. */
export const keepMapping = async (
  workspace: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<string> => {
  await mkdir(join(workspace, folderOfMappings), { recursive: true });
  const stem = basename(name)
    .replace(/(\.mapping)?\.ya?ml$/, "")
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, "_")
    .slice(0, 80);
  for (let count = 1; ; count += 1) {
    const kept = join(folderOfMappings, `${stem}${count === 1 ? "" : `-${count}`}.mapping.yaml`);
    try {
      await writeFile(join(workspace, kept), text, { flag: "wx" });
      return kept;
    } catch (error) {
      if (!isThere(error)) throw error;
      if ((await readFile(join(workspace, kept), "utf8")) === text) return kept;
    }
  }
};
