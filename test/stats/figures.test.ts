/** Shares, counts, medians and their comparison: the edges, and verdicts as people would read them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betaBinomialMoments,
  countChange,
  fisherMidP,
  hodgesLehmann,
  intervalChange,
  jeffreys,
  largestRemainder,
  mannWhitney,
  meanChange,
  medianInterval,
  medianRanks,
  momentsOf,
  newcombe,
  projectedRate,
  proportionChange,
  quantile,
  rateRatio,
  ratioOfSumsInterval,
  shrunkHazards,
  shrunkRate,
  sumChange,
  welch,
  wilson,
  xmr,
} from "../../src/stats/index.ts";

describe("a share", () => {
  it("of nothing has no interval", () => {
    expect([wilson(0, 0), jeffreys(0, 0), newcombe({ x1: 0, n1: 0, x2: 1, n2: 2 })]).toEqual([null, null, null]);
  });

  it("of all reaches 1 and no further, of none 0", () => {
    expect(wilson(10, 10)?.[1]).toBe(1);
    expect(wilson(0, 10)?.[0]).toBe(0);
    expect(jeffreys(10, 10)?.[1]).toBe(1);
  });

  it("that is projected above 1 keeps its interval within 1", () => {
    expect(projectedRate([{ finished: 0.1, n: 10, x: 3 }])?.value).toBeCloseTo(3);
    expect(projectedRate([{ finished: 0.1, n: 10, x: 3 }])?.interval[1]).toBe(1);
    expect(projectedRate([{ finished: 0, n: 10, x: 0 }])).toBeNull();
  });

  it("of people who differ no more than by chance is the common one", () => {
    const groups = [
      { x: 5, n: 10 },
      { x: 10, n: 20 },
      { x: 0, n: 0 },
    ];
    const common = betaBinomialMoments(groups)!;
    expect(common).toEqual({ mean: 0.5, rho: 0, kappa: Infinity });
    expect(shrunkRate({ x: 1, n: 10 }, common)).toBe(0.5);
    expect(betaBinomialMoments([{ x: 0, n: 0 }])).toBeNull();
  });

  it("of people of whom each does all or nothing is their own", () => {
    const groups = [
      { x: 100, n: 100 },
      { x: 0, n: 100 },
      { x: 100, n: 100 },
      { x: 0, n: 100 },
    ];
    const common = betaBinomialMoments(groups)!;
    expect(common.rho).toBe(1);
    expect(shrunkRate({ x: 3, n: 10 }, common)).toBe(0.3);
  });
});

describe("two shares", () => {
  /** All tables with these margins, one by one. */
  const byList = (x1: number, n1: number, x2: number, n2: number): number => {
    const choose = (n: number, k: number): number =>
      k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
    const tables = Array.from({ length: n1 + 1 }, (_, x) => choose(n1, x) * choose(n2, x1 + x2 - x));
    const seen = tables[x1]!;
    const all = tables.reduce((sum, ways) => sum + ways, 0);
    return (
      tables.reduce(
        (sum, ways) => sum + (ways < seen * (1 - 1e-9) ? ways : ways <= seen * (1 + 1e-9) ? ways / 2 : 0),
        0,
      ) / all
    );
  };

  it("are compared over all tables with their margins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 25 }),
        fc.nat(25),
        fc.nat(25),
        (n1, n2, a, b) => {
          const [x1, x2] = [Math.min(a, n1), Math.min(b, n2)];
          const margins = x1 + x2 === 0 || x1 + x2 === n1 + n2;
          expect(fisherMidP({ x1, n1, x2, n2 })).toBeCloseTo(margins ? 1 : byList(x1, n1, x2, n2), 12);
        },
      ),
    );
  });

  it("of a million records are compared at once, and a huge difference is none of chance", () => {
    const before = performance.now();
    expect(fisherMidP({ x1: 250_000, n1: 500_000, x2: 250_600, n2: 500_000 })).toBeCloseTo(0.2301, 3);
    expect(fisherMidP({ x1: 100_000, n1: 500_000, x2: 400_000, n2: 500_000 })).toBe(0);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe("two counts", () => {
  it("of nothing differ by nothing", () =>
    expect(rateRatio({ x1: 0, t1: 1, x2: 0, t2: 1 })).toEqual({ ratio: null, interval: [0, null], p: 1 }));

  it("have a ratio without upper bound when the second is 0", () => {
    const { ratio, interval, p } = rateRatio({ x1: 6, t1: 1, x2: 0, t2: 1 });
    expect(ratio).toBeNull();
    expect(interval[0]).toBeGreaterThan(1);
    expect(interval[1]).toBeNull();
    expect(p).toBeCloseTo(2 / 2 ** 6, 12);
  });

  it("are the same seen from the other side", () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.nat(60),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (x1, x2, t1, t2) => {
          expect(rateRatio({ x1, t1, x2, t2 }).p).toBeCloseTo(rateRatio({ x1: x2, t1: t2, x2: x1, t2: t1 }).p, 10);
        },
      ),
    );
  });
});

