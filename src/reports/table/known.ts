/** What is known of a cost: where nobody told what was spent, 0 would be the best of all. */
import type { Answer, Cell, ScorecardLine } from "../../query/index.ts";

interface Told {
  readonly value: number | null;
  readonly interval: Cell["interval"];
  readonly flags: readonly string[];
  readonly num?: number | null;
  readonly previous?: Cell;
}

const known = <Of extends Told>(of: Of): Of => ({
  ...of,
  ...(of.flags.includes("no_spend")
    ? { value: null, interval: null, ...(of.num === undefined ? {} : { num: null }) }
    : {}),
  ...(of.previous === undefined ? {} : { previous: known(of.previous) }),
});

export const knownAnswer = (answer: Answer): Answer => ({
  ...answer,
  total: known(answer.total),
  rows: answer.rows.map((row) => known(row)),
});

export const knownLine = (line: ScorecardLine): ScorecardLine => ({
  ...line,
  answer: knownAnswer(line.answer),
  trend: line.trend.map((point) => known(point)),
});
