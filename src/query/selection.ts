/** What a statement is made for, and the sums by day that may answer instead of records. */
import type { Dimension } from "../dimensions/index.ts";
import type { Frame, Part } from "../kinds/index.ts";
import type { ResultColumns, Runner } from "../sql/index.ts";
import type { Buckets } from "./buckets.ts";
import type { Members } from "./members.ts";
import type { Resolved } from "./resolved.ts";

export interface Selection {
  readonly resolved: Resolved;
  readonly frame: Frame;
  readonly buckets: Buckets | null;
  readonly asOfDay: string;
  /** Members of each dimension filtered by. */
  readonly membersOf: (dimension: Dimension) => Members;
  /** Sums that are kept by day; absent: all are made from records. */
  readonly rollups?: Rollups;
}

/** A range that is asked about, cut into units or not. */
export interface Ranged {
  readonly range: Frame["range"];
  readonly buckets: Buckets | null;
}

export interface Rolled {
  /** Cells and total, as from records. */
  readonly read: (runner: Runner) => Promise<ResultColumns>;
  /** Otherwise its cells alone are to be taken. */
  readonly hasTotal: boolean;
  /** The part with what does not add up day by day, which takes the records; `null`: nothing is left. */
  readonly rest: Part | null;
}

export interface Rollups {
  /** The sums of a part that are kept for this question; `null`: they take the records. */
  readonly find: (part: Part, selection: Selection, told: boolean) => Rolled | null;
  /** Whether the moves of each day into stages and out of them tell what stands at the ends that are asked about. */
  readonly hasMoves: (selection: Selection) => boolean;
  /** The same, what is kept of these parts read at once for this question. */
  readonly together: (
    runner: Runner,
    selection: Selection,
    parts: readonly { readonly part: Part; readonly told: boolean }[],
  ) => Promise<Rollups>;
  /** The same for questions about these ranges, all of them read at once. */
  readonly fetched: (runner: Runner, ranges: readonly Ranged[]) => Promise<Rollups>;
}

/** The same question about the whole: without units and splits. */
export const unsplit = (selection: Selection): Selection => ({
  ...selection,
  buckets: null,
  resolved: { ...selection.resolved, by: [] },
});

export const isSplit = ({ buckets, resolved }: Selection): boolean => buckets !== null || resolved.by.length > 0;
