/** Is one group's typical value higher than the other's, whatever their shape: Mann-Whitney and Hodges-Lehmann. */
import { normalCdf } from "./distributions/normal.ts";
import { quantile } from "./quantile.ts";

export interface MannWhitney {
  /** Pairs in which the second group's value is the larger, ties as half. */
  readonly w: number;
  /** Two-sided. */
  readonly p: number;
  readonly exact: boolean;
}

const exactUnder = 50;

/** Chance of each w = 0..m n when nothing differs: the product of (1 - x^(n+i)) / (1 - x^i), i = 1..m. */
const chances = (m: number, n: number): Float64Array => {
  const ways = new Float64Array(m * n + 1);
  ways[0] = 1;
  for (let i = 1; i <= m; i += 1) {
    for (let w = m * n; w >= n + i; w -= 1) ways[w] = (ways[w] ?? 0) - (ways[w - n - i] ?? 0);
    for (let w = i; w <= m * n; w += 1) ways[w] = (ways[w] ?? 0) + (ways[w - i] ?? 0);
  }
  const total = ways.reduce((sum, count) => sum + count, 0);
  return ways.map((count) => count / total);
};

const exactP = (w: number, m: number, n: number): number => {
  const further = Math.min(w, m * n - w);
  return Math.min(
    1,
    2 *
      chances(m, n)
        .subarray(0, further + 1)
        .reduce((sum, chance) => sum + chance, 0),
  );
};

/** Normal, corrected for continuity and for ties, as R's `wilcox.test` does. */
const approximateP = (w: number, m: number, n: number, tied: number): number => {
  const all = m + n;
  const sigma = Math.sqrt(((m * n) / 12) * (all + 1 - tied / (all * (all - 1))));
  const gap = Math.max(0, Math.abs(w - (m * n) / 2) - 0.5);
  return sigma === 0 ? 1 : Math.min(1, 2 * normalCdf(-gap / sigma));
};

/** How many of ascending values are below x, and how many are at or below it. */
const rankOf = (sorted: Float64Array, x: number): readonly [number, number] => {
  const first = (isPast: (value: number) => boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPast(sorted[middle] ?? Infinity)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return [first((value) => value >= x), first((value) => value > x)];
};

const sumOfCubedTies = (values: Float64Array): number => {
  let sum = 0;
  for (let from = 0, to = 0; from < values.length; from = to) {
    while (to < values.length && values[to] === values[from]) to += 1;
    sum += (to - from) ** 3 - (to - from);
  }
  return sum;
};

/** Exact without ties and under 50 values each, else approximate. `null` where a group is empty. */
export const mannWhitney = (first: readonly number[], second: readonly number[]): MannWhitney | null => {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return null;
  const sorted = Float64Array.from(first).sort();
  const w = second.reduce((sum, value) => {
    const [below, upTo] = rankOf(sorted, value);
    return sum + (below + upTo) / 2;
  }, 0);
  const tied = sumOfCubedTies(Float64Array.from([...first, ...second]).sort());
  const exact = tied === 0 && m < exactUnder && n < exactUnder;
  return { w, p: exact ? exactP(w, m, n) : approximateP(w, m, n, tied), exact };
};

/** The median of all differences, second minus first; builds m n of them, so for some thousands of values at most. */
export const hodgesLehmann = (first: readonly number[], second: readonly number[]): number | null =>
  quantile(Float64Array.from(second.flatMap((here) => first.map((there) => here - there))).sort(), 0.5);
