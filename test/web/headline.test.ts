/** The one figure that a tile shows. */
import { describe, expect, it } from "vitest";
import type { Row, ScorecardLine } from "../../web/src/api/types.ts";
import { headlineOf } from "../../web/src/pages/standing/headline.ts";

const row = (stage: string | null, value: number): Row => ({
  period: null,
  keys: { stage },
  labels: { stage: stage ?? "No stage" },
  value,
  num: value,
  den: null,
  n: value,
  interval: null,
  excluded: {},
  flags: [],
  more: {},
});

const wordsOf = (kpi: string, rows: readonly Row[]): string =>
  headlineOf({ kpi, answer: { rows, total: row(null, 0) } } as unknown as ScorecardLine).of;

describe("the words beside a tile's figure", () => {
  it("name the stage in which most opportunities stand, and none where nothing is open", () => {
    expect(wordsOf("pipeline_by_stage", [row("Discovery", 52), row("Proposal", 79)])).toBe("open, most in Proposal");
    expect(wordsOf("pipeline_by_stage", [row("Discovery", 0)])).toBe("open");
  });

  it("say of leads that stand in no stage that they are without one", () => {
    expect(wordsOf("lead_stage_share", [row("New", 0.1), row(null, 0.9)])).toBe("most without a stage");
  });
});
