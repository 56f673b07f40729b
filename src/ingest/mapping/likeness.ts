/** Files that are a part of a known export, or nearly so: what is said about them where they are not recognised. */
import type { Source } from "../../sources/index.ts";
import type { Opened } from "../read/raw.ts";
import { parseMapping, recognitionIn } from "./parse.ts";
import type { Mapping, Recognition } from "./schema.ts";
import { matchesGlob } from "./spelling.ts";

export interface Candidate {
  readonly source: Source;
  readonly known: Recognition;
}

export const candidatesOf = (sources: readonly Source[]): readonly Candidate[] =>
  sources.map((source) => ({ source, known: recognitionIn(source.mapping) }));

/** The whole of it. */
export const mappingOf = (source: Source): Mapping => parseMapping(source.mapping, `${source.name}/mapping.yaml`);

/** What a file seems to be in an export of which it is a part, or nearly so. */
interface Likeness {
  readonly source: Source;
  readonly known: Recognition;
  /** The mapping's name of the file. */
  readonly short: string;
  /** The one column that it lacks to be that. */
  readonly lacks: string | null;
}

/** Of fewer columns nothing is concluded: many exports have an id and a name. */
const tellingColumns = 3;

/** Every tool names leads and campaigns: what lacks a column and has but ids of the others is like anything. */
const hasOnlyIds = (columns: readonly string[]): boolean =>
  columns.every((column) => /(?:^|[ _])(?:id|Id|ID)$|[a-z]Id$/.test(column));

/** The likeness that takes the most columns, a whole one before one that lacks a column. */
const likenessOf = (stem: string, columns: readonly string[], candidates: readonly Candidate[]): Likeness | null => {
  // As they are written: the same fields in another spelling are another export's.
  const there = new Set(columns);
  const found = candidates.flatMap(({ source, known }) =>
    Object.entries(known.files)
      .filter(([, { name }]) => name === undefined || matchesGlob(name, stem))
      .map(([short, { columns: needed }]) => ({
        ...{ source, known, short, needed: needed.length },
        lacking: needed.filter((column) => !there.has(column)),
        present: needed.filter((column) => there.has(column)),
      })),
  );
  const [best] = found
    .filter(({ lacking, present }) => lacking.length <= 1 && present.length >= tellingColumns)
    .filter(({ lacking, present }) => lacking.length === 0 || !hasOnlyIds(present))
    .sort((a, b) => a.lacking.length - b.lacking.length || b.needed - a.needed);
  return best === undefined ? null : { ...best, lacks: best.lacking[0] ?? null };
};

/** A known export that files nearly are, and what to do to have them read as it. */
export interface Nearly {
  /** Its title. */
  readonly like: string;
  readonly remedy: string;
}

/** Null where they are nearly none. */
export const nearlyOf = (seen: readonly Opened[], candidates: readonly Candidate[]): Nearly | null => {
  const [like] = seen.flatMap(({ file, columns }) => likenessOf(file.stem, columns, candidates) ?? []);
  if (like === undefined) return null;
  const { source, known, short, lacks } = like;
  const what = `It looks like a part of ${source.title} (${worded(short)})`;
  if (lacks !== null)
    return {
      like: source.title,
      remedy: `${what}, but has no column ${lacks}: export it with that. Or say what its columns mean: import FILE --suggest MAPPING proposes it.`,
    };
  return {
    like: source.title,
    remedy: `${what}: import it together with its ${others(known)}, or by itself with --as ${source.name}.`,
  };
};

/** What a known export is read from, in words. */
const others = ({ files, one_of }: Recognition): string => {
  const needed = Object.keys(files).filter((one) => !files[one]?.optional);
  return [...new Set((one_of.length > 0 ? one_of : needed).map(worded))].join(" or ");
};

/** What a file is in an export that we know. */
export interface ExportPart {
  /** In words, with what it is read together with. */
  readonly what: string;
  /** Our tables that its rows become. */
  readonly tables: readonly string[];
}

/** Null where it is a whole part of none. */
export const exportPart = (
  stem: string,
  columns: readonly string[],
  candidates: readonly Candidate[],
): ExportPart | null => {
  const like = likenessOf(stem, columns, candidates);
  if (like === null || like.lacks !== null) return null;
  const { source, known, short } = like;
  const mapping = mappingOf(source);
  const isOf = (from: string): boolean =>
    from === short || (mapping.derived[from] !== undefined && isOf(mapping.derived[from].from));
  return {
    what: `${worded(short)} of ${source.title}, to be imported together with its ${others(known)}, or by itself with --as ${source.name}`,
    tables: Object.entries(mapping.tables).flatMap(([table, blocks]) =>
      blocks.some(({ from }) => isOf(from)) ? [table] : [],
    ),
  };
};

/** Tables that an export and its API tell are one to people. */
const worded = (short: string): string => short.replaceAll("_", " ").replace(/ (api|internal|objects|external)$/, "");
