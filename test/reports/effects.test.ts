import { expect, it } from "vitest";
import { effectLine } from "../../src/reports/effects.ts";

it("an effect that is too small to be seen leaves the figure as it is, and does not point from it to itself", () => {
  const words = { currency: "USD", kpis: [{ id: "win_rate", name: "Win rate" }] };
  const effect = { kpi: "win_rate", condition: "if the 4 were lost", records: 4, unit: "ratio", size: 0.01 } as const;
  const told = (after: number) => effectLine([{ ...effect, before: 0.259, after, difference: after - 0.259 }], words);
  expect(told(0.2591)).toBe("Win rate stays 25.9% if the 4 were lost");
  expect(told(0.251)).toBe("Win rate 25.9% → 25.1% if the 4 were lost");
});
