/** Do two means differ, when their records spread differently: Welch's t test (Welch 1947). */
import { studentTwoSided } from "./distributions/student.ts";
import type { Moments } from "./moments.ts";

/** Variances with divisor n, as in `Moments`. */
export type MeanAndSpread = Pick<Moments, "n" | "mean" | "variance">;

export interface WelchTest {
  /** Second mean minus first. */
  readonly difference: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/** `null` where either side has fewer than 2 records. Without any spread: p is 1 for equal means, else 0. */
export const welch = (first: MeanAndSpread, second: MeanAndSpread): WelchTest | null => {
  if (first.n < 2 || second.n < 2) return null;
  const difference = second.mean - first.mean;
  const [part1, part2] = [first.variance / (first.n - 1), second.variance / (second.n - 1)];
  const variance = part1 + part2;
  if (variance === 0) {
    const t = difference === 0 ? 0 : Math.sign(difference) * Infinity;
    return { difference, t, df: first.n + second.n - 2, p: difference === 0 ? 1 : 0 };
  }
  const df = variance ** 2 / (part1 ** 2 / (first.n - 1) + part2 ** 2 / (second.n - 1));
  const t = difference / Math.sqrt(variance);
  return { difference, t, df, p: studentTwoSided(t, df) };
};
