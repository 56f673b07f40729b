/** How sure means, sums and quotients are: drawing records again, and the same without drawing. */
import { describe, expect, it } from "vitest";
import {
  bootstrapMean,
  bootstrapMeanFromMoments,
  bootstrapSum,
  bootstrapSumFromMoments,
  type Interval,
  momentsFromSums,
  momentsOf,
  normalQuantile,
  ratioOfMeansInterval,
  ratioOfSumsInterval,
  shareOfMoneyInterval,
} from "../../src/stats/index.ts";
import { quantile } from "../../src/stats/quantile.ts";
import { seeded } from "../../src/stats/random.ts";

const drawn = (n: number, seed: number, shape: (u: number) => number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: n }, () => shape(random() || 0.5));
};
const lognormal = (u: number): number => 1000 * Math.exp(normalQuantile(u));
const exponential = (u: number): number => -20 * Math.log(u);

/** Twenty runs of a thousand draws, so that the drawing's own chance is below 1 % of the width. */
const longRun = (values: number[]): Interval => {
  const intervals = Array.from({ length: 20 }, (_, seed) => bootstrapMean(values, seed)!.interval!);
  const mean = (side: 0 | 1): number => intervals.reduce((sum, interval) => sum + interval[side], 0) / 20;
  return [mean(0), mean(1)];
};
/** How far two intervals' ends lie apart, in widths of the second. */
const apart = (given: Interval, known: Interval): number =>
  Math.max(Math.abs(given[0] - known[0]), Math.abs(given[1] - known[1])) / (known[1] - known[0]);

describe("a mean's interval", () => {
  it.each([
    ["lognormal", 30, lognormal],
    ["lognormal", 100, lognormal],
    ["lognormal", 1000, lognormal],
    ["exponential", 30, exponential],
    ["exponential", 100, exponential],
    ["exponential", 1000, exponential],
  ])("of %s amounts, %i records, without drawing is the drawn one within some per cent of its width", (_, n, shape) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const values = drawn(n, seed, shape);
      expect(apart(bootstrapMeanFromMoments(momentsOf(values))!.interval!, longRun(values))).toBeLessThan(0.03);
    }
  });

  it("is not symmetrical where the records are not: a normal interval would be further off", () => {
    const values = drawn(30, 3, lognormal);
    const { mean, variance, n } = momentsOf(values);
    const half = 1.959963984540054 * Math.sqrt(variance / n);
    const known = longRun(values);
    expect(apart([mean - half, mean + half], known)).toBeGreaterThan(
      2 * apart(bootstrapMeanFromMoments(momentsOf(values))!.interval!, known),
    );
  });

  it("is the same for the same seed and another for another", () => {
    const values = drawn(50, 9, exponential);
    expect(bootstrapMean(values, 7)).toEqual(bootstrapMean(values, 7));
    expect(bootstrapMean(values, 7)).not.toEqual(bootstrapMean(values, 8));
  });

  it("from plain sums is that from central moments", () => {
    const values = drawn(200, 4, exponential);
    const power = (k: number): number => values.reduce((sum, value) => sum + value ** k, 0);
    const sums = { n: 200, sum: power(1), sumSquares: power(2), sumCubes: power(3) };
    const [given, known] = [bootstrapMeanFromMoments(sums)!, bootstrapMeanFromMoments(momentsOf(values))!];
    expect(given.value).toBeCloseTo(known.value, 9);
    expect(given.interval![0]).toBeCloseTo(known.interval![0], 9);
    expect(given.interval![1]).toBeCloseTo(known.interval![1], 9);
    expect(momentsFromSums(sums).thirdCentral / momentsOf(values).thirdCentral).toBeCloseTo(1, 9);
  });

  it.each([
    { values: [10, 20] },
    { values: [7, 7] },
    { values: [0, 0, 1] },
    { values: [10, 10, 100] },
    { values: [3, 50, 52] },
    { values: [1, 2, 3] },
    { values: [4, 4, 4] },
  ])(
    "of two or three records goes from the least to the greatest, as drawing them again does: $values",
    ({ values }) => {
      const [low, high] = bootstrapMeanFromMoments(momentsOf(values))!.interval!;
      expect(low).toBeCloseTo(Math.min(...values), 9);
      expect(high).toBeCloseTo(Math.max(...values), 9);
      expect(bootstrapMean(values, 1)!.interval).toEqual([Math.min(...values), Math.max(...values)]);
    },
  );

  it("of more records ends at the least and the greatest where they are known", () => {
    const values = [10, 10, 10, 100];
    const without = bootstrapMeanFromMoments(momentsOf(values))!.interval!;
    expect(without[0]).toBeLessThan(10);
    expect(bootstrapMeanFromMoments({ ...momentsOf(values), ends: [10, 100] })!.interval).toEqual([10, without[1]]);
  });

  it("of three records of which only the sums are known is that of the records", () => {
    const given = bootstrapMeanFromMoments({ n: 3, sum: 105, sumSquares: 5213, sumCubes: 265635 })!;
    expect(momentsOf([3, 50, 52]).mean).toBe(35);
    expect(given.value).toBe(35);
    expect(given.interval![0]).toBeCloseTo(3, 8);
    expect(given.interval![1]).toBeCloseTo(52, 8);
  });

  it("does not exist for one record, and nothing exists for none", () => {
    expect(bootstrapMean([4], 1)).toEqual({ value: 4, interval: null });
    expect(bootstrapMeanFromMoments({ n: 1, mean: 4, variance: 0, thirdCentral: 0 })).toEqual({
      value: 4,
      interval: null,
    });
    expect(bootstrapMean([], 1)).toBeNull();
    expect(bootstrapMeanFromMoments({ n: 0, mean: 0, variance: 0, thirdCentral: 0 })).toBeNull();
  });

  it("has no width where all records are alike", () => {
    expect(bootstrapMean([3, 3, 3], 1)).toEqual({ value: 3, interval: [3, 3] });
    expect(bootstrapMeanFromMoments(momentsOf([3, 3, 3]))).toEqual({ value: 3, interval: [3, 3] });
  });
});

