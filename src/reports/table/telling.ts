/** Of a KPI that answers by stage, the one stage that says most: the lowest conversion, the slowest, the fullest. */
import type { Cell, Row, ScorecardLine } from "../../query/index.ts";

export interface Telling {
  readonly cell: Cell;
  /** Which stage it is: `lowest: Proposal`. */
  readonly words: string;
}

const extreme = (rows: readonly Row[], isBetter: (a: number, b: number) => boolean): Row | null =>
  rows.reduce<Row | null>(
    (best, row) =>
      row.value !== null && (best === null || best.value === null || isBetter(row.value, best.value)) ? row : best,
    null,
  );

const choices: Readonly<
  Record<string, { readonly word: string; readonly of: "most" | "least"; readonly keepsTotal?: true }>
> = {
  lead_stage_share: { word: "most in", of: "most" },
  stage_conversion: { word: "lowest:", of: "least" },
  stage_duration: { word: "slowest:", of: "most" },
  pipeline_by_stage: { word: "most in", of: "most", keepsTotal: true },
};

const nameOf = (row: Row): string => row.labels.stage ?? Object.values(row.labels)[0] ?? "";

/** Deals that are known only from their close were not opened: where none was, 0 seems to say that there were none. */
const bornClosed = ({ value, more }: Cell): string => {
  const count = value === 0 ? (more.born_closed ?? 0) : 0;
  return count > 0 ? `${count.toLocaleString("en-US")} closed when created` : "";
};

/** What was lost may not be in the data at all. */
const allWon = ({ value }: Cell): string => (value === 1 ? "nothing was lost" : "");

const besides: Readonly<Record<string, (total: Cell) => string>> = {
  opportunities_created: bornClosed,
  win_rate: allWon,
  close_rate: allWon,
};

/** The total where there is one, else the most telling row. */
export const telling = ({ kpi, answer }: ScorecardLine): Telling => {
  const choice = choices[kpi.id];
  const beside = besides[kpi.id];
  if (beside !== undefined) return { cell: answer.total, words: beside(answer.total) };
  if (choice === undefined) return { cell: answer.total, words: "" };
  const row = extreme(answer.rows, choice.of === "most" ? (a, b) => a > b : (a, b) => a < b);
  // The whole of a share is always 1: where the shares are withheld, it would stand as if all were in one stage.
  if (row === null && answer.definition.unit === "share" && answer.total.value !== null)
    return { cell: answer.rows[0] ?? answer.total, words: "" };
  // Where nothing stands, it stands in none of them.
  if (row === null || (choice.keepsTotal && row.value === 0)) return { cell: answer.total, words: "" };
  return { cell: choice.keepsTotal ? answer.total : row, words: `${choice.word} ${nameOf(row)}` };
};
