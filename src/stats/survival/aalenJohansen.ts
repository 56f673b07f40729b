/** The share that has ended in each of several ways by age, when one way rules out the others (Aalen, Johansen 1978). */
import { z95 } from "../interval.ts";
import { atRiskAtStart, type CauseCounts } from "./counts.ts";
import { rowAt, type TimeQuantile, timeQuantile } from "./crossing.ts";

/** One element per row of the counts; `incidence` and `variance` have one array per cause, in the order of the counts. */
export interface CompetingCurves {
  readonly time: ArrayLike<number>;
  readonly atRisk: Float64Array;
  /** Not ended in any way. */
  readonly survival: Float64Array;
  readonly incidence: readonly Float64Array[];
  /** Of the incidence, Greenwood-type (as in R's survfit and etm). */
  readonly variance: readonly Float64Array[];
  readonly lastObserved: number | null;
}

interface Cause {
  readonly events: ArrayLike<number>;
  readonly incidence: Float64Array;
  readonly variance: Float64Array;
  covariance: number;
}

/**
 * One step of S' = S (1 - a), F' = F + S a_k, with the multinomial variance of the step's shares carried along:
 * the recursion behind the Greenwood-type estimator, without its differences of large sums.
 */
const step = (
  cause: Cause,
  row: number,
  now: { readonly n: number; readonly all: number; readonly survival: number; readonly variance: number },
): void => {
  const { n, all, survival, variance } = now;
  const share = (cause.events[row] ?? 0) / n;
  const square = (survival * survival) / n;
  const before = row > 0 ? (cause.variance[row - 1] ?? 0) : 0;
  cause.incidence[row] = (row > 0 ? (cause.incidence[row - 1] ?? 0) : 0) + survival * share;
  cause.variance[row] = before + 2 * share * cause.covariance + share * share * variance + square * share * (1 - share);
  cause.covariance = (1 - all) * (cause.covariance + share * variance) - square * share * (1 - all);
};

/** The row says what the row before it said: nothing ended. */
const stay = (cause: Cause, row: number): void => {
  cause.incidence[row] = row > 0 ? (cause.incidence[row - 1] ?? 0) : 0;
  cause.variance[row] = row > 0 ? (cause.variance[row - 1] ?? 0) : 0;
};

/** Events come before censorings at the same time. Throws a RangeError for times that do not ascend or more events than records. */
export const aalenJohansen = (counts: CauseCounts): CompetingCurves => {
  const { time, censored, entered } = counts;
  const rows = time.length;
  const causes = counts.events.map(
    (events): Cause => ({
      events,
      incidence: new Float64Array(rows),
      variance: new Float64Array(rows),
      covariance: 0,
    }),
  );
  const atRisk = new Float64Array(rows);
  const survivals = new Float64Array(rows);
  let [n, survival, variance] = [atRiskAtStart(counts, counts.events), 1, 0];
  let lastObserved: number | null = null;
  for (let row = 0; row < rows; row += 1) {
    let ended = 0;
    for (const { events } of causes) ended += events[row] ?? 0;
    const left = censored[row] ?? 0;
    if (ended > n) throw new RangeError(`More events than records at risk: row ${row}.`);
    atRisk[row] = n;
    if (ended === 0) for (const cause of causes) stay(cause, row);
    else {
      const all = ended / n;
      for (const cause of causes) step(cause, row, { n, all, survival, variance });
      variance = (1 - all) * ((1 - all) * variance + (survival * survival * all) / n);
      survival *= (n - ended) / n;
    }
    survivals[row] = survival;
    if (ended + left > 0) lastObserved = time[row] ?? null;
    n += (entered?.[row] ?? 0) - ended - left;
  }
  return {
    time,
    atRisk,
    survival: survivals,
    incidence: causes.map(({ incidence }) => incidence),
    variance: causes.map((cause) => cause.variance),
    lastObserved,
  };
};

/** `side` -1 lower, 1 upper limit of an incidence on log(-log F); 0 before the first event, NaN where F is 1. */
const limit = (incidence: number, variance: number, side: -1 | 1): number => {
  if (incidence === 0) return 0;
  if (incidence >= 1) return Number.NaN;
  const log = Math.log(incidence);
  return Math.exp(log * Math.exp((side * z95 * Math.sqrt(variance)) / (incidence * log)));
};

export interface IncidenceAt {
  readonly incidence: number;
  /** 95 %, on log(-log F), F the incidence; `null` where F is 1. */
  readonly interval: readonly [number, number] | null;
  readonly standardError: number;
}

/** The incidence of a cause (0-based) and its limits at a time; 0 before the first row. */
export const incidenceAt = (curves: CompetingCurves, cause: number, time: number): IncidenceAt => {
  const row = rowAt(curves.time, time);
  const incidence = curves.incidence[cause]?.[row] ?? 0;
  const variance = curves.variance[cause]?.[row] ?? 0;
  const [low, high] = [limit(incidence, variance, -1), limit(incidence, variance, 1)];
  return { incidence, interval: Number.isNaN(low) ? null : [low, high], standardError: Math.sqrt(variance) };
};

/** The age by which the share q of all has ended by this cause: the rule of survival quantiles on S = 1 - F. */
export const incidenceQuantile = (curves: CompetingCurves, cause: number, q: number): TimeQuantile => {
  const { time, lastObserved } = curves;
  const incidence = curves.incidence[cause];
  const variance = curves.variance[cause];
  if (lastObserved === null || incidence === undefined || variance === undefined) {
    return { value: null, interval: [null, null] };
  }
  const side = (which: -1 | 1) => (i: number) => 1 - limit(incidence[i] ?? 0, variance[i] ?? 0, which);
  return timeQuantile({ time, height: (i) => 1 - (incidence[i] ?? 0), lastObserved }, side(1), side(-1), q);
};
