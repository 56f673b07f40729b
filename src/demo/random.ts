/** Chance that repeats itself: the same seed and the same stream give the same draws on every machine. */

/** A draw from [0, 1). */
export type Random = () => number;

/** A stream of draws of its own for each name, so that one more draw in one place moves nothing elsewhere (xmur3 and sfc32, public domain). */
export const random = (seed: number, stream: string): Random => {
  let hash = 1779033703 ^ seed;
  for (let index = 0; index < stream.length; index += 1) {
    hash = Math.imul(hash ^ stream.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = (): number => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  let [a, b, c, d] = [word(), word(), word(), word() | 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 8; warm += 1) next();
  return next;
};

export const chance = (draw: Random, probability: number): boolean => draw() < probability;

export const between = (draw: Random, low: number, high: number): number => low + (high - low) * draw();

/** A whole number from `low` to `high`, both possible. */
export const whole = (draw: Random, low: number, high: number): number => Math.floor(between(draw, low, high + 1));

export const pick = <T>(draw: Random, list: readonly T[]): T => {
  const chosen = list[Math.floor(draw() * list.length)];
  if (chosen === undefined) throw new Error("nothing to pick from");
  return chosen;
};

export const pickWeighted = <T>(draw: Random, list: readonly (readonly [T, number])[]): T => {
  let left = draw() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  return pick(draw, list)[0];
};

const normal = (draw: Random): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** Skewed to the right, as waiting times and amounts are. */
export const logNormal = (draw: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(draw));

export const exponential = (draw: Random, mean: number): number => -mean * Math.log(1 - draw());

/** How many of something that happens `mean` times on average (Knuth; for small means). */
export const poisson = (draw: Random, mean: number): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = draw(); product > limit; product *= draw()) count += 1;
  return count;
};

export const shuffled = <T>(draw: Random, list: readonly T[]): T[] =>
  list
    .map((value) => ({ value, order: draw() }))
    .sort((left, right) => left.order - right.order)
    .map(({ value }) => value);
