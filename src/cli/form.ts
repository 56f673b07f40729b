/** In which form files are: our own, an export that we know, or what a mapping says. */
import { basename } from "node:path";
import type { Session } from "../engines/index.ts";
import { type Mapping, parseMapping, partOf, recognise } from "../ingest/mapping/index.ts";
import type { GivenFile } from "../ingest/read/files.ts";
import { nearestWord } from "../model/nearest.ts";
import { isProblem } from "../problem.ts";
import { type Source, sources } from "../sources/index.ts";
import type { BatchMapping, JournalEntry } from "../state/index.ts";
import { readNamed } from "./named-file.ts";
import type { ImportRequest } from "./parts.ts";
import { Usage } from "./usage.ts";

const sourceNamed = (name: string): BatchMapping => {
  const source = sources.find((one) => one.name === name);
  const known = sources.map((one) => one.name);
  const near = nearestWord(name, known);
  if (source === undefined)
    throw new Usage(
      `No export is called ${name}.`,
      near === null ? `Known: canonical, ${known.join(", ")}.` : `Did you mean ${near}?`,
    );
  return { name: source.name, text: source.mapping };
};

/** In which form files are: by a mapping, null for our own, undefined where what they look like decides. */
export type Form = BatchMapping | null | undefined;

/** The form that the user names. Problems: those of `readNamed`, `bad_mapping`. */
export const formNamed = async ({ as, mapping, written }: ImportRequest): Promise<Form> => {
  if (written !== undefined) return written;
  if (mapping === undefined) return as === undefined ? undefined : as === "canonical" ? null : sourceNamed(as);
  const named = { name: basename(mapping), text: await readNamed(mapping) };
  parsed(named);
  return named;
};

/** By what files were imported before. */
interface Earlier {
  /** Mappings that users brought themselves, the newest first. */
  readonly brought: readonly BatchMapping[];
  /** Exports that we know. */
  readonly known: readonly Source[];
}

/** The mapping of the form, or the one that fits; null for our own form. `earlier`: by what files were imported before, of which these may be a part. */
export const mappingFor = async (
  session: Session,
  files: readonly GivenFile[],
  form: Form,
  earlier: () => Promise<Earlier> = async () => ({ brought: [], known: [] }),
): Promise<BatchMapping | null> => {
  if (form !== undefined) return form;
  try {
    const found = await recognise(session, files, sources);
    return found.mapping === null ? null : sourceNamed(found.name);
  } catch (error) {
    if (!isProblem(error, "unrecognised_file")) throw error;
    const { brought, known } = await earlier();
    const asSources = brought.map(({ name, text }, index) => ({ name: `${index}`, title: name, mapping: text ?? "" }));
    const found = await recognise(session, files, asSources).catch(() => null);
    const mapping = brought[Number(found?.name)];
    if (mapping !== undefined) return mapping;
    const part = await partOf(session, files, known);
    if (part === null) throw error;
    return sourceNamed(part.name);
  }
};

export const earlierOf = (entries: readonly JournalEntry[]): Earlier => {
  const names = new Set(
    entries.flatMap(({ state, mapping }) => (state === "loaded" && mapping != null ? [mapping.name] : [])),
  );
  return { brought: broughtMappings(entries), known: sources.filter(({ name }) => names.has(name)) };
};

/** Mappings that users brought themselves, the newest first. */
const broughtMappings = (entries: readonly JournalEntry[]): readonly BatchMapping[] => {
  const shipped = new Set(sources.map(({ name }) => name));
  const brought = entries
    .toReversed()
    .flatMap(({ state, mapping }) =>
      state === "loaded" && mapping?.text != null && !shipped.has(mapping.name) ? [mapping] : [],
    );
  return [...new Map(brought.toReversed().map((mapping) => [mapping.text, mapping])).values()].toReversed();
};

export const parsed = (mapping: BatchMapping | null): Mapping | null =>
  mapping?.text == null ? null : parseMapping(mapping.text, mapping.name);
