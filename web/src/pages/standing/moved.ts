/** What moved beyond noise, worst first: changes for the worse by how large a part of the figure they are, then those for the better. */
import type { Cell, ScorecardLine } from "../../api/types.ts";
import { type Tone, toneOf } from "../../words/verdict.ts";

export interface Moved {
  readonly line: ScorecardLine;
  /** The stage, where the KPI answers by stage. */
  readonly stage: { readonly id: string; readonly label: string } | null;
  readonly cell: Cell;
  readonly tone: Tone;
}

const order: Readonly<Record<Tone, number>> = { worse: 0, neutral: 1, better: 2, noise: 3 };

/** All of them are beyond chance: what counts then is how much is gone or won. */
const sizeOf = ({ change }: Cell): number => Math.abs(change?.relative ?? 0);

export const movedIn = (lines: readonly ScorecardLine[]): readonly Moved[] =>
  lines
    .flatMap((line): Moved[] => {
      const { better } = line.answer.definition;
      const total = { line, stage: null, cell: line.answer.total, tone: toneOf(line.answer.total.change, better) };
      const stages = line.answer.rows
        .filter((row) => typeof row.keys.stage === "string")
        .map((row) => ({
          line,
          stage: { id: row.keys.stage ?? "", label: row.labels.stage ?? "" },
          cell: row,
          tone: toneOf(row.change, better),
        }));
      return [total, ...stages];
    })
    .filter(({ tone }) => tone !== "noise")
    .sort((a, b) => order[a.tone] - order[b.tone] || sizeOf(b.cell) - sizeOf(a.cell));
