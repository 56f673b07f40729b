/** The journey from the first stage to won as steps: from where to where, and what became of those that came so far. */
import type { PartName, Row } from "../../api/types.ts";

export interface Step {
  readonly row: Row;
  readonly from: string;
  readonly to: string;
}

/** Each stage leads to the next, the last to won. */
export const stepsIn = (rows: readonly Row[]): readonly Step[] =>
  rows.map((row, index) => ({
    row,
    from: row.labels.stage ?? row.keys.stage ?? "",
    to: rows[index + 1]?.labels.stage ?? "Won",
  }));

export const outcomes = [
  { name: "advanced", words: "went on" },
  { name: "still_there", words: "still there" },
  { name: "moved_away", words: "moved aside" },
  { name: "lost", words: "lost" },
] as const satisfies readonly { readonly name: PartName; readonly words: string }[];

/** Those that reached the stage too lately to be judged. */
export const youngIn = ({ excluded }: Row): number => excluded.immature ?? 0;