describe("quantiles of finished times", () => {
  it("are type 7", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7, 12);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });

  it("bound the median by ranks as printed in tables of the sign test", () => {
    expect(medianRanks(5)).toBeNull();
    expect(medianRanks(6)).toEqual([1, 6]);
    expect(medianRanks(9)).toEqual([2, 8]);
    expect(medianRanks(20)).toEqual([6, 15]);
    expect(medianRanks(50)).toEqual([18, 33]);
    expect(medianRanks(100)).toEqual([40, 61]);
    expect(medianInterval([10, 20, 30, 40, 50, 60])).toEqual([10, 60]);
    expect(medianInterval([1, 2])).toBeNull();
  });

  it("find the ranks among a quarter of a million", () => {
    const [low, high] = medianRanks(250_000)!;
    expect(low + high).toBe(250_001);
    expect((125_000.5 - low) / (0.5 * Math.sqrt(250_000))).toBeCloseTo(1.96, 2);
  });
});

describe("two groups of values", () => {
  /** Every way to share the values out, one by one. */
  const byList = (first: number[], second: number[]): number => {
    const all = [...first, ...second].sort((a, b) => a - b);
    const w = (mine: Set<number>): number =>
      all.reduce(
        (sum, _, i) =>
          sum + (mine.has(i) ? all.reduce((below, __, j) => below + (j < i && !mine.has(j) ? 1 : 0), 0) : 0),
        0,
      );
    const seen = w(new Set(all.flatMap((value, i) => (second.includes(value) ? [i] : []))));
    const ways: number[] = [];
    const share = (from: number, chosen: number[]): void => {
      if (chosen.length === second.length) ways.push(w(new Set(chosen)));
      else for (let i = from; i < all.length; i += 1) share(i + 1, [...chosen, i]);
    };
    share(0, []);
    const middle = (first.length * second.length) / 2;
    const far = ways.filter((one) => Math.abs(one - middle) >= Math.abs(seen - middle)).length;
    return far / ways.length;
  };

  it("are compared over all ways to share the values out", () => {
    const values = [3, 8, 1, 15, 22, 9, 30, 4];
    for (const cut of [2, 3, 4, 5]) {
      const [first, second] = [values.slice(0, cut), values.slice(cut)];
      expect(mannWhitney(first, second)?.p).toBeCloseTo(byList(first, second), 12);
    }
  });

  it("with ties are compared by the normal approximation, as R does", () => {
    const { w, p, exact } = mannWhitney([1, 2, 2, 3, 5], [2, 4, 5, 6, 7, 8])!;
    expect(exact).toBe(false);
    expect(w).toBe(25.5);
    expect(p).toBeCloseTo(0.06476896969888761, 12);
  });

  it("that are empty cannot be compared", () => {
    expect(mannWhitney([], [1])).toBeNull();
    expect(hodgesLehmann([], [1])).toBeNull();
    expect(welch(momentsOf([1]), momentsOf([1, 2]))).toBeNull();
  });

  it("without any spread differ surely or not at all", () => {
    expect(welch(momentsOf([2, 2]), momentsOf([3, 3]))?.p).toBe(0);
    expect(welch(momentsOf([2, 2]), momentsOf([2, 2]))?.p).toBe(1);
  });
});

