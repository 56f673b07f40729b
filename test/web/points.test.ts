import { describe, expect, it } from "vitest";
import type { Answer, Row } from "../../web/src/api/types.ts";
import { noteDay, timePoints } from "../../web/src/pages/kpi/points.ts";

const row = (period: string, stage: string, value: number | null): Row => ({
  ...{ period, keys: { stage }, labels: { stage }, value, num: 1, den: 2, n: 2, interval: null },
  ...{ excluded: {}, flags: [], more: {} },
});

const answer: Answer = {
  kpi: "stage_conversion",
  definition: {
    ...{ version: 1, variant: "default", name: "Stage conversion", formula: "", unit: "ratio", better: "higher" },
    ...{ type: "cohort", additivity: "non_additive", parts: { num: null, den: null } },
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

describe("the course of the cost per lead", () => {
  it("has a gap where no spend is known: 0 would be the best of all", () => {
    const unspent = { ...row("2026-11-01", "", 0), value: null, flags: ["no_spend"] };
    const rows = [
      { ...row("2026-10-01", "", 12), previous: unspent },
      { ...unspent, previous: row("", "", 9) },
    ];
    const { points } = timePoints({ ...answer, kpi: "cost_per_lead", rows }, "month", null);
    expect(points.map(({ value, compared }) => [value, compared])).toEqual([
      [12, null],
      [null, 9],
    ]);
    expect(points[1]?.remarks).toEqual([
      "No spend is known here, nor a campaign's budget, so neither is what it cost.",
    ]);
  });
});

describe("the course of a KPI that is compared", () => {
  it("says of a unit that it is held against a longer or shorter one", () => {
    const cell = row("", "", 4);
    const rows = [
      { ...row("2026-10-01", "", 12), previous: { ...cell, flags: ["unequal_length", "few_records"] } },
      { ...row("2026-11-01", "", 12), previous: cell },
    ];
    const { points } = timePoints({ ...answer, rows }, "month", null);
    expect(points.map(({ remarks }) => remarks)).toEqual([
      ["What it is compared with is longer or shorter: no change is told."],
      [],
    ]);
  });
});

describe("the course of a KPI that answers by stage", () => {
  it("ends with what had begun at the as-of, by the clock of the workspace", () => {
    const months = (as_of: string, timezone: string) =>
      timePoints({ ...answer, question: { ...answer.question, as_of, timezone } }, "month", "new").points.length;
    expect(months("2026-11-01T00:00:00.000Z", "UTC")).toBe(1);
    expect(months("2026-11-01T00:00:00.001Z", "UTC")).toBe(2);
    expect(months("2026-12-01T05:00:00.000Z", "America/New_York")).toBe(2);
    expect(months("2026-12-01T05:00:01.000Z", "America/New_York")).toBe(3);
  });

  it("is of the stage that is looked at, each unit once, up to the as-of", () => {
    const { points, units } = timePoints(answer, "month", "new");
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

describe("a new note at a chart", () => {
  const unit = (from: string, to: string) => ({ from, to });
  const quarter = [unit("2026-07-01", "2026-08-01"), unit("2026-08-01", "2026-10-01")];
  it.each([
    ["2026-08-15", "2026-08-15"],
    ["2026-11-24", "2026-09-30"],
    ["2026-06-30", "2026-07-01"],
  ])("is on a day that is drawn, so that it is seen: today, %s, or %s", (today, day) => {
    expect(noteDay(quarter, today)).toBe(day);
  });

  it("is today's where nothing is drawn", () => {
    expect(noteDay([], "2026-11-24")).toBe("2026-11-24");
  });
});
