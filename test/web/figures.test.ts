/** Money has the decimals of its currency, and shares of a whole add up to it, on the page as in the terminal. */
import { describe, expect, it } from "vitest";
import { figure } from "../../src/reports/table/units.ts";
import type { Answer } from "../../web/src/api/types.ts";
import { figureParts, figure as ofPage, shortFigure } from "../../web/src/words/figures.ts";
import { withWholeShares } from "../../web/src/words/shares.ts";

describe("money", () => {
  it.each([
    ["on the page", ofPage],
    ["in the terminal", figure],
  ] as const)("%s has the decimals of its currency: yen have none, dinars of Bahrain three", (_, write) => {
    const money = (value: number, currency: string) => write(value, { unit: "money", currency });
    expect([money(300.42, "USD"), money(300.42, "JPY"), money(300.4, "BHD")]).toEqual([
      "$300.42",
      "¥300",
      "BHD\u00a0300.400",
    ]);
    expect([money(12_345.6, "USD"), money(12_345.6, "BHD")]).toEqual(["$12,346", "BHD\u00a012,346"]);
  });

  it("below zero has one minus sign, in few letters too", () => {
    const writing = { unit: "money", currency: "USD" } as const;
    expect([figure(-12.5, writing), ofPage(-4321, writing), shortFigure(-1_200_000, writing)]).toEqual([
      "−$12.50",
      "−$4,321",
      "−$1.2M",
    ]);
  });
});

describe("a number for each day", () => {
  it("is not 0.0 where there was one in a month, on the page as in the terminal", () => {
    const written = (value: number) =>
      [ofPage, figure].map((write) => write(value, { unit: "count", currency: "USD" }));
    expect([1 / 21, 0.5, 2.345, 3].map(written)).toEqual(["0.05", "0.5", "2.3", "3"].map((text) => [text, text]));
  });
});

describe("a length of time", () => {
  it("is told in minutes below an hour, on the page as in the terminal", () => {
    const written = (hours: number) =>
      [ofPage, figure].map((write) => write(hours, { unit: "hours", currency: "USD" }));
    for (const [hours, text] of [
      [1.5, "1.5 h"],
      [0.5, "30 min"],
      [0.08, "4.8 min"],
      [0.005, "18 s"],
    ] as const)
      expect(written(hours)).toEqual([text, text]);
    expect(figureParts(0.5, { unit: "hours", currency: "USD" })).toEqual({ number: "30", unit: "min" });
  });
});

describe("shares of a whole", () => {
  const cell = (num: number, den: number) => ({
    ...{ value: num / den, num, den, n: den, interval: null, excluded: {}, flags: [], more: {} },
  });
  const row = (stage: string, period: string, num: number, den: number, before: number) => ({
    ...{ ...cell(num, den), period, keys: { stage }, labels: {}, previous: cell(before, 7) },
  });
  const answer: Answer = {
    ...{ kpi: "lead_stage_share", watermark: "2026-03-01T00:00:00.000Z", notes: [], total: cell(6, 6) },
    definition: {
      ...{ version: 1, variant: "default", name: "Leads by stage", formula: "", unit: "share", better: null },
      ...{ type: "stock", additivity: "semi_additive", parts: { num: null, den: null } },
    },
    question: {
      ...{ from: "2026-01-01", to: "2026-03-01", timezone: "UTC", as_of: "2026-03-01T00:00:00.000Z" },
      ...{ grain: "month", by: ["stage"], where: [] },
    },
    rows: [
      ...["a", "b", "c"].map((stage) => row(stage, "2026-01-01", 2, 6, 2)),
      ...["a", "b", "c"].map((stage, place) => row(stage, "2026-02-01", place + 1, 6, [2, 2, 3][place] ?? 0)),
    ],
  };
  const shown = (of: Answer) => withWholeShares(of).rows.map(({ value, previous }) => [value, previous?.value]);

  it("are shown as tenths of a per cent that add up to 100.0 in each unit of time; all else as it is", () => {
    expect(shown(answer)).toEqual([
      [0.334, 2 / 7],
      [0.333, 2 / 7],
      [0.333, 2 / 7],
      [0.167, 0.286],
      [0.333, 0.286],
      [0.5, 0.428],
    ]);
    const ratio: Answer = { ...answer, definition: { ...answer.definition, unit: "ratio" } };
    expect(withWholeShares(ratio)).toBe(ratio);
  });
});
