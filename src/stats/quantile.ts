/** Quantiles of values that all are finished, and how sure their median is. */
import { binomialCdf } from "./distributions/binomial.ts";
import type { Interval } from "./interval.ts";

/** Type 7 (R's default, DuckDB's `quantile_cont`) of ascending values; `null` for none. 0 <= p <= 1. */
export const quantile = (sorted: ArrayLike<number>, p: number): number | null => {
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
};

/** 2 P(Bin(n, 1/2) <= rank - 1) <= 0.05: the chance that the median lies outside ranks `rank` and `n + 1 - rank`. */
const covers = (rank: number, n: number): boolean => 2 * binomialCdf(rank - 1, n, 0.5) <= 0.05;

/**
 * Ranks (1 = the smallest value) whose values bound the median with at least 95 %: the innermost symmetrical pair
 * r and n + 1 - r with 2 P(Bin(n, 1/2) < r) <= 0.05. No distribution is assumed. `null` for fewer than 6 values,
 * where even the smallest and the largest do not cover so much.
 */
export const medianRanks = (n: number): readonly [number, number] | null => {
  if (n < 1 || !covers(1, n)) return null;
  let rank = Math.max(1, Math.floor(n / 2 - 0.98 * Math.sqrt(n)));
  while (covers(rank + 1, n)) rank += 1;
  while (!covers(rank, n)) rank -= 1;
  return [rank, n + 1 - rank];
};

/** The 95 % interval of the median of ascending values: those at `medianRanks`. */
export const medianInterval = (sorted: ArrayLike<number>): Interval | null => {
  const ranks = medianRanks(sorted.length);
  if (ranks === null) return null;
  const low = sorted[ranks[0] - 1];
  const high = sorted[ranks[1] - 1];
  return low === undefined || high === undefined ? null : [low, high];
};
