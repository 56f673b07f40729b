/** What a file that nobody knows may be. */
import type { Look } from "./look.ts";

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
  /** What is in it and why it is not needed, where it seems to be left aside beside the others. */
  readonly aside?: string;
  readonly columns: readonly SuggestedColumn[];
  /** Columns that the table needs and the file does not seem to have. */
  readonly missing: readonly string[];
  /** Columns that together stand for the id, where no column is one. */
  readonly key: readonly string[];
  /** Of its amounts, where a sign or the name of their column says it and no column does. */
  readonly currency: string | null;
  readonly preview: readonly (readonly string[])[];
}

/** What stands for nothing in columns of the files that mean something here. */
export const emptiesIn = (files: readonly Pick<SuggestedFile, "columns">[]): readonly string[] => [
  ...new Set(files.flatMap(({ columns }) => columns.flatMap(({ empties }) => empties))),
];
