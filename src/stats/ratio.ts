/** How sure a quotient of two sums over records is: money per lead, the won part of the money decided. */
import { bootstrapSumFromMoments } from "./bootstrap.ts";
import { type Estimate, type Interval, z95 } from "./interval.ts";
import type { Moments } from "./moments.ts";
import { wilson } from "./proportion.ts";

/** Two columns of the same n records; central moments with divisor n. */
export interface PairedMoments {
  readonly n: number;
  readonly num: { readonly mean: number; readonly variance: number };
  readonly den: { readonly mean: number; readonly variance: number };
  readonly covariance: number;
  /** Means of the products of three deviations; absent, the records are taken as not skewed. */
  readonly third?: ThirdMoments;
}

export interface ThirdMoments {
  readonly numNumNum: number;
  readonly numNumDen: number;
  readonly numDenDen: number;
  readonly denDenDen: number;
}

/** Cumulants of the two sums themselves. */
interface Sums {
  readonly num: number;
  readonly den: number;
  readonly numNum: number;
  readonly numDen: number;
  readonly denDen: number;
  readonly third: ThirdMoments;
}

const noSkew: ThirdMoments = { numNumNum: 0, numNumDen: 0, numDenDen: 0, denDenDen: 0 };

/**
 * The p quantile (z its normal one) of num - r den, which is at or below 0 just when the quotient is at or below r.
 */
const quantileOfGap = ({ num, den, numNum, numDen, denDen, third }: Sums, r: number, z: number): number => {
  const variance = numNum - 2 * r * numDen + r * r * denDen;
  if (variance <= 0) return num - r * den;
  const skewness =
    (third.numNumNum - 3 * r * third.numNumDen + 3 * r * r * third.numDenDen - r ** 3 * third.denDenDen) /
    variance ** 1.5;
  return num - r * den + Math.sqrt(variance) * (z + (skewness * (z * z - 1)) / 6);
};

/** The quantile falls as r grows: the limit is where it is 0, looked for outwards from the quotient in steps that double. */
const limit = (sums: Sums, value: number, z: number): number | null => {
  const gap = (r: number): number => quantileOfGap(sums, r, z);
  const direction = Math.sign(gap(value));
  if (direction === 0) return value;
  const scale = Math.sqrt(Math.max(0, sums.numNum - 2 * value * sums.numDen + value * value * sums.denDen)) / sums.den;
  // Amounts that are all alike (a budget spread over its days) leave nothing to chance but the last digit.
  if (!(scale > 0)) return value;
  let step = scale;
  for (; Math.sign(gap(value + direction * step)) === direction; step *= 2) if (step > 1e6 * scale) return null;
  let [near, far] = [value, value + direction * step];
  for (let turn = 0; turn < 200 && near !== far; turn += 1) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    if (Math.sign(gap(middle)) === direction) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
};

/** A denominator whose own interval reaches 0 bounds no quotient. */
const bounded = ({ den, denDen }: Sums): boolean => den > z95 * Math.sqrt(denDen);

const estimate = (sums: Sums): Estimate | null => {
  if (sums.den === 0) return null;
  const value = sums.num / sums.den;
  if (!bounded(sums)) return { value, interval: null };
  const low = limit(sums, value, -z95);
  const high = limit(sums, value, z95);
  const interval: Interval | null = low === null || high === null ? null : [low, high];
  return { value, interval };
};

/**
 * sum(num) / sum(den) over the same records, with the 95 % percentile interval of the records drawn again, without
 * drawing: r is a limit where the Cornish-Fisher quantile of the mean of num - r den is 0 (Fieller 1954 for records
 * without skewness; Hall 1992). `null` for a denominator of 0; no interval for fewer than 2 records or where the
 * denominator is not clearly above 0.
 */
export const ratioOfMeansInterval = ({ n, num, den, covariance, third = noSkew }: PairedMoments): Estimate | null => {
  if (n < 1 || den.mean === 0) return null;
  if (n < 2) return { value: num.mean / den.mean, interval: null };
  return estimate({
    num: n * num.mean,
    den: n * den.mean,
    numNum: n * num.variance,
    numDen: n * covariance,
    denDen: n * den.variance,
    third: {
      numNumNum: n * third.numNumNum,
      numNumDen: n * third.numNumDen,
      numDenDen: n * third.numDenDen,
      denDenDen: n * third.denDenDen,
    },
  });
};

/** Over what is given, not a chance. */
const over = (den: number, sum: Estimate | null): Estimate | null =>
  sum && { value: sum.value / den, interval: sum.interval && [sum.interval[0] / den, sum.interval[1] / den] };

/**
 * The same for sums over records of two kinds, drawn apart: spend rows and leads. A count as denominator is
 * `{n, mean: 1, variance: 0, thirdCentral: 0}` if it is taken as given, with variance and third 1 if it is itself
 * a chance (Poisson) number.
 */
export const ratioOfSumsInterval = (num: Moments, den: Moments): Estimate | null => {
  if (num.n < 1 || den.n < 1 || den.mean === 0) return null;
  if (den.variance === 0) return over(den.n * den.mean, bootstrapSumFromMoments(num));
  return estimate({
    num: num.n * num.mean,
    den: den.n * den.mean,
    numNum: num.n * num.variance,
    numDen: 0,
    denDen: den.n * den.variance,
    third: { ...noSkew, numNumNum: num.n * num.thirdCentral, denDenDen: den.n * den.thirdCentral },
  });
};

/** Money of some of the records over the money of all: their sum, and the sums of squares. */
export interface ShareOfMoney {
  readonly value: number;
  readonly all: number;
  readonly squares: number;
  readonly hitSquares: number;
}

/**
 * The share of the money, 95 %, by the delta method (residuals x_i - r y_i), and no narrower than Wilson's interval of as many equal amounts
 * as weigh the same (Kish 1965). Where one amount is nearly all, as where none or all of it is among the hits, hardly any residual is left,
 * which is no proof: of log-normal amounts (sigma 2) the delta method alone holds the true share in 82 of 100 samples of 200.
 */
export const shareOfMoneyInterval = ({ value, all, squares, hitSquares }: ShareOfMoney): Interval | null => {
  const spread = hitSquares * (1 - 2 * value) + value * value * squares;
  const half = (z95 * Math.sqrt(Math.max(0, spread))) / Math.abs(all);
  // Amounts above and below zero together are no share of a whole: it ends at neither.
  if (value < 0 || value > 1) return [value - half, value + half];
  const effective = (all * all) / squares;
  const equal = wilson(value * effective, effective);
  return equal && [Math.max(0, Math.min(value - half, equal[0])), Math.min(1, Math.max(value + half, equal[1]))];
};