describe("a verdict", () => {
  it("on shares is up, down, or chance", () => {
    expect(proportionChange({ x1: 20, n1: 100, x2: 40, n2: 100 })).toMatchObject({ verdict: "up", relative: 1 });
    expect(proportionChange({ x1: 40, n1: 100, x2: 20, n2: 100 })).toMatchObject({ verdict: "down", relative: -0.5 });
    expect(proportionChange({ x1: 30, n1: 100, x2: 33, n2: 100 }).verdict).toBe("no_clear_change");
  });

  it("is not given on fewer than five records, or on fewer than configured", () => {
    expect(proportionChange({ x1: 0, n1: 4, x2: 100, n2: 100 }).verdict).toBe("too_few");
    expect(proportionChange({ x1: 0, n1: 6, x2: 100, n2: 100 }).verdict).toBe("up");
    expect(proportionChange({ x1: 0, n1: 6, x2: 100, n2: 100 }, 10).verdict).toBe("too_few");
  });

  it("on counts is given when either has five: a fall to none is the greatest there is", () => {
    expect(countChange({ x1: 84, t1: 1, x2: 0, t2: 1 }).verdict).toBe("down");
    expect(countChange({ x1: 0, t1: 1, x2: 40, t2: 1 }).verdict).toBe("up");
    expect(countChange({ x1: 5, t1: 1, x2: 1, t2: 1 }).verdict).toBe("no_clear_change");
    expect(countChange({ x1: 4, t1: 1, x2: 0, t2: 1 }).verdict).toBe("too_few");
  });

  it("on sums of equal amounts is that on their number, and on others less clear", () => {
    const equal = (n: number, t = 1) => ({ n, sum: n * 250, squares: n * 250 ** 2, t });
    for (const [x1, t1, x2, t2] of [
      [84, 1, 0, 1],
      [5, 1, 1, 1],
      [30, 20, 31, 23],
      [30, 1, 60, 1],
    ] as const)
      expect(sumChange(equal(x1, t1), equal(x2, t2))).toMatchObject({
        p: expect.closeTo(countChange({ x1, t1, x2, t2 }).p!, 12),
        verdict: countChange({ x1, t1, x2, t2 }).verdict,
      });
    // One great deal among thirty.
    const uneven = { n: 30, sum: 29 * 250 + 7750, squares: 29 * 250 ** 2 + 7750 ** 2, t: 1 };
    expect(sumChange(equal(30), uneven)).toMatchObject({ relative: 1, verdict: "no_clear_change" });
    expect(sumChange(equal(4), equal(0)).verdict).toBe("too_few");
    expect(sumChange(equal(40), { ...equal(40), t: 0 })).toMatchObject({ absolute: null, verdict: "too_few" });
    // Credits, of which nobody knows how they come.
    expect(sumChange(equal(40), { ...equal(40), sum: -9000 }).p).toBeNull();
  });

  it("has no relative change from 0, and no change from nothing", () => {
    expect(proportionChange({ x1: 0, n1: 50, x2: 25, n2: 50 })).toMatchObject({
      absolute: 0.5,
      relative: null,
      verdict: "up",
    });
    expect(proportionChange({ x1: 0, n1: 0, x2: 25, n2: 50 })).toEqual({
      absolute: null,
      relative: null,
      p: null,
      verdict: "too_few",
    });
  });

  it("on counts weighs the time each had", () => {
    expect(countChange({ x1: 100, t1: 20, x2: 150, t2: 20 }).verdict).toBe("up");
    expect(countChange({ x1: 100, t1: 20, x2: 150, t2: 30 })).toMatchObject({
      absolute: 0,
      verdict: "no_clear_change",
    });
    expect(countChange({ x1: 150, t1: 1, x2: 100, t2: 1 })).toMatchObject({ absolute: -50, verdict: "down" });
  });

  it("on counts is not given over no time: what has not begun has not fallen", () => {
    const nothing = { absolute: null, relative: null, p: null, verdict: "too_few" };
    expect(countChange({ x1: 100, t1: 20, x2: 0, t2: 0 })).toEqual(nothing);
    expect(countChange({ x1: 0, t1: 0, x2: 100, t2: 20 })).toEqual(nothing);
  });

  it("on means weighs their spread", () => {
    const many = (mean: number, variance: number) => ({ n: 50, mean, variance });
    expect(meanChange(many(10, 4), many(12, 4)).verdict).toBe("up");
    expect(meanChange(many(10, 400), many(12, 400)).verdict).toBe("no_clear_change");
    expect(meanChange(many(-10, 1), many(-12, 1))).toMatchObject({ relative: -0.2, verdict: "down" });
  });

  it("on anything else compares the interval ends that face each other", () => {
    const known = (value: number | null, low: number | null, high: number | null) => ({
      value,
      interval: [low, high] as const,
      n: 40,
    });
    expect(intervalChange(known(30, 28, 33), known(40, 36, null)).verdict).toBe("up");
    expect(intervalChange(known(40, 36, null), known(30, 28, 33)).verdict).toBe("down");
    expect(intervalChange(known(30, 25, null), known(40, 36, 44))).toMatchObject({
      p: null,
      verdict: "no_clear_change",
    });
    expect(intervalChange(known(30, 20, 41), known(40, 29, 55)).verdict).toBe("no_clear_change");
    expect(intervalChange(known(null, 20, null), known(40, 29, 55))).toMatchObject({
      absolute: null,
      verdict: "no_clear_change",
    });
    expect(intervalChange({ ...known(1, 1, 1), n: 2 }, known(40, 29, 55)).verdict).toBe("too_few");
    expect(intervalChange({ value: 5, interval: null, n: 9 }, known(40, 29, 55)).verdict).toBe("no_clear_change");
    expect(intervalChange(known(5, 5, 5), known(5, 5, 5)).p).toBe(1);
  });

  it("on intervals is none where the difference may just be nothing: three days within three, after two within two or three", () => {
    const told = (low: number, high: number) => {
      const [before, now] = [
        { value: high, interval: [high, high] as const, n: 145 },
        { value: low, interval: [low, high] as const, n: 124 },
      ];
      return [intervalChange(before, now), intervalChange(now, before)].map(({ p, verdict }) => [p, verdict]);
    };
    for (let day = 0; day < 200; day += 1)
      expect(told(day * 1.1, day * 1.1 + 1), `${day}`).toEqual(Array(2).fill([0.05, "no_clear_change"]));
  });

  it("on intervals has the p of the normal test where they are symmetrical", () => {
    const z = 1.959963984540054;
    const { p } = intervalChange(
      { value: 0, interval: [-3 * z, 3 * z], n: 9 },
      { value: 5 * z, interval: [z, 9 * z], n: 9 },
    );
    expect(p).toBeCloseTo(0.05, 12);
  });
});

