/** Student's t distribution, with any positive degrees of freedom. */
import { incompleteBeta } from "./beta.ts";
import { normalQuantile } from "./normal.ts";
import { raise, solve } from "./solve.ts";
import { logGamma } from "./stirling.ts";

/** P(T > |t|). */
const tail = (t: number, df: number): number =>
  incompleteBeta(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5) / 2;

const density = (t: number, df: number): number =>
  Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2) - ((df + 1) / 2) * Math.log1p((t * t) / df)) /
  Math.sqrt(df * Math.PI);

/** P(T <= t). */
export const studentCdf = (t: number, df: number): number => (t < 0 ? tail(t, df) : 1 - tail(t, df));

/** P(|T| >= |t|): exact also where it is tiny. */
export const studentTwoSided = (t: number, df: number): number => 2 * tail(t, df);

/** The t with P(T <= t) = p, 0 < p < 1. */
export const studentQuantile = (p: number, df: number): number => {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const value = (t: number): number => 1 - p - tail(t, df);
  const high = raise(value, 1);
  return solve({ value, slope: (t) => density(t, df), low: 0, high, start: normalQuantile(p) });
};
