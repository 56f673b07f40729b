/** The share still going by age, when some have not ended yet (Kaplan, Meier 1958). */
import { z95 } from "../interval.ts";
import { ascending, atRiskAtStart, column, type ExitCounts } from "./counts.ts";
import { type Heard, rowAt, type TimeQuantile, timeQuantile } from "./crossing.ts";

/** One element per row of the counts. */
export interface SurvivalCurve {
  readonly time: Float64Array;
  /** S(t), from this time until the next. */
  readonly survival: Float64Array;
  /** Greenwood's sum of d / (n (n - d)): the variance of log S. Infinity where S is 0. */
  readonly greenwood: Float64Array;
  /** The last time at which a record ended or was censored; `null` without records. */
  readonly lastObserved: number | null;
}

/** Events come before censorings at the same time. Throws a RangeError for times that do not ascend or more events than records. */
export const kaplanMeier = (counts: ExitCounts): SurvivalCurve => {
  const time = ascending(counts.time);
  const [events, censored] = [column(counts.events), column(counts.censored)];
  const entered = counts.entered === undefined ? null : column(counts.entered);
  const rows = time.length;
  const survival = new Float64Array(rows);
  const greenwood = new Float64Array(rows);
  let n = atRiskAtStart([events, censored], entered);
  let share = 1;
  let sum = 0;
  let last = -1;
  for (let i = 0; i < rows; i += 1) {
    const ended = events[i] ?? 0;
    const left = n - ended;
    if (left < 0) throw new RangeError(`More events than records at risk: row ${i}.`);
    if (ended > 0) {
      share *= left / n;
      sum += ended / (n * left);
    }
    survival[i] = share;
    greenwood[i] = sum;
    const dropped = censored[i] ?? 0;
    if (ended + dropped > 0) last = i;
    n = left - dropped + (entered === null ? 0 : (entered[i] ?? 0));
  }
  const lastObserved = time[last] ?? null;
  return { time, survival, greenwood, lastObserved };
};

/** `side` -1 lower, 1 upper; 1 before the first event, NaN where S is 0, as R has it. */
const limit = (survival: number, greenwood: number, side: -1 | 1): number => {
  if (survival === 1) return 1;
  if (survival === 0) return Number.NaN;
  const log = Math.log(survival);
  return Math.exp(log * Math.exp((side * z95 * Math.sqrt(greenwood)) / log));
};

export interface SurvivalAt {
  readonly survival: number;
  /** 95 %, on log(-log S); `null` where S is 0. */
  readonly interval: readonly [number, number] | null;
  /** Greenwood. */
  readonly standardError: number;
}

/** S and its limits at a time; 1 before the first row. */
export const survivalAt = (curve: SurvivalCurve, time: number): SurvivalAt => {
  const row = rowAt(curve.time, time);
  const survival = row < 0 ? 1 : (curve.survival[row] ?? 1);
  const greenwood = row < 0 ? 0 : (curve.greenwood[row] ?? 0);
  if (survival === 0) return { survival, interval: null, standardError: 0 };
  const interval = [limit(survival, greenwood, -1), limit(survival, greenwood, 1)] as const;
  return { survival, interval, standardError: survival * Math.sqrt(greenwood) };
};

/** What a limit may lie below its floor by the last digits of logarithms. */
const lastDigits = 1e-12;

/** The age by which the share q has ended (0 < q < 1), with its limits: R's `quantile.survfit`, `conf.type = "log-log"`. */
export const survivalQuantile = (curve: SurvivalCurve, q: number, heard?: Heard): TimeQuantile => {
  const { time, survival, greenwood, lastObserved } = curve;
  if (lastObserved === null) return { value: null, interval: [null, null] };
  const side = (which: -1 | 1) => (i: number) => limit(survival[i] ?? 1, greenwood[i] ?? 0, which);
  const shareAt = (i: number): number => survival[i] ?? 1;
  const spread = (i: number): number => z95 * Math.sqrt(greenwood[i] ?? 0);
  // With x = -log S and c = z sqrt(greenwood), both growing from row to row, the lower limit is exp(-x e^(c / x)), which
  // falls in c, and in x as soon as x >= c; the upper limit is exp(-x e^(-c / x)), which falls in x and grows in c.
  const lower = {
    height: side(-1),
    floor: (i: number, j: number): number =>
      -Math.log(shareAt(i)) >= spread(j) ? side(-1)(j) - lastDigits : Number.NaN,
  };
  const upper = {
    height: side(1),
    floor: (i: number, j: number): number => {
      const x = -Math.log(shareAt(j));
      return x === 0 ? 1 : Math.exp(-x * Math.exp(-spread(i) / x)) - lastDigits;
    },
  };
  return timeQuantile({ time, height: shareAt, floor: (_, j) => shareAt(j), lastObserved, heard }, lower, upper, q);
};
