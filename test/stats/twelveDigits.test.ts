import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twelveDigits } from "../../src/stats/index.ts";

const written = (value: number): number => Number(value.toPrecision(12));

describe("twelve digits of a number", () => {
  it("are those that it is written with", () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 1e-7, max: 1e-5, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, (value) => {
        expect(twelveDigits(value)).toBe(written(value));
      }),
      { numRuns: 5000 },
    );
  });

  it("are those in the middle between two, and beside powers of ten", () => {
    for (let places = 11; places <= 18; places += 1)
      for (const whole of [100_000_000_000, 123_456_789_012, 499_999_999_999, 999_999_999_999])
        for (const beside of [-0.5, -0.4999, 0, 0.4999, 0.5, 0.5001]) {
          const value = (whole + beside) / 10 ** places;
          expect(twelveDigits(value)).toBe(written(value));
          expect(twelveDigits(-value)).toBe(written(-value));
        }
    expect(twelveDigits(0)).toBe(0);
    expect(twelveDigits(0.1)).toBe(0.1);
  });
});
