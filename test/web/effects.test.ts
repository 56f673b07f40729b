import { describe, expect, it } from "vitest";
import type { Effect } from "../../web/src/api/types.ts";
import { byCondition, isUnit, uncapital } from "../../web/src/pages/data/effects.ts";

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

  it("are written in the units that the page knows", () => {
    expect(["ratio", "money", "days", "parsecs"].map(isUnit)).toEqual([true, true, true, false]);
    expect(uncapital("Win rate")).toBe("win rate");
  });
});