describe("shown shares", () => {
  it("sum to exactly 100.0", () => {
    expect(largestRemainder([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
    expect(largestRemainder([1, 1, 1], 0)).toEqual([34, 33, 33]);
    expect(largestRemainder([0, 0])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 40 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        const shares = largestRemainder(values);
        if (total === 0) expect(shares).toBeNull();
        else {
          expect(shares!.reduce((sum, share) => sum + Math.round(share * 10), 0)).toBe(1000);
          shares!.forEach((share, i) => {
            expect(Math.abs(share - (values[i]! / total) * 100)).toBeLessThan(0.1);
            expect(Number(share.toFixed(1))).toBe(share);
          });
        }
      }),
    );
  });

  it("are not made of negative values", () => expect(() => largestRemainder([3, -1])).toThrow(RangeError));
});

describe("other edges", () => {
  it("a chart needs two values", () => expect(xmr([4])).toBeNull());

  it("hazards without any event are 0", () =>
    expect(shrunkHazards([{ exposure: 10, events: 0 }])).toEqual([{ hazard: 0, interval: null }]));
});

describe("a quotient of sums that hardly vary", () => {
  it("ends, with the quotient as its own limits: thirty days of one budget over four leads", () => {
    const part = 4807 / 64;
    const sum = Array.from({ length: 64 }).reduce<number>((all) => all + part, 0);
    const found = ratioOfSumsInterval(
      { n: 64, mean: sum / 64, variance: 0, thirdCentral: 0 },
      { n: 4, mean: 1, variance: 0, thirdCentral: 0 },
    );
    expect(found?.value).toBeCloseTo(4807 / 4, 8);
    expect(found?.interval?.every((limit) => Math.abs(limit - 4807 / 4) < 1e-6)).toBe(true);
  });
});
