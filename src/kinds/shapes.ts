/** Figures from sums: a proportion, a mean, a count, a quotient of money, a quantile of times not all finished. */
import {
  aalenJohansen,
  bootstrapMeanFromMoments,
  bootstrapSumFromMoments,
  type Interval,
  incidenceQuantile,
  kaplanMeier,
  type Moments,
  momentsFromSums,
  type PowerSums,
  ratioOfSumsInterval,
  survivalQuantile,
  type TimeQuantile,
  wilson,
} from "../stats/index.ts";
import type { Among, Chances, Clusters, Exposure, Figure, Spread, Sums, Times } from "./measure.ts";

export const quotient = (num: number, den: number): number | null => (den === 0 ? null : num / den);

/** x of n records. */
export const proportion = (
  x: number,
  n: number,
  more: Figure["more"] = {},
  { clusters = null, young = 0 }: Partial<Chances> = {},
): Figure => ({
  value: quotient(x, n),
  num: x,
  den: n,
  n,
  interval: wilson(x, n),
  flags: n === 0 ? ["no_denominator"] : [],
  more,
  withhold: "quotient",
  evidence: { kind: "proportion", x, n, clusters, young },
});

/** Moments of a part under a prefix; DuckDB's skewness is the sample one, made the population's again. */
export const momentsOf = (sums: Sums, part: string, prefix: string): Moments => {
  const n = sums.get(part, `${prefix}_n`);
  const variance = sums.maybe(part, `${prefix}_variance`) ?? 0;
  const sample = sums.maybe(part, `${prefix}_skewness`) ?? 0;
  const skewness = n < 3 || !Number.isFinite(sample) ? 0 : (sample * (n - 2)) / Math.sqrt(n * (n - 1));
  return {
    n,
    mean: n === 0 ? 0 : sums.get(part, `${prefix}_sum`) / n,
    variance,
    thirdCentral: skewness * variance ** 1.5,
    ends: endsOf(sums, part, prefix),
  };
};

const endsOf = (sums: Sums, part: string, prefix: string): Interval | undefined => {
  const [least, greatest] = [sums.maybe(part, `${prefix}_least`), sums.maybe(part, `${prefix}_greatest`)];
  return least === null || greatest === null ? undefined : [least, greatest];
};

/** What sums of squares over ten decimals cannot tell from equal times. */
const indistinct = (mean: number): number => 1e-10 * (1 + Math.abs(mean)) + 1e-14 * mean * mean;

export const momentsOfTimes = (sums: PowerSums): Moments => {
  if (sums.n === 0) return { n: 0, mean: 0, variance: 0, thirdCentral: 0 };
  const found = momentsFromSums(sums);
  return found.variance > indistinct(found.mean) ? found : { ...found, variance: 0, thirdCentral: 0 };
};

/** Moments of times, from their sums of powers. */
export const timeMomentsOf = (sums: Sums, part: string, prefix: string): Moments => {
  const at = (column: string): number => sums.get(part, `${prefix}_${column}`);
  return momentsOfTimes({ n: at("n"), sum: at("sum"), sumSquares: at("squares"), sumCubes: at("cubes") });
};

const notBelowZero = (interval: Interval | null): Interval | null =>
  interval && [Math.max(0, interval[0]), interval[1]];

/** A mean of times: as none of them is below 0, however they are drawn their mean is not. */
export const mean = (moments: Moments, sum: number, more: Figure["more"] = {}, among?: Among): Figure => ({
  value: quotient(sum, moments.n),
  num: moments.n === 0 ? 0 : sum,
  den: moments.n,
  n: moments.n,
  interval: notBelowZero(bootstrapMeanFromMoments(moments)?.interval ?? null),
  flags: moments.n === 0 ? ["no_denominator"] : [],
  more,
  withhold: "never",
  evidence: { kind: "mean", n: moments.n, mean: moments.mean, variance: moments.variance, among },
});

/** What stands somewhere is counted at one instant, whenever that is. */
export const atOnce: Exposure = { workingDays: 1, days: 1, over: { workingDays: 1, days: 1 } };

