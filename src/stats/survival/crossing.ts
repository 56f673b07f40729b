/** When a falling curve first comes down to a level: R's rule for quantiles of survival. */

/** A curve as steps: from time i on it has height i, until the next time. */
export interface Steps {
  readonly time: ArrayLike<number>;
  /** NaN where it is not defined, which is never a crossing. */
  readonly height: (i: number) => number;
  /** Where the last step ends. */
  readonly lastObserved: number;
}

interface Crossing {
  readonly row: number;
  readonly time: number;
}

/** Sums of a million fractions differ from the level they meet exactly by far less; curves that truly differ, by more. */
const tolerance = 1e-9;

/** The end of the flat piece that starts at `row`: the next fall, else the last time observed. */
const endOfFlat = ({ time, height, lastObserved }: Steps, row: number): number => {
  const level = height(row);
  for (let i = row + 1; i < time.length; i += 1) if (height(i) < level - tolerance) return time[i] ?? lastObserved;
  return lastObserved;
};

/** The smallest time with height <= level; the middle of the flat piece where they are equal; `null`: not reached. */
const crossing = (steps: Steps, level: number, from = 0): Crossing | null => {
  const { time, height } = steps;
  for (let row = from; row < time.length; row += 1) {
    const gap = height(row) - level;
    if (gap > tolerance || Number.isNaN(gap)) continue;
    const start = time[row] ?? 0;
    return { row, time: gap < -tolerance ? start : (start + endOfFlat(steps, row)) / 2 };
  }
  return null;
};

/** A quantile of a time with its 95 % limits; `null`: not reached. */
export interface TimeQuantile {
  readonly value: number | null;
  readonly interval: readonly [number | null, number | null];
}

/**
 * The quantile, and its limits by inverting the curve's limits (Brookmeyer, Crowley 1982): the lower curve comes down
 * to the level first.
 */
export const timeQuantile = (curve: Steps, lower: Steps["height"], upper: Steps["height"], q: number): TimeQuantile => {
  const value = crossing(curve, 1 - q);
  const low = crossing({ ...curve, height: lower }, 1 - q);
  const high = value === null ? null : crossing({ ...curve, height: upper }, 1 - q, value.row);
  return { value: value?.time ?? null, interval: [low?.time ?? null, high?.time ?? null] };
};

/** The last row at or before a time; -1 before the first. */
export const rowAt = (time: ArrayLike<number>, at: number): number => {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
