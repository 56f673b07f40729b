/** Time to an end that not all have reached: worked examples, plain-loop oracles, and R's rule for quantiles. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aalenJohansen,
  countByCause,
  countExits,
  incidenceAt,
  incidenceQuantile,
  kaplanMeier,
  survivalAt,
  survivalQuantile,
} from "../../src/stats/index.ts";

interface One {
  time: number;
  cause: number;
  entry: number;
}

const some = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 30 }),
    cause: fc.integer({ min: 0, max: 2 }),
    entry: fc.integer({ min: 0, max: 12 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const columns = (ones: One[]) => ({
  time: ones.map(({ time }) => time),
  cause: ones.map(({ cause }) => cause),
  event: ones.map(({ cause }) => cause > 0),
  entry: ones.map(({ entry }) => entry),
});
const atRisk = (ones: One[], t: number): number => ones.filter(({ entry, time }) => entry < t && t <= time).length;
const endedAt = (ones: One[], t: number, cause?: number): number =>
  ones.filter((one) => one.entry < one.time && one.time === t && one.cause > 0 && (cause ?? one.cause) === one.cause)
    .length;
/** S just after t, with no more than the definition. */
const stillGoing = (ones: One[], t: number): number => {
  let share = 1;
  for (let u = 0; u <= t; u += 1) if (endedAt(ones, u) > 0) share *= 1 - endedAt(ones, u) / atRisk(ones, u);
  return share;
};
const incidenceBy = (ones: One[], t: number, cause: number): number => {
  let sum = 0;
  for (let u = 1; u <= t; u += 1) {
    if (endedAt(ones, u, cause) > 0) sum += stillGoing(ones, u - 1) * (endedAt(ones, u, cause) / atRisk(ones, u));
  }
  return sum;
};
/** The variance as printed in the literature (Marubini, Valsecchi 1995, 10.12), sums of three parts. */
const varianceBy = (ones: One[], t: number, cause: number): number => {
  let sum = 0;
  for (let u = 1; u <= t; u += 1) {
    const [n, d, k] = [atRisk(ones, u), endedAt(ones, u), endedAt(ones, u, cause)];
    if (d === 0) continue;
    const before = stillGoing(ones, u - 1);
    const rest = incidenceBy(ones, t, cause) - incidenceBy(ones, u, cause);
    if (d < n) sum += rest ** 2 * (d / (n * (n - d)));
    sum += before ** 2 * ((k * (n - k)) / n ** 3) - 2 * rest * before * (k / n ** 2);
  }
  return sum;
};

describe("the share still going", () => {
  it("is what the definition gives, with late entries, ties and censorings", () => {
    fc.assert(
      fc.property(some, (ones) => {
        const curve = kaplanMeier(countExits(columns(ones)));
        for (const t of [0, 5, 11, 20, 31]) {
          expect(survivalAt(curve, t).survival).toBeCloseTo(stillGoing(ones, t), 12);
        }
      }),
    );
  });

  it("counts an event before a censoring at the same time", () => {
    const curve = kaplanMeier(countExits({ time: [3, 3], event: [0, 1] }));
    expect(survivalAt(curve, 3).survival).toBe(0.5);
  });

  it("takes counts by time as it takes the records themselves", () => {
    const counts = { time: [2, 5, 9], events: [1, 0, 2], censored: [1, 1, 0] };
    const records = { time: [9, 2, 5, 9, 2], event: [1, 1, 0, 1, 0] };
    expect(kaplanMeier(counts).survival).toEqual(kaplanMeier(countExits(records)).survival);
  });

  it("is 1 before the first event, without an interval's width", () => {
    const curve = kaplanMeier({ time: [2, 5], events: [0, 1], censored: [1, 1] });
    expect(survivalAt(curve, 1)).toEqual({ survival: 1, interval: [1, 1], standardError: 0 });
    expect(survivalAt(curve, 3).interval).toEqual([1, 1]);
  });

  it("has no interval once nobody is left", () => {
    expect(survivalAt(kaplanMeier({ time: [2], events: [3], censored: [0] }), 2)).toEqual({
      survival: 0,
      interval: null,
      standardError: 0,
    });
  });

  it("has no quantile of nobody", () => {
    expect(survivalQuantile(kaplanMeier({ time: [], events: [], censored: [] }), 0.5)).toEqual({
      value: null,
      interval: [null, null],
    });
  });

  it("refuses times that do not ascend, and more ends than records", () => {
    expect(() => kaplanMeier({ time: [2, 2], events: [1, 1], censored: [0, 0] })).toThrow(RangeError);
    expect(() => kaplanMeier({ time: [1, 2], events: [2, 0], censored: [0, 0], entered: [1, 0] })).toThrow(RangeError);
  });

  it("leaves out a record that comes into sight when it ends", () => {
    const curve = kaplanMeier(countExits({ time: [4, 4, 6], event: [1, 1, 1], entry: [0, 4, 0] }));
    expect(survivalAt(curve, 4).survival).toBe(0.5);
  });
});