describe("a sum's interval", () => {
  it("is that of the mean, times the records", () => {
    const values = [1, 2, 9, 4];
    const mean = bootstrapMean(values, 3)!;
    expect(bootstrapSum(values, 3)).toEqual({ value: 16, interval: [mean.interval![0] * 4, mean.interval![1] * 4] });
    const shape = bootstrapMeanFromMoments(momentsOf(values))!;
    expect(bootstrapSumFromMoments(momentsOf(values))!.interval![1]).toBe(shape.interval![1] * 4);
  });
});

describe("a quotient's interval", () => {
  const amounts = drawn(60, 11, lognormal);
  const won = drawn(60, 12, (u) => (u < 0.6 ? 1 : 0));
  const num = amounts.map((amount, i) => amount * won[i]!);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviations = (values: number[]): number[] => values.map((value) => value - mean(values));
  const [a, b] = [deviations(num), deviations(amounts)];
  const product = (of: (x: number, y: number) => number): number => mean(a.map((x, i) => of(x, b[i]!)));
  const moments = {
    n: 60,
    num: { mean: mean(num), variance: product((x) => x * x) },
    den: { mean: mean(amounts), variance: product((_, y) => y * y) },
    covariance: product((x, y) => x * y),
    third: {
      numNumNum: product((x) => x ** 3),
      numNumDen: product((x, y) => x * x * y),
      numDenDen: product((x, y) => x * y * y),
      denDenDen: product((_, y) => y ** 3),
    },
  };
  const redrawn = (): Interval => {
    const random = seeded(5);
    const ratios = Array.from({ length: 20_000 }, () => {
      let [above, below] = [0, 0];
      for (let k = 0; k < 60; k += 1) {
        const i = Math.floor(random() * 60);
        above += num[i]!;
        below += amounts[i]!;
      }
      return above / below;
    }).sort((x, y) => x - y);
    return [quantile(ratios, 0.025)!, quantile(ratios, 0.975)!];
  };

  it("over the same records is the drawn one within 4 % of its width", () => {
    const { value, interval } = ratioOfMeansInterval(moments)!;
    expect(value).toBeCloseTo(mean(num) / mean(amounts), 12);
    expect(apart(interval!, redrawn())).toBeLessThan(0.04);
  });

  it("ends where the mean of what remains after r times the denominator has 0 as its own interval's end", () => {
    const { interval } = ratioOfMeansInterval(moments)!;
    const remaining = (r: number) => bootstrapMeanFromMoments(momentsOf(num.map((one, i) => one - r * amounts[i]!)))!;
    expect(remaining(interval![0]).interval![0]).toBeCloseTo(0, 6);
    expect(remaining(interval![1]).interval![1]).toBeCloseTo(0, 6);
  });

  it("of a known sum over skewed records is the sum over the limits of theirs, turned round", () => {
    const { interval } = ratioOfSumsInterval({ n: 10, mean: 7, variance: 0, thirdCentral: 0 }, momentsOf(amounts))!;
    const below = bootstrapSumFromMoments(momentsOf(amounts))!.interval!;
    expect(interval![0]).toBeCloseTo(70 / below[1], 12);
    expect(interval![1]).toBeCloseTo(70 / below[0], 12);
  });

  it("without skewness is Fieller's", () => {
    const { interval } = ratioOfMeansInterval({ ...moments, third: undefined })!;
    for (const r of interval!) {
      const variance = moments.num.variance - 2 * r * moments.covariance + r * r * moments.den.variance;
      const z = (moments.num.mean - r * moments.den.mean) / Math.sqrt(variance / 60);
      expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 6);
    }
  });

  it("over a denominator taken as given is the sum's interval, divided", () => {
    const spend = momentsOf(amounts);
    const leads = { n: 40, mean: 1, variance: 0, thirdCentral: 0 };
    const given = ratioOfSumsInterval(spend, leads)!;
    const sum = bootstrapSumFromMoments(spend)!;
    expect(given.value).toBeCloseTo(sum.value / 40, 9);
    expect(given.interval![0]).toBeCloseTo(sum.interval![0] / 40, 6);
    expect(given.interval![1]).toBeCloseTo(sum.interval![1] / 40, 6);
  });

  it("is wider when the denominator is itself a chance number", () => {
    const spend = momentsOf(amounts);
    const width = (variance: number): number => {
      const { interval } = ratioOfSumsInterval(spend, { n: 40, mean: 1, variance, thirdCentral: variance })!;
      return interval![1] - interval![0];
    };
    expect(width(1)).toBeGreaterThan(1.1 * width(0));
  });

  it("does not exist where the denominator may be 0", () => {
    const spend = momentsOf(amounts);
    expect(ratioOfSumsInterval(spend, { n: 3, mean: 1, variance: 1, thirdCentral: 1 })!.interval).toBeNull();
    expect(ratioOfSumsInterval(spend, { n: 0, mean: 0, variance: 0, thirdCentral: 0 })).toBeNull();
    expect(ratioOfMeansInterval({ ...moments, n: 1 })!.interval).toBeNull();
  });

  it("has no width where nothing varies", () => {
    const alike = momentsOf([5, 5, 5]);
    expect(ratioOfSumsInterval(alike, alike)).toEqual({ value: 1, interval: [1, 1] });
  });
});

