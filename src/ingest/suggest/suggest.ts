/** What the columns of a file that nobody knows may mean: by their names, and by what is in them. A suggestion, never loaded unseen. */
import type { Session } from "../../engines/index.ts";
import { type GivenFile, type InputFile, inputFiles } from "../read/files.ts";
import { loadRaw } from "../read/raw.ts";
import { openStaging, type Staging } from "../read/staging.ts";
import { firstRows, type Look, lookAt } from "./look.ts";
import { mappingText } from "./mapping-text.ts";
import { matched, missingIn } from "./match.ts";
import { synonyms } from "./synonyms.ts";
import { timeColumns } from "./time-columns.ts";

export interface SuggestedColumn extends Look {
  /** Ours; null: kept as an attribute. */
  readonly to: string | null;
  /** The instant of ours whose time of day it holds, where the file has date and time apart. */
  readonly timeOf: string | null;
  /** Neither a column of ours nor an attribute. */
  readonly ignored: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface SuggestedFile {
  readonly path: string;
  readonly rows: number;
  /** Null when no table of ours is likely, and nothing of it is to be loaded. */
  readonly table: string | null;
  readonly columns: readonly SuggestedColumn[];
  /** Columns that the table needs and the file does not seem to have. */
  readonly missing: readonly string[];
  readonly preview: readonly (readonly string[])[];
}

export interface Suggestion {
  readonly files: readonly SuggestedFile[];
  /** A mapping file to correct and to import with; null when nothing at all was found. */
  readonly mapping: string | null;
}

/** The file taken for rows of a table, or of none: its columns are matched anew. */
export const readAs = (file: SuggestedFile, table: string | null): SuggestedFile => {
  const found = table === null ? null : matched(table, file.columns);
  const columns = file.columns.map((one): SuggestedColumn => {
    const match = found?.to.get(one.column);
    return { ...one, ignored: false, timeOf: null, to: match?.ours ?? null, confidence: match?.confidence ?? 0 };
  });
  const times = table === null ? null : timeColumns(table, columns);
  return {
    ...file,
    table,
    missing: found?.missing ?? [],
    columns: columns.map((one) => ({ ...one, ...times?.get(one.column) })),
  };
};

export type Becomes = { readonly to: string } | { readonly timeOf: string } | "attribute" | "nothing";

/** What a column becomes when somebody says so: one of ours, the time of day of one, an attribute, or nothing. Whatever was that before is an attribute then. */
export const corrected = (file: SuggestedFile, column: string, becomes: Becomes): SuggestedFile => {
  const said = { to: null, timeOf: null, ...(typeof becomes === "string" ? {} : becomes) };
  const columns = file.columns.map((one): SuggestedColumn => {
    if (one.column === column)
      return { ...one, ...said, ignored: becomes === "nothing", confidence: typeof becomes === "string" ? 0 : 1 };
    const isTaken = said.to !== null ? one.to === said.to : said.timeOf !== null && one.timeOf === said.timeOf;
    return isTaken ? { ...one, to: null, timeOf: null, confidence: 0 } : one;
  });
  const given = new Set(columns.flatMap((one) => (one.to === null ? [] : [one.to])));
  return { ...file, columns, missing: file.table === null ? [] : missingIn(file.table, given) };
};

const suggestFile = async (file: InputFile, staging: Staging): Promise<SuggestedFile> => {
  const { session } = staging;
  const raw = await loadRaw(file, { table: null, once: false }, staging);
  const looks: SuggestedColumn[] = [];
  for (const index of raw.columns.keys())
    looks.push({ ...(await lookAt(session, raw, index)), to: null, timeOf: null, ignored: false, confidence: 0 });
  const [best] = Object.keys(synonyms)
    .map((table) => matched(table, looks))
    .sort((a, b) => b.score - a.score);
  const preview = await firstRows(session, raw);
  const seen = { path: raw.file.name, rows: raw.rows, table: null, columns: looks, missing: [], preview };
  return readAs(seen, best !== undefined && best.score > 0 ? best.table : null);
};

/** Reads the files; nothing is loaded. Problems: those of reading. */
export const suggestMapping = async (session: Session, files: readonly GivenFile[]): Promise<Suggestion> => {
  await using staging = await openStaging(session);
  const suggested: SuggestedFile[] = [];
  for (const file of await inputFiles(files)) suggested.push(await suggestFile(file, staging));
  return { files: suggested, mapping: mappingText(suggested) };
};
