import { describe, expect, it } from "vitest";
import { leftovers } from "../../src/cli/leftovers.ts";

const megabytes = (count: number): number => count * 1_000_000;

describe("what answers leave behind", () => {
  const collecting = () => {
    const seen = { held: 0, kept: 0, collected: 0 };
    const answered = leftovers(
      () => seen.held,
      () => {
        seen.collected += 1;
        seen.held = seen.kept;
      },
    );
    return { seen, answered };
  };

  it("is collected after an answer that left much, and not after those that left little", () => {
    const { seen, answered } = collecting();
    for (const held of [1, 3, 5]) {
      seen.held = megabytes(held);
      answered();
    }
    expect(seen.collected).toBe(0);
    seen.held = megabytes(30);
    answered();
    expect(seen.collected).toBe(1);
  });

  it("is not collected again and again while others hold what cannot be", () => {
    const { seen, answered } = collecting();
    seen.kept = megabytes(20);
    seen.held = megabytes(40);
    for (let answer = 0; answer < 5; answer += 1) answered();
    expect(seen.collected).toBe(1);
  });

  it("is measured from what was left, once those others are gone", () => {
    const { seen, answered } = collecting();
    seen.kept = megabytes(20);
    seen.held = megabytes(40);
    answered();
    seen.held = 0;
    answered();
    seen.held = megabytes(10);
    answered();
    expect(seen.collected).toBe(2);
  });

  it("is given back by the engine of JavaScript when it is asked to", () => {
    const answered = leftovers();
    let numbers: Float64Array[] | null = Array.from({ length: 20 }, (_, at) => new Float64Array(250_000).fill(at));
    const before = process.memoryUsage().arrayBuffers;
    expect(numbers.length).toBe(20);
    numbers = null;
    answered();
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(before - megabytes(30));
  });
});