describe("a quantile of a time", () => {
  const median = (time: number[], event: number[]): number | null =>
    survivalQuantile(kaplanMeier(countExits({ time, event })), 0.5).value;

  it("is the smallest time at which no more than the rest are going", () =>
    expect(median([1, 2, 3], [1, 1, 1])).toBe(2));

  it("is the middle of the flat piece where exactly the rest are going, up to the next fall", () =>
    expect(median([1, 2, 5, 9], [1, 1, 0, 1])).toBe(5.5));

  it("ends that flat piece at the last time observed when nothing falls any more", () =>
    expect(median([1, 2, 5, 8], [1, 1, 0, 0])).toBe(5));

  it("is not reached when more than the rest are still going", () =>
    expect(median([1, 2, 5, 8], [1, 0, 0, 0])).toBeNull());

  it("sees the tie though the product of a thousand fractions does not end on it exactly", () => {
    const n = 1000;
    const counts = {
      time: Array.from({ length: n }, (_, i) => i + 1),
      events: Array(n).fill(1),
      censored: Array(n).fill(0),
    };
    for (const tenth of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      expect(survivalQuantile(kaplanMeier(counts), tenth / 10).value).toBe(tenth * 100 + 0.5);
    }
  });

  it("has limits where the curve's limits come down to it", () => {
    fc.assert(
      fc.property(some, fc.constantFrom(0.25, 0.5, 0.9), (ones, q) => {
        const curve = kaplanMeier(countExits(columns(ones)));
        const { value, interval } = survivalQuantile(curve, q);
        const times = Array.from(curve.time);
        const first = (which: 0 | 1): number | undefined =>
          times.find((t) => (survivalAt(curve, t).interval?.[which] ?? 2) <= 1 - q - 1e-9);
        // Exact ties of a limit with the level do not come up with these counts.
        expect(interval[0]).toBe(first(0) ?? null);
        expect(interval[1]).toBe(first(1) ?? null);
        if (value !== null && interval[1] !== null) expect(interval[1]).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

describe("the share ended in one of several ways", () => {
  it("is what the definition gives, and so is its variance", () => {
    fc.assert(
      fc.property(some, (ones) => {
        const curves = aalenJohansen(countByCause(columns(ones), 2));
        for (const t of [4, 12, 31]) {
          for (const cause of [1, 2]) {
            const given = incidenceAt(curves, cause - 1, t);
            expect(given.incidence).toBeCloseTo(incidenceBy(ones, t, cause), 12);
            expect(given.standardError ** 2).toBeCloseTo(varianceBy(ones, t, cause), 12);
          }
        }
      }),
    );
  });

  it("adds up: ended in any way and still going are all", () => {
    fc.assert(
      fc.property(some, (ones) => {
        const curves = aalenJohansen(countByCause(columns(ones), 2));
        const curve = kaplanMeier(countExits(columns(ones)));
        curve.survival.forEach((share, i) => {
          expect(share + curves.causes[0]!.incidence[i]! + curves.causes[1]!.incidence[i]!).toBeCloseTo(1, 12);
        });
      }),
    );
  });

  it("with a single way is what is no longer going, with Greenwood's variance", () => {
    const records = { time: [6, 6, 6, 7, 9, 10], event: [1, 1, 0, 1, 0, 1] };
    const single = survivalAt(kaplanMeier(countExits(records)), 7);
    const ended = incidenceAt(aalenJohansen(countByCause({ time: records.time, cause: records.event }, 1)), 0, 7);
    expect(ended.incidence).toBeCloseTo(1 - single.survival, 14);
    expect(ended.standardError).toBeCloseTo(single.standardError, 14);
  });

  it("has its median where half of all have ended that way, and the middle of the flat piece on a tie", () => {
    const curves = aalenJohansen(countByCause({ time: [1, 2, 3, 4], cause: [1, 2, 1, 2] }, 2));
    expect(incidenceQuantile(curves, 0, 0.25).value).toBe(2);
    expect(incidenceQuantile(curves, 0, 0.4).value).toBe(3);
    expect(incidenceQuantile(curves, 0, 0.5).value).toBe(3.5);
    expect(incidenceQuantile(curves, 0, 0.6).value).toBeNull();
  });

  it("has limits on log(-log) of the incidence, and a quantile between those of its limits", () => {
    const time = Array.from({ length: 40 }, (_, i) => i + 1);
    const curves = aalenJohansen(countByCause({ time, cause: time.map((t) => (t % 4 === 0 ? 2 : 1)) }, 2));
    const { incidence, interval, standardError } = incidenceAt(curves, 0, 20);
    expect(incidence).toBeCloseTo(15 / 40, 12);
    const wide = (1.959963984540054 * standardError) / (incidence * Math.log(incidence));
    expect(interval).toEqual([
      expect.closeTo(incidence ** Math.exp(-wide), 12),
      expect.closeTo(incidence ** Math.exp(wide), 12),
    ]);
    const { value, interval: times } = incidenceQuantile(curves, 0, 0.3);
    expect(value).toBe(16);
    expect(times[0]).toBeLessThan(15);
    expect(times[1]).toBeGreaterThan(17);
    expect(incidenceAt(curves, 0, times[0]!).interval![1]).toBeGreaterThanOrEqual(0.3);
    expect(incidenceAt(curves, 0, times[0]! - 1).interval![1]).toBeLessThan(0.3);
  });

  it("has no incidence of a way in which nothing ended", () => {
    const curves = aalenJohansen(countByCause({ time: [1, 2], cause: [1, 0] }, 2));
    expect(incidenceAt(curves, 1, 2)).toEqual({ incidence: 0, interval: [0, 0], standardError: 0 });
    expect(incidenceQuantile(curves, 1, 0.5).value).toBeNull();
  });
});

describe("quantiles of thousands of times", () => {
  const first = (rows: number, level: number, height: (row: number) => number | undefined): number | null => {
    for (let row = 0; row < rows; row += 1) if ((height(row) ?? Number.NaN) <= level) return row;
    return null;
  };
  const records = fc
    .tuple(
      fc.integer({ min: 600, max: 3000 }),
      fc.integer({ min: 1, max: 2 ** 30 }),
      fc.double({ min: 0.02, max: 0.9, noNaN: true }),
    )
    .map(([n, seed, censored]) => {
      let state = seed;
      const next = (): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return (state + 0.5) / 2 ** 32;
      };
      return Array.from({ length: n }, () => {
        const time = -Math.log(next());
        return { time, cause: next() < censored ? 0 : next() < 0.7 ? 1 : 2 };
      });
    });

  it("are the first times at which the curve and its limits come down, as when every row is looked at", () => {
    fc.assert(
      // No share that a curve could stand at exactly: there is another rule for that.
      fc.property(records, fc.integer({ min: 30, max: 970 }), (ones, share) => {
        const q = share / 1000 + 1.2345e-5;
        const counts = countByCause({ time: ones.map(({ time }) => time), cause: ones.map(({ cause }) => cause) }, 2);
        const [events = [], others = []] = counts.events;
        const together = Array.from(events, (count, row) => count + (others[row] ?? 0));
        const curve = kaplanMeier({ time: counts.time, censored: counts.censored, events: together });
        const rows = counts.time.length;
        const at = (row: number | null): number | null => (row === null ? null : (counts.time[row] ?? null));
        const value = first(rows, 1 - q, (row) => curve.survival[row]);
        const limitsAt = (row: number) => survivalAt(curve, counts.time[row] ?? 0).interval;
        const low = first(rows, 1 - q, (row) => limitsAt(row)?.[0]);
        const high =
          value === null ? null : first(rows, 1 - q, (row) => (row < value ? undefined : limitsAt(row)?.[1]));
        expect(survivalQuantile(curve, q)).toEqual({ value: at(value), interval: [at(low), at(high)] });
        const curves = aalenJohansen(counts);
        const won = first(rows, 1 - q, (row) => 1 - (curves.causes[0]?.incidence[row] ?? 0));
        const shareAt = (row: number) => incidenceAt(curves, 0, counts.time[row] ?? 0).interval;
        const left = (limit: number | undefined): number | undefined => (limit === undefined ? undefined : 1 - limit);
        const early = first(rows, 1 - q, (row) => left(shareAt(row)?.[1]));
        const late =
          won === null ? null : first(rows, 1 - q, (row) => (row < won ? undefined : left(shareAt(row)?.[0])));
        expect(incidenceQuantile(curves, 0, q)).toEqual({ value: at(won), interval: [at(early), at(late)] });
      }),
      { numRuns: 60 },
    );
  });
});

describe("half a million different times", () => {
  const n = 500_000;
  const time = Float64Array.from({ length: n }, (_, i) => i / 86400);
  const events = Float64Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 0 : 1));
  const other = Float64Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const none = new Float64Array(n);
  const quickest = (work: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 7 }, () => {
        const before = performance.now();
        work();
        return performance.now() - before;
      }),
    );

  it("take well under a second, with the median and its limits", () => {
    expect(quickest(() => survivalQuantile(kaplanMeier({ time, events, censored: other }), 0.5))).toBeLessThan(200);
    expect(
      quickest(() => incidenceQuantile(aalenJohansen({ time, events: [events, other], censored: none }), 0, 0.5)),
    ).toBeLessThan(200);
  });
});
