/** The answer object: the same for the command line, the HTTP face, the page and reports. */

import type { Parts } from "../kinds/index.ts";
import type { Flag } from "../model/flags.ts";

export type Verdict = "up" | "down" | "no_clear_change" | "too_few";

export interface Change {
  readonly absolute: number | null;
  readonly relative: number | null;
  readonly verdict: Verdict;
}

/** One figure with what it was made of. What does not apply is `null`. */
export interface Cell {
  value: number | null;
  num: number | null;
  den: number | null;
  /** A number of records, always. */
  n: number;
  interval: readonly [number | null, number | null] | null;
  /** Records that would be in the period but are left out, by reason. */
  excluded: Record<string, number>;
  flags: Flag[];
  more: Record<string, number | null>;
  previous?: Cell;
  change?: Change;
}

export interface Row extends Cell {
  /** The unit's first local date, clipped at `from`; `null` without a grain. */
  period: string | null;
  /** Dimension -> id as the source wrote it; `null` is nobody or nothing. */
  keys: Record<string, string | null>;
  labels: Record<string, string>;
}

export interface Note {
  readonly code: string;
  readonly count: number;
  readonly message: string;
}

export interface Definition {
  readonly version: number;
  readonly variant: string;
  readonly name: string;
  readonly formula: string;
  readonly unit: string;
  readonly better: "higher" | "lower" | null;
  readonly type: "flow" | "stock" | "cohort" | "goal";
  readonly additivity: "additive" | "semi_additive" | "non_additive";
  /** What `num` and `den` count. */
  readonly parts: Parts;
}

export interface Answer {
  readonly kpi: string;
  readonly definition: Definition;
  readonly question: {
    readonly from: string;
    readonly to: string;
    readonly timezone: string;
    readonly as_of: string;
    readonly grain: string | null;
    readonly by: readonly string[];
    readonly where: readonly { dimension: string; operator: string; values: readonly (string | null)[] }[];
    readonly compare?: { from: string; to: string };
  };
  /** The instant of the latest fact; as of an earlier one, that. */
  readonly watermark: string;
  readonly total: Cell;
  readonly rows: Row[];
  readonly notes: Note[];
}
