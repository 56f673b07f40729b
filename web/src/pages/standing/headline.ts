/** The one figure that a tile shows: the total, or, where a total means nothing, the row that matters most. */
import type { Cell, Row, ScorecardLine, TrendPoint } from "../../api/types.ts";
import { lastDayOf } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { isGood, isJudged, outcomeOf } from "./goals.ts";

export interface Headline {
  readonly cell: Cell;
  /** The row that the figure is of; `null` for the total. */
  readonly row: Row | null;
  /** What the figure is of: "lowest: Contacted". */
  readonly of: string;
}

const most = (rows: readonly Row[], sign: 1 | -1): Row | null =>
  rows.reduce<Row | null>(
    (best, row) => (row.value !== null && (best === null || sign * row.value > sign * (best.value ?? 0)) ? row : best),
    null,
  );

const stage = (row: Row | null): string => row?.labels.stage ?? "";

const mostIn = (row: Row): string => `most in ${stage(row)}`;

export const headlineOf = ({ kpi, answer }: ScorecardLine): Headline => {
  const { rows, total } = answer;
  switch (kpi) {
    case "lead_stage_share": {
      const row = most(rows, 1);
      // The whole is always 1: where the shares are withheld, it would stand here as if all were in one stage.
      const rest = total.value === null ? total : (rows[0] ?? total);
      return { cell: row ?? rest, row, of: row === null ? "" : mostIn(row) };
    }
    case "stage_conversion": {
      const row = most(rows, -1);
      return { cell: row ?? total, row, of: row === null ? "" : `lowest: ${stage(row)}` };
    }
    case "stage_duration": {
      const row = most(rows, 1);
      return { cell: row ?? total, row, of: row === null ? "" : `slowest: ${stage(row)}` };
    }
    case "pipeline_by_stage": {
      const row = most(rows, 1);
      return { cell: total, row, of: (row?.value ?? 0) > 0 && row !== null ? `open, ${mostIn(row)}` : "open" };
    }
    case "opportunities_created": {
      const born = total.value === 0 ? (total.more.born_closed ?? 0) : 0;
      return { cell: total, row: null, of: born > 0 ? `${countText(born)} closed when created` : "" };
    }
    case "win_rate":
    case "close_rate":
      return { cell: total, row: null, of: total.value === 1 ? "nothing was lost" : "" };
    default:
      return { cell: total, row: null, of: "" };
  }
};

/** The course up to the as-of: units that had not begun have no figure yet. */
export const courseOf = ({ trend, answer }: Pick<ScorecardLine, "trend" | "answer">): readonly TrendPoint[] => {
  const last = lastDayOf(answer.question);
  return trend.filter(({ period }) => period <= last);
};

/** Goals are counted: how many are on pace, of those that can be judged. */
export const goalsOnPace = (rows: readonly Row[]): { readonly onPace: number; readonly judged: number } => {
  const judged = rows.map(outcomeOf).filter(isJudged);
  return { onPace: judged.filter(isGood).length, judged: judged.length };
};
