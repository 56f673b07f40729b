import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incidenceTimes, survivalTimes } from "../src/kinds/shapes.ts";
import { type ByStatus, counted } from "../src/query/sorted.ts";
import { spreadOf } from "../src/query/spread.ts";
import { aalenJohansen, incidenceQuantile, kaplanMeier, survivalQuantile } from "../src/stats/index.ts";

/** Tens of thousands of records: some at once, some dropped early, some long after. */
const observed = fc
  .record({
    n: fc.integer({ min: 20_001, max: 40_000 }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    open: fc.double({ min: 0, max: 0.95, noNaN: true }),
    openLate: fc.boolean(),
    step: fc.constantFrom(0, 0.25, 1 / 3600),
    spread: fc.constantFrom(0.1, 1, 4),
  })
  .map(({ n, seed, open, openLate, step, spread }): ByStatus => {
    let state = seed;
    const next = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const times: [number[], number[], number[]] = [[], [], []];
    for (let row = 0; row < n; row += 1) {
      const own = next() < open ? 0 : next() < 0.7 ? 1 : 2;
      const drawn = next() < 0.02 ? 0 : (-Math.log(next())) ** spread * (own === 0 && openLate ? 40 : 1);
      times[own].push(step === 0 ? drawn : Math.round(drawn / step) * step);
    }
    const [unfinished, first, second] = times;
    return [Float64Array.from(unfinished), Float64Array.from(first), Float64Array.from(second)];
  });

describe("quantiles of tens of thousands of times of which only some are put in order", () => {
  const shares = [0.1, 0.5, 0.75, 0.9];

  it("are those of all times in order, with their limits", () => {
    fc.assert(
      fc.property(observed, (some) => {
        const { time, ended, endedOtherwise, censored } = counted(some);
        const curve = kaplanMeier({ time, events: ended, censored });
        const curves = aalenJohansen({ time, events: [ended, endedOtherwise], censored });
        expect(survivalTimes(spreadOf(some), ...shares)).toEqual(shares.map((share) => survivalQuantile(curve, share)));
        expect(incidenceTimes(spreadOf(some), ...shares)).toEqual(
          shares.map((share) => incidenceQuantile(curves, 0, share)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("count every record", () => {
    fc.assert(
      fc.property(observed, (some) => {
        const { records, ended, times } = spreadOf(some);
        const sum = (counts: Float64Array): number => counts.reduce((all, one) => all + one, 0);
        expect(records).toBe(some[0].length + some[1].length + some[2].length);
        expect(ended).toBe(some[1].length);
        expect(sum(times.ended) + sum(times.endedOtherwise) + sum(times.censored)).toBe(records);
      }),
      { numRuns: 20 },
    );
  });
});
