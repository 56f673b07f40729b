/** How sure a mean or a sum over records is: what it would have been with the records drawn again. */
import { type Estimate, type Interval, z95 } from "./interval.ts";
import { type Moments, momentsFromSums, type PowerSums } from "./moments.ts";
import { quantile } from "./quantile.ts";
import { seeded } from "./random.ts";

const resamples = 1000;

const resampledMean = (values: ArrayLike<number>, random: () => number): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
  return sum / values.length;
};

/**
 * The mean with its 95 % percentile interval of 1,000 resamples; the same seed gives the same interval. `null` for no
 * values, no interval for one. Takes 1,000 n draws: for many records use the moments.
 */
export const bootstrapMean = (values: ArrayLike<number>, seed: number): Estimate | null => {
  const n = values.length;
  if (n === 0) return null;
  const value = Array.from(values).reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { value, interval: null };
  const random = seeded(seed);
  const means = Float64Array.from({ length: resamples }, () => resampledMean(values, random)).sort();
  return { value, interval: [quantile(means, 0.025) ?? value, quantile(means, 0.975) ?? value] };
};

/**
 * What the percentile interval is without drawing: the Cornish-Fisher quantiles z + g (z^2 - 1) / 6 of the bootstrap
 * distribution of a mean, whose skewness g is the records' over sqrt(n) (Hall 1992, section 3.3).
 */
const withoutDrawing = ({ n, mean, variance, thirdCentral }: Moments): Interval => {
  const error = Math.sqrt(variance / n);
  const skewness = variance === 0 ? 0 : thirdCentral / variance ** 1.5 / Math.sqrt(n);
  const shift = (skewness * (z95 * z95 - 1)) / 6;
  return [mean + error * (shift - z95), mean + error * (shift + z95)];
};

/**
 * The least and the greatest of two or three records: two deviations are the roots of d^2 = v, three those of d^3 - 3/2 v d - k = 0
 * (in cosines, Viete). Of so few one draw in 27 or more is all the least, or all the greatest: the percentile interval ends there.
 */
const endsOfFew = ({ n, mean, variance, thirdCentral }: Moments): Interval => {
  if (n === 2) return [mean - Math.sqrt(variance), mean + Math.sqrt(variance)];
  const half = variance / 2;
  const turn = half === 0 ? 0 : Math.acos(Math.min(1, Math.max(-1, thirdCentral / 2 / half ** 1.5))) / 3;
  const reach = 2 * Math.sqrt(half);
  return [mean + reach * Math.cos(turn + (2 * Math.PI) / 3), mean + reach * Math.cos(turn)];
};

/** The mean with the interval `bootstrapMean` would give: of two or three records exactly, within some per cent of its width from 30 on. */
export const bootstrapMeanFromMoments = (given: Moments | PowerSums): Estimate | null => {
  if (given.n < 1) return null;
  const moments = "mean" in given ? given : momentsFromSums(given);
  if (given.n < 2) return { value: moments.mean, interval: null };
  if (given.n < 4) return { value: moments.mean, interval: moments.ends ?? endsOfFew(moments) };
  return { value: moments.mean, interval: within(withoutDrawing(moments), moments.ends) };
};

/** However records are drawn, their mean lies between the least and the greatest of them. */
const within = ([low, high]: Interval, ends: Interval | undefined): Interval =>
  ends === undefined ? [low, high] : [Math.max(low, ends[0]), Math.min(high, ends[1])];

const times = (estimate: Estimate | null, n: number): Estimate | null =>
  estimate && {
    value: estimate.value * n,
    interval: estimate.interval && [estimate.interval[0] * n, estimate.interval[1] * n],
  };

/** The sum of the values with its interval: n records drawn again, n times their mean. */
export const bootstrapSum = (values: ArrayLike<number>, seed: number): Estimate | null =>
  times(bootstrapMean(values, seed), values.length);

export const bootstrapSumFromMoments = (given: Moments | PowerSums): Estimate | null =>
  times(bootstrapMeanFromMoments(given), given.n);