/** A number of records, which may come in clusters. */
export const countOf = (
  n: number,
  exposure: Exposure,
  more: Figure["more"] = {},
  clusters: Clusters | null = null,
): Figure => ({
  value: n,
  num: n,
  den: null,
  n,
  interval: null,
  flags: [],
  more,
  withhold: "never",
  evidence: { kind: "count", x: n, clusters, ...exposure },
});

/** A number of records is a chance as any count is: Poisson. */
const byChance = (n: number): Moments => ({ n, mean: 1, variance: 1, thirdCentral: 1 });

/** Where no amount is below zero, no quotient is. */
const moneyPerInterval = (money: Moments, records: number): Interval | null => {
  const interval = money.n < 1 ? null : (ratioOfSumsInterval(money, byChance(records))?.interval ?? null);
  return (money.ends?.[0] ?? -1) < 0 ? interval : notBelowZero(interval);
};

/** Money over records: neither what is spent at a time nor how many records come is certain. */
export const moneyPer = (
  money: Moments & { readonly sum: number },
  records: number,
  more: Figure["more"] = {},
): Figure => ({
  value: quotient(money.sum, records),
  num: money.sum,
  den: records,
  n: records,
  interval: moneyPerInterval(money, records),
  flags: records === 0 ? ["no_denominator"] : [],
  more,
  withhold: "never",
  evidence: { kind: "interval" },
});

/** So many records over so many others, each number a chance. Where none came, as many as chance may leave out in one of forty (exact Poisson). */
export const countPerInterval = (num: number, den: number): Interval | null => {
  if (num === 0) return den === 0 ? null : [0, -Math.log(0.025) / den];
  return notBelowZero(ratioOfSumsInterval(byChance(num), byChance(den))?.interval ?? null);
};

export const sumOf = (
  money: Moments & { readonly sum: number },
  n: number,
  exposure: Exposure,
  more: Figure["more"] = {},
): Figure => ({
  flags: [],
  value: money.sum,
  num: money.sum,
  den: null,
  n,
  interval: money.n < 2 ? null : (bootstrapSumFromMoments(money)?.interval ?? null),
  more,
  withhold: "never",
  evidence: {
    ...{ kind: "sum", n: money.n, sum: money.sum, ...exposure },
    squares: money.n * (money.variance + money.mean * money.mean),
  },
});

/** Tells apart the rows that quantiles are made of until each of these is one time. */
const quantilesOf = (
  spread: Spread,
  find: (times: Times, heard: (row: number) => void) => readonly TimeQuantile[],
): readonly TimeQuantile[] => {
  let now = spread;
  for (;;) {
    const rows: number[] = [];
    const found = find(now.times, (row) => rows.push(row));
    const finer = now.finer(rows);
    if (finer === null) return found;
    now = finer;
  }
};

/** The times by which each of the shares has ended, others censored. */
export const survivalTimes = (spread: Spread, ...shares: readonly number[]): readonly TimeQuantile[] =>
  quantilesOf(spread, ({ time, ended, censored }, heard) => {
    const curve = kaplanMeier({ time, events: ended, censored });
    return shares.map((share) => survivalQuantile(curve, share, heard));
  });

/** The times by which each of the shares has ended in the first way, the second competing. */
export const incidenceTimes = (spread: Spread, ...shares: readonly number[]): readonly TimeQuantile[] =>
  quantilesOf(spread, ({ time, ended, endedOtherwise, censored }, heard) => {
    const curves = aalenJohansen({ time, events: [ended, endedOtherwise], censored });
    return shares.map((share) => incidenceQuantile(curves, 0, share, heard));
  });

export const timeQuantile = ({ records: n, ended }: Spread, found: TimeQuantile, more: Figure["more"] = {}): Figure => {
  return {
    value: found.value,
    num: ended,
    den: n,
    n,
    interval: n === 0 || found.interval.every((limit) => limit === null) ? null : found.interval,
    flags: n === 0 ? ["no_denominator"] : found.value === null ? ["not_reached"] : [],
    more,
    withhold: "quotient",
    evidence: { kind: "interval" },
  };
};
