/** What a mean's uncertainty needs to know about its records, when the records themselves stay in the warehouse. */
import type { Interval } from "./interval.ts";

/** Central moments with divisor n: the mean of (x - mean)^2 and of (x - mean)^3. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly thirdCentral: number;
  /** The least and the greatest, where they are known. */
  readonly ends?: Interval | undefined;
}

/** Plain sums over the records; they cancel when the mean is large beside the spread: prefer `Moments` then. */
export interface PowerSums {
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly sumCubes: number;
}

export const momentsFromSums = ({ n, sum, sumSquares, sumCubes }: PowerSums): Moments => {
  const mean = sum / n;
  const variance = Math.max(0, sumSquares / n - mean * mean);
  return { n, mean, variance, thirdCentral: sumCubes / n - 3 * mean * variance - mean ** 3 };
};

export const momentsOf = (values: ArrayLike<number>): Moments => {
  const n = values.length;
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / n;
  const central = (power: number): number => all.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  return { n, mean, variance: central(2), thirdCentral: central(3) };
};
