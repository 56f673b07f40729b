/** The short list of what moved. */
import { describe, expect, it } from "vitest";
import type { Cell, ScorecardLine } from "../../web/src/api/types.ts";
import { movedIn } from "../../web/src/pages/standing/moved.ts";

const cell = (value: number, before: number, verdict: "up" | "down" | "no_clear_change"): Cell => ({
  ...{ value, num: value, den: null, n: 100, interval: null, excluded: {}, flags: [], more: {} },
  previous: { value: before, num: before, den: null, n: 100, interval: null, excluded: {}, flags: [], more: {} },
  change: { absolute: value - before, relative: value / before - 1, verdict },
});
const line = (kpi: string, better: "higher" | "lower" | null, total: Cell) =>
  ({ kpi, answer: { definition: { better }, total, rows: [] } }) as unknown as ScorecardLine;

describe("what moved", () => {
  it("is told worst first by the part of the figure that is gone, then what nobody calls good or bad, then the good", () => {
    const moved = movedIn([
      line("cost_per_lead", "lower", cell(85, 112, "down")),
      line("activities", "higher", cell(4386, 4698, "down")),
      line("lead_origin", null, cell(0.77, 0.83, "down")),
      line("stage_conversion", "higher", cell(0.43, 0.61, "down")),
      line("win_rate", "higher", cell(0.25, 0.18, "no_clear_change")),
    ]);
    expect(moved.map(({ line: { kpi } }) => kpi)).toEqual([
      ...["stage_conversion", "activities"],
      "lead_origin",
      "cost_per_lead",
    ]);
  });
});
