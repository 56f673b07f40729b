/** The gamma distribution (shape, rate), and the Poisson density it shares its terms with. */
import { raise, solve } from "./solve.ts";
import { deviance, stirlingError } from "./stirling.ts";

/** mean^x e^-mean / Gamma(x + 1), also between the counts; x and mean not negative. */
const poissonDensity = (x: number, mean: number): number => {
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
};

const enough = 1e-17;
const tiny = 1e-300;

const lowerBySeries = (shape: number, x: number): number => {
  let term = 1;
  let sum = 1;
  for (let j = 1; term > enough * sum; j += 1) {
    term *= x / (shape + j);
    sum += term;
  }
  return sum * poissonDensity(shape, x);
};

/** Lentz's form of the continued fraction (Abramowitz and Stegun 6.5.31). */
const upperByFraction = (shape: number, x: number): number => {
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let j = 1; j < 1_000_000; j += 1) {
    const a = -j * (j - shape);
    b += 2;
    d = a * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + a / c;
    c = Math.abs(c) < tiny ? tiny : c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 2e-16) break;
  }
  return fraction * shape * poissonDensity(shape, x);
};

const bySeries = (shape: number, x: number): boolean => x < shape + 1;

/** P(G <= x) of a gamma variable with this shape and rate 1: the regularised lower incomplete gamma function. */
const lowerGamma = (shape: number, x: number): number => {
  if (x <= 0) return 0;
  return bySeries(shape, x) ? lowerBySeries(shape, x) : 1 - upperByFraction(shape, x);
};

/** 1 - `lowerGamma`, exact also where it is tiny. */
export const upperGamma = (shape: number, x: number): number => {
  if (x <= 0) return 1;
  return bySeries(shape, x) ? 1 - lowerBySeries(shape, x) : upperByFraction(shape, x);
};

/** P(G <= x); mean is shape / rate. */
export const gammaCdf = (x: number, shape: number, rate: number): number => lowerGamma(shape, x * rate);

/** The x with P(G <= x) = p, 0 < p < 1. */
export const gammaQuantile = (p: number, shape: number, rate: number): number => {
  const value = (x: number): number => lowerGamma(shape, x) - p;
  const slope = (x: number): number => (shape * poissonDensity(shape, x)) / x;
  const high = raise(value, shape + 1);
  return solve({ value, slope, low: 0, high, start: shape }) / rate;
};
