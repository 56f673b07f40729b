import { describe, expect, it } from "vitest";
import type { Answer, Row } from "../../web/src/api/types.ts";
import { timePoints } from "../../web/src/pages/kpi/points.ts";

const row = (period: string, stage: string, value: number | null): Row => ({
  ...{ period, keys: { stage }, labels: { stage }, value, num: 1, den: 2, n: 2, interval: null },
  ...{ excluded: {}, flags: [], more: {} },
});

const answer: Answer = {
  kpi: "stage_conversion",
  definition: {
    ...{ version: 1, variant: "default", name: "Stage conversion", formula: "", unit: "ratio", better: "higher" },
    ...{ type: "cohort", additivity: "non_additive" },
  },
  question: {
    ...{ from: "2026-10-01", to: "2027-01-01", timezone: "UTC", as_of: "2026-11-25T00:00:00Z" },
    ...{ grain: "month", by: ["stage"], where: [] },
  },
  watermark: "2026-11-25T00:00:00Z",
  total: { value: null, num: null, den: null, n: 0, interval: null, excluded: {}, flags: ["not_additive"], more: {} },
  rows: ["2026-10-01", "2026-11-01", "2026-12-01"].flatMap((period, index) => [
    row(period, "new", 0.8 + index / 100),
    row(period, "contacted", 0.4),
  ]),
  notes: [],
};

describe("the course of a KPI that answers by stage", () => {
  it("is of the stage that is looked at, each unit once, up to today", () => {
    const { points, units } = timePoints(answer, "month", "2026-11-24", "new");
    expect(points.map(({ key, value }) => [key, value])).toEqual([
      ["2026-10-01", 0.8],
      ["2026-11-01", 0.81],
    ]);
    expect(units).toEqual([
      { from: "2026-10-01", to: "2026-11-01" },
      { from: "2026-11-01", to: "2026-12-01" },
    ]);
  });
});
