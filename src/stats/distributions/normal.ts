/** The standard normal distribution. */
import { upperGamma } from "./gamma.ts";

/** P(Z <= z). */
export const normalCdf = (z: number): number => {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
};

const normalDensity = (z: number): number => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Abramowitz and Stegun 26.2.23, good to 4.5e-4, for the lower tail. */
const roughly = (p: number): number => {
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
};

/** Halley's step: each triples the digits. */
const refined = (z: number, p: number): number => {
  const error = (normalCdf(z) - p) / normalDensity(z);
  return z - error / (1 + (z * error) / 2);
};

/** The z with P(Z <= z) = p; -Infinity at 0, Infinity at 1. */
export const normalQuantile = (p: number): number => {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  return refined(refined(refined(roughly(p), p), p), p);
};
