import { describe, expect, it } from "vitest";
import { sortedByEffect as sortedByServer } from "../../src/insights/index.ts";
import type { Effect } from "../../web/src/api/types.ts";
import { byCondition, isUnit, sortedByEffect, uncapital } from "../../web/src/pages/data/effects.ts";

const effect = (kpi: string, condition: string): Effect => ({
  ...{ kpi, condition, records: 2, unit: "ratio", before: 0.6, after: 0.5, difference: -0.1 },
  size: 0.2,
});

describe("the effects of a finding", () => {
  it("stand together by what would be otherwise, the greatest first in each", () => {
    const [lost, negative] = ["if the 2 were lost", "if the 2 were negative"];
    const told = [effect("win_rate", lost), effect("response_sentiment", negative), effect("pipeline_by_stage", lost)];
    expect(byCondition(told).map((some) => some.map(({ kpi }) => kpi))).toEqual([
      ["win_rate", "pipeline_by_stage"],
      ["response_sentiment"],
    ]);
    expect(byCondition([])).toEqual([]);
  });

  it("put findings in the order in which the server puts them: the greatest first, those without any after them", () => {
    const group = (code: string, count: number, size?: number | null) => ({
      ...{ code, count, records: count, meaning: "", remedy: "", kpis: [] },
      effects: size === undefined ? [] : [{ ...effect("win_rate", "if"), size }],
    });
    const groups = [
      group("few", 1),
      group("many", 9),
      group("small", 1, 0.1),
      group("large", 1, 0.9),
      group("unsized", 1, null),
    ];
    const order = ["large", "small", "unsized", "many", "few"];
    expect(sortedByEffect(groups).map(({ code }) => code)).toEqual(order);
    const effects = new Map(groups.map(({ code, effects }) => [code, effects]));
    expect(sortedByServer(groups, effects).map(({ code }) => code)).toEqual(order);
  });

  it("are written in the units that the page knows", () => {
    expect(["ratio", "money", "days", "parsecs"].map(isUnit)).toEqual([true, true, true, false]);
    expect(uncapital("Win rate")).toBe("win rate");
  });
});
