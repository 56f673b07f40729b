/** The ends of an axis: round numbers that hold the line and its intervals, but for one that is far wider than the others. */
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
  /** Of things that are counted there is no half. */
  readonly isCount: boolean;
  /** Further values that must be seen. */
  readonly also?: readonly number[];
}

const lines = 5;

/** Beyond the line by more than this many times what is usual, an interval goes on past the axis, and the drawing says so. */
const farTimes = 4;

const middleOf = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;

/** From where to where a drawing reaches that holds these values and their intervals. */
export const reachOf = (
  points: readonly Pick<Shown, "value" | "interval">[],
  also: readonly number[] = [],
): readonly [number, number] | null => {
  const known = points.flatMap(({ value, interval }) => (value === null ? [] : [{ value, interval }]));
  const values = [...known.map(({ value }) => value), ...also];
  if (values.length === 0) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ends = known.flatMap(({ value, interval }) =>
    (interval ?? []).flatMap((end) => (end === null ? [] : [{ end, away: Math.abs(end - value) }])),
  );
  const usual = middleOf(ends.map(({ away }) => away).sort((a, b) => a - b));
  const far = Math.max(most - least || Math.abs(most) || 1, usual * farTimes);
  return [
    Math.max(Math.min(least, ...ends.map(({ end }) => end)), least - far),
    Math.min(Math.max(most, ...ends.map(({ end }) => end)), most + far),
  ];
};

/** Which ends of an interval lie past those of the axis; an end that is not known does. */
export const pastEnds = (
  { value, interval }: Pick<Shown, "value" | "interval">,
  low: number,
  high: number,
): { readonly isBelow: boolean; readonly isAbove: boolean } => {
  if (value === null || interval === null) return { isBelow: false, isAbove: false };
  const [least, most] = interval;
  return { isBelow: least === null || least < low, isAbove: most === null || most > high };
};

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
  { isFromZero, isShare, isCount, also = [] }: Options,
): { readonly low: number; readonly high: number; readonly step: number } => {
  const compared = points.flatMap((point) => point.compared ?? []);
  const reach = reachOf(points, [...compared, ...also]);
  if (reach === null) return { low: 0, high: 1, step: isCount ? 1 : 0.2 };
  const [low, high] = reach;
  const from = isFromZero || (low > 0 && low < (high - low) * 0.6) ? Math.min(0, low) : low;
  const isWhole =
    isCount && points.every(({ value }) => Number.isInteger(value ?? 0)) && compared.every(Number.isInteger);
  const step = Math.max(isWhole ? 1 : 0, roundStep((high - from || 1) / lines));
  const down = clean(Math.floor(from / step) * step);
  const up = clean(Math.ceil(high / step) * step);
  const isNegative = points.some(({ value }) => (value ?? 0) < 0) || [...compared, ...also].some((one) => one < 0);
  return {
    low: isShare || !isNegative ? Math.max(0, down) : down,
    // What flows past all of what came is more than the whole.
    high: isShare && high <= 1 ? Math.min(1, Math.max(up, step)) : up === down ? clean(up + step) : up,
    step: clean(step),
  };
};
