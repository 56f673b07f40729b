/** When a falling curve first comes down to a level: R's rule for quantiles of survival. */

/** How high a curve is. */
export interface Heights {
  /** Of a row; NaN where it is not defined, which is never a crossing. */
  readonly height: (i: number) => number;
  /** What no height from row i to row j (both included) lies below; NaN where that is not known. Spares looking at them all. */
  readonly floor: (i: number, j: number) => number;
}

/** A curve as steps: from time i on it has height i, until the next time. */
export interface Steps extends Heights {
  readonly time: ArrayLike<number>;
  /** Where the last step ends. */
  readonly lastObserved: number;
  readonly heard?: Heard;
}

/** Hears of the rows whose times a quantile is made of. */
export type Heard = (row: number) => void;

interface Crossing {
  readonly row: number;
  readonly time: number;
}

/** Sums of a million fractions differ from the level they meet exactly by far less; curves that truly differ, by more. */
const tolerance = 1e-9;

/** The end of the flat piece that starts at `row`: the next fall, else the last time observed. */
const endOfFlat = ({ time, height, lastObserved, heard }: Steps, row: number): number => {
  const level = height(row);
  for (let i = row + 1; i < time.length; i += 1)
    if (height(i) < level - tolerance) {
      heard?.(i);
      return time[i] ?? lastObserved;
    }
  return lastObserved;
};

/** Rows that are passed over together. */
const block = 256;

/** The smallest time with height <= level; the middle of the flat piece where they are equal; `null`: not reached. */
const crossing = (steps: Steps, level: number, from = 0): Crossing | null => {
  const { time, height, floor } = steps;
  let unknownTo = from;
  for (let row = from; row < time.length; row += 1) {
    if (row >= unknownTo) {
      while (row + block < time.length && floor(row, row + block - 1) > level + tolerance) row += block;
      unknownTo = row + block;
    }
    const gap = height(row) - level;
    if (gap > tolerance || Number.isNaN(gap)) continue;
    const start = time[row] ?? 0;
    steps.heard?.(row);
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
export const timeQuantile = (curve: Steps, lower: Heights, upper: Heights, q: number): TimeQuantile => {
  const value = crossing(curve, 1 - q);
  const low = crossing({ ...curve, ...lower }, 1 - q);
  const high = value === null ? null : crossing({ ...curve, ...upper }, 1 - q, value.row);
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
