/** How two counts compare, each over its own time: activities per working day here and there. */
import { betaQuantile } from "./distributions/beta.ts";
import { asUnlikely } from "./unlikely.ts";

/** Whole counts, each with its exposure (working days, person days), above 0. */
export interface TwoCounts {
  readonly x1: number;
  readonly t1: number;
  readonly x2: number;
  readonly t2: number;
}

export interface RateRatio {
  /** (x1 / t1) / (x2 / t2); `null` where x2 is 0. */
  readonly ratio: number | null;
  /** 95 %; the upper limit is `null` (without bound) where x2 is 0. */
  readonly interval: readonly [number, number | null];
  /** Two-sided, exact. */
  readonly p: number;
}

/** Given their sum, the first of two Poisson counts is binomial (R's `poisson.test`; Clopper-Pearson limits). */
export const rateRatio = (counts: TwoCounts): RateRatio => {
  const { x1, t1, x2, t2 } = counts;
  const n = x1 + x2;
  const odds = (share: number): number => ((share / (1 - share)) * t2) / t1;
  const ratio = x2 === 0 ? null : x1 / t1 / (x2 / t2);
  const low = x1 === 0 ? 0 : odds(betaQuantile(0.025, x1, x2 + 1));
  const high = x2 === 0 ? null : odds(betaQuantile(0.975, x1 + 1, x2));
  return n === 0 ? { ratio, interval: [0, null], p: 1 } : { ratio, interval: [low, high], p: equalRates(counts) };
};

/** Two-sided, exact: the chance of counts no likelier than these, were the rates equal. */
export const equalRates = ({ x1, t1, x2, t2 }: TwoCounts): number => {
  const n = x1 + x2;
  if (n === 0) return 1;
  return asUnlikely({
    low: 0,
    high: n,
    middle: Math.min(Math.floor(((n + 1) * t1) / (t1 + t2)), n),
    ratio: (x) => ((n - x) * t1) / ((x + 1) * t2),
    seen: x1,
    shareOfEqual: 1,
  });
};
