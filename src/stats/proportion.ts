/** How sure a share is: x of n records, and the difference of two shares. */
import { betaQuantile } from "./distributions/beta.ts";
import { type Estimate, type Interval, z95 } from "./interval.ts";

/**
 * Wilson's score interval, 95 % (Wilson 1927; R's `prop.test(correct = FALSE)`). `n` need not be whole, for
 * effective numbers of records; `null` for n = 0.
 */
export const wilson = (x: number, n: number): Interval | null => {
  if (n <= 0) return null;
  const share = Math.min(Math.max(x / n, 0), 1);
  const z2 = z95 * z95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [share === 0 ? 0 : middle - half, share === 1 ? 1 : middle + half];
};

/** Jeffreys' interval, 95 %: Beta(x + 1/2, n - x + 1/2), closed at 0 and 1 (Brown, Cai, DasGupta 2001). */
export const jeffreys = (x: number, n: number): Interval | null => {
  if (n <= 0) return null;
  const limit = (p: number): number => betaQuantile(p, x + 0.5, n - x + 0.5);
  return [x === 0 ? 0 : limit(0.025), x === n ? 1 : limit(0.975)];
};

/** Two groups of records: the first is before or there, the second is now or here. */
export interface TwoShares {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
}

/** Second share minus first, with Newcombe's hybrid score interval, 95 % (Newcombe 1998, method 10). */
export const newcombe = ({ x1, n1, x2, n2 }: TwoShares): Estimate | null => {
  const first = wilson(x1, n1);
  const second = wilson(x2, n2);
  if (first === null || second === null) return null;
  const [p1, p2] = [x1 / n1, x2 / n2];
  const down = Math.hypot(p2 - second[0], first[1] - p1);
  const up = Math.hypot(second[1] - p2, p1 - first[0]);
  return { value: p2 - p1, interval: [p2 - p1 - down, p2 - p1 + up] };
};
