/** What a figure does when nothing has changed: the limits of an XmR chart (Shewhart; Wheeler 1993). */
export interface XmrLimits {
  readonly mean: number;
  readonly meanMovingRange: number;
  /** mean -+ 2.66 mean moving ranges */
  readonly lower: number;
  readonly upper: number;
  /** 3.268 mean moving ranges: a larger step from one value to the next is a signal. */
  readonly rangeLimit: number;
}

/** From values in their order in time; `null` for fewer than two. */
export const xmr = (values: readonly number[]): XmrLimits | null => {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const steps = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)));
  const meanMovingRange = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return {
    mean,
    meanMovingRange,
    lower: mean - 2.66 * meanMovingRange,
    upper: mean + 2.66 * meanMovingRange,
    rangeLimit: 3.268 * meanMovingRange,
  };
};

/** A value outside the limits is a signal. */
export const isSignal = (limits: XmrLimits, value: number): boolean => value < limits.lower || value > limits.upper;
