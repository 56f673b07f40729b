/** Totals that are added up of cells. */
import { describe, expect, it } from "vitest";
import { summed, wholePlace } from "../src/query/sheet.ts";

describe("a total of cells", () => {
  it("is the same in whichever order they come, to the last digit", () => {
    const cells = [1e16, 3.3, -1e16, 0.1, 0.2, 1e9, 0.7, -1e9, 12345.678];
    const totalOf = (values: readonly number[]): number | null =>
      summed({ names: ["a_money"], columns: [values], rowCount: values.length }).at(wholePlace.name, "a_money");
    const total = totalOf(cells);
    expect(total).toBeCloseTo(12349.978, 9);
    expect(totalOf(cells.toReversed())).toBe(total);
    expect(totalOf([...cells].sort((a, b) => a - b))).toBe(total);
    expect(totalOf([])).toBe(0);
  });
});
