/** The ends of an axis: round numbers that hold the line, and as much of its intervals as leaves the line readable. */
import type { Interval } from "../api/types.ts";

interface Shown {
  readonly value: number | null;
  readonly interval: Interval;
  readonly compared: number | null;
}

interface Options {
  readonly isFromZero: boolean;
  /** Never below 0 or above 1. */
  readonly isShare: boolean;
  /** Further values that must be seen. */
  readonly also?: readonly number[];
}

const lines = 5;

/** 1, 2 or 5 times a power of ten, at least the number. */
const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  const [step = 10] = [1, 2, 5, 10].filter((one) => one * power >= least * 0.999);
  return step * power;
};

/** Without the dust of binary fractions. */
const clean = (value: number): number => Number(value.toPrecision(12));

export const limitsOf = (
  points: readonly Shown[],
  { isFromZero, isShare, also = [] }: Options,
): { readonly low: number; readonly high: number; readonly step: number } => {
  const values = [...points.flatMap(({ value, compared }) => [value, compared]), ...also].filter((one) => one !== null);
  if (values.length === 0) return { low: 0, high: 1, step: 0.2 };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ends = points
    .flatMap(({ value, interval }) => (value === null ? [] : (interval ?? [])))
    .filter((one) => one !== null);
  // Wide intervals are cut off rather than flattening the line.
  const spread = most - least || Math.abs(most) || 1;
  const low = Math.max(Math.min(least, ...ends), least - spread);
  const high = Math.min(Math.max(most, ...ends), most + spread);
  const from = isFromZero || (low > 0 && low < (high - low) * 0.6) ? Math.min(0, low) : low;
  const step = roundStep((high - from || 1) / lines);
  const down = clean(Math.floor(from / step) * step);
  const up = clean(Math.ceil(high / step) * step);
  return {
    low: isShare ? Math.max(0, down) : least >= 0 ? Math.max(0, down) : down,
    high: isShare ? Math.min(1, Math.max(up, step)) : up === down ? clean(up + step) : up,
    step: clean(step),
  };
};
