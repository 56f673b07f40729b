/** The binomial distribution: how many of n, each with chance p. */
import { binomialDensity, incompleteBeta } from "./beta.ts";

/** P(X = x). */
export const binomialPmf = (x: number, n: number, p: number): number => binomialDensity(x, n, p, 1 - p);

/** P(X <= x). */
export const binomialCdf = (x: number, n: number, p: number): number => {
  if (x < 0) return 0;
  if (x >= n) return 1;
  return incompleteBeta(1 - p, p, n - x, x + 1);
};
