/**
 * The logarithm of the gamma function, and what Stirling's formula leaves over.
 * Densities are built from the remainder and the deviance, which do not cancel at a million records
 * (Loader 2000, "Fast and accurate computation of binomial probabilities").
 */
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

const seriesFrom = 16;

/** 1/(12x) - 1/(360x^3) + ...: below 1e-17 wrong from 16 on. */
const series = (x: number): number => {
  const square = x * x;
  const tail = 1 / 1188 - (691 / 360360 - 1 / 156 / square) / square;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - tail / square) / square) / square) / square) / x;
};

/** log Gamma(x) for x > 0; absolute error about 1e-14 for x under 20, relative beyond. */
export const logGamma = (x: number): number => {
  let product = 1;
  let shifted = x;
  for (; shifted < seriesFrom; shifted += 1) product *= shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series(shifted) - Math.log(product);
};

/** log(x!) minus Stirling's formula, x > 0. */
export const stirlingError = (x: number): number =>
  x >= seriesFrom ? series(x) : logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;

/** x log(x / mean) + mean - x, without cancellation where x is close to the mean. */
export const deviance = (x: number, mean: number): number => {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j += 1) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
};
