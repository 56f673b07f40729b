import { describe, expect, it } from "vitest";
import { survivors } from "../src/facts/merges.ts";

const merged = (...pairs: [number, number][]): Record<string, number> =>
  Object.fromEntries(survivors(pairs.map(([from, to]) => ({ from, to }))));

describe("of merged records", () => {
  it("a chain is followed to the record that survives", () => expect(merged([1, 2], [2, 3])).toEqual({ 1: 3, 2: 3 }));
  it("those that merge into each other stand alone", () => expect(merged([1, 2], [2, 1])).toEqual({}));
  it("one that merges into itself stands alone", () => expect(merged([1, 1])).toEqual({}));
  it("one that merges into a circle stands alone too", () => expect(merged([9, 1], [1, 2], [2, 1])).toEqual({}));
  it("two may merge into one", () => expect(merged([1, 3], [2, 3])).toEqual({ 1: 3, 2: 3 }));
});
