/** The beta distribution, and the binomial density it shares its terms with. */
import { solve } from "./solve.ts";
import { deviance, stirlingError } from "./stirling.ts";

/** n over x, times p^x q^(n-x), also between the counts; 0 <= x <= n, q = 1 - p given apart to keep its digits. */
export const binomialDensity = (x: number, n: number, p: number, q: number): number => {
  if (x < 0 || x > n) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * (p < 0.5 ? Math.log1p(-p) : Math.log(q)));
  if (x === n) return Math.exp(n * (q < 0.5 ? Math.log1p(-q) : Math.log(p)));
  const exponent =
    stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
};

const tiny = 1e-300;
const kept = (x: number): number => (Math.abs(x) < tiny ? tiny : x);

/** Lentz's form of the continued fraction (Abramowitz and Stegun 26.5.8). */
const fraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 1_000_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 2e-16) break;
  }
  return h;
};

const below = (x: number, y: number, a: number, b: number): number =>
  ((binomialDensity(a, a + b, x, y) * b) / (a + b)) * fraction(x, a, b);

/** P(B <= x), with y = 1 - x given apart to keep its digits: the regularised incomplete beta function. */
export const incompleteBeta = (x: number, y: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x < (a + 1) / (a + b + 2) ? below(x, y, a, b) : 1 - below(y, x, b, a);
};

/** P(B <= x), a and b above 0. */
export const betaCdf = (x: number, a: number, b: number): number => incompleteBeta(x, 1 - x, a, b);

/** The x with P(B <= x) = p, 0 < p < 1. */
export const betaQuantile = (p: number, a: number, b: number): number =>
  solve({
    value: (x) => incompleteBeta(x, 1 - x, a, b) - p,
    slope: (x) => (binomialDensity(a, a + b, x, 1 - x) * a * b) / ((a + b) * x * (1 - x)),
    low: 0,
    high: 1,
    start: a / (a + b),
  });