describe("the share of the money that was won", () => {
  const shareOf = (won: readonly number[], lost: readonly number[]) => {
    const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
    const squares = (amounts: readonly number[]): number => sum(amounts.map((one) => one * one));
    const all = sum([...won, ...lost]);
    const [hitSquares, value] = [squares(won), sum(won) / all];
    return { value, interval: shareOfMoneyInterval({ value, all, squares: hitSquares + squares(lost), hitSquares })! };
  };

  it("is as sure of credits as of the same amounts above zero: its range begins below it and ends above", () => {
    const [won, lost] = [
      [100, 2000, 100],
      [2000, 100, 100, 2000],
    ];
    const credits = shareOf(
      won.map((one) => -one),
      lost.map((one) => -one),
    );
    expect(credits).toEqual(shareOf(won, lost));
    expect(credits.interval[0]).toBeLessThan(credits.value);
    expect(credits.interval[1]).toBeGreaterThan(credits.value);
  });

  it("is not known where one amount is nearly all of it, whichever way that one went", () => {
    const small = Array.from({ length: 300 }, () => 1000);
    const lost = shareOf(small, [...small, 1e12]);
    expect(lost.value).toBeLessThan(0.00001);
    expect(lost.interval[1]).toBeGreaterThan(0.75);
    const won = shareOf([...small, 1e12], small);
    expect(won.interval[0]).toBeLessThan(0.25);
  });

  it("lies in its range as often as it says, of amounts as unequal as deals are", () => {
    const random = seeded(7);
    const normal = (): number => normalQuantile(random() || 0.5);
    const isHeld = (): boolean => {
      const amounts = Array.from({ length: 100 }, () => ({ amount: Math.exp(2 * normal()), isWon: random() < 0.3 }));
      const of = (isWon: boolean) => amounts.filter((one) => one.isWon === isWon).map(({ amount }) => amount);
      const [low, high] = shareOf(of(true), of(false)).interval;
      return low <= 0.3 && high >= 0.3;
    };
    const held = Array.from({ length: 1000 }, isHeld).filter(Boolean).length;
    expect(held).toBeGreaterThan(935);
  });

  it("lies within its range where credits make it more than all, or less than nothing", () => {
    const more = shareOf([1000, 900, 800], [-500, -400]);
    expect(more.value).toBeGreaterThan(1);
    expect(more.interval[0]).toBeLessThan(more.value);
    expect(more.interval[1]).toBeGreaterThan(more.value);
    const less = shareOf([-500, -400], [1000, 900, 800]);
    expect(less.interval[0]).toBeLessThan(less.value);
    expect(less.interval[1]).toBeGreaterThan(less.value);
  });
});
