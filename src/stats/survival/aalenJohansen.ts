/** The share that has ended in each of several ways by age, when one way rules out the others (Aalen, Johansen 1978). */
import { z95 } from "../interval.ts";
import { ascending, atRiskAtStart, type CauseCounts, column } from "./counts.ts";
import { type Heard, rowAt, type TimeQuantile, timeQuantile } from "./crossing.ts";

/** One element per row of the counts. */
export interface IncidenceCurve {
  /** F(t), the share of all that ended by this cause, from this time until the next. */
  readonly incidence: Float64Array;
  /** Of the incidence, Greenwood-type (as in R's survfit and etm). */
  readonly variance: Float64Array;
}

/** One curve per cause, in the order of the counts; who has not ended in any way is 1 less all incidences. */
export interface CompetingCurves {
  readonly time: Float64Array;
  readonly causes: readonly IncidenceCurve[];
  /** The last time at which a record ended or was censored; `null` without records. */
  readonly lastObserved: number | null;
}

/** What all causes share. */
interface Exits {
  /** Ended in any way. */
  readonly ended: Float64Array;
  readonly censored: Float64Array;
  readonly entered: Float64Array | null;
}

const together = (columns: readonly Float64Array[], rows: number): Float64Array => {
  const sum = new Float64Array(rows);
  for (const values of columns) for (let row = 0; row < rows; row += 1) sum[row] = (sum[row] ?? 0) + (values[row] ?? 0);
  return sum;
};

/**
 * S' = S (1 - a) and F' = F + S a_k, with the multinomial covariance of each row's shares carried along: the recursion
 * behind the Greenwood-type estimator, without its differences of large sums. Each cause goes through all rows by
 * itself: at half a million of them, keeping S and its variance in arrays costs more than computing them again.
 */
const curveOf = (events: Float64Array, { ended, censored, entered }: Exits): IncidenceCurve => {
  const rows = ended.length;
  const incidence = new Float64Array(rows);
  const variance = new Float64Array(rows);
  let n = atRiskAtStart([ended, censored], entered);
  let [S, F, varianceS, varianceF, covariance] = [1, 0, 0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const all = ended[row] ?? 0;
    const left = n - all;
    if (left < 0) throw new RangeError(`More events than records at risk: row ${row}.`);
    if (all > 0) {
      const share = (events[row] ?? 0) / n;
      const stays = left / n;
      const square = (S * S) / n;
      F += S * share;
      varianceF += share * (2 * covariance + share * varianceS) + square * share * (1 - share);
      covariance = stays * (covariance + share * (varianceS - square));
      varianceS = stays * (stays * varianceS + square * (1 - stays));
      S *= stays;
    }
    incidence[row] = F;
    variance[row] = Math.max(0, varianceF);
    n = left - (censored[row] ?? 0) + (entered === null ? 0 : (entered[row] ?? 0));
  }
  return { incidence, variance };
};

/** Who asks for one of the causes pays for one. */
const whenAsked = (events: Float64Array, exits: Exits): IncidenceCurve => {
  let made: IncidenceCurve | undefined;
  const curve = (): IncidenceCurve => {
    made ??= curveOf(events, exits);
    return made;
  };
  return {
    get incidence() {
      return curve().incidence;
    },
    get variance() {
      return curve().variance;
    },
  };
};

/** Events come before censorings at the same time. Throws a RangeError for times that do not ascend or more events than records. */
export const aalenJohansen = (counts: CauseCounts): CompetingCurves => {
  const time = ascending(counts.time);
  const causes = counts.events.map(column);
  const exits: Exits = {
    ended: together(causes, time.length),
    censored: column(counts.censored),
    entered: counts.entered === undefined ? null : column(counts.entered),
  };
  const lastRow = exits.ended.findLastIndex((ended, row) => ended + (exits.censored[row] ?? 0) > 0);
  return { time, causes: causes.map((events) => whenAsked(events, exits)), lastObserved: time[lastRow] ?? null };
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
  const incidence = curves.causes[cause]?.incidence[row] ?? 0;
  const variance = curves.causes[cause]?.variance[row] ?? 0;
  const [low, high] = [limit(incidence, variance, -1), limit(incidence, variance, 1)];
  return { incidence, interval: Number.isNaN(low) ? null : [low, high], standardError: Math.sqrt(variance) };
};

/** What a limit may lie below its floor by the last digits of logarithms. */
const lastDigits = 1e-12;

/** The age by which the share q of all has ended by this cause: the rule of survival quantiles on S = 1 - F. */
export const incidenceQuantile = (curves: CompetingCurves, cause: number, q: number, heard?: Heard): TimeQuantile => {
  const { time, lastObserved } = curves;
  const curve = curves.causes[cause];
  if (lastObserved === null || curve === undefined) return { value: null, interval: [null, null] };
  const { incidence, variance } = curve;
  const side = (which: -1 | 1) => (i: number) => 1 - limit(incidence[i] ?? 0, variance[i] ?? 0, which);
  const shareAt = (i: number): number => incidence[i] ?? 0;
  const widest = (i: number, j: number): number => {
    let most = 0;
    for (let row = i; row <= j; row += 1) most = Math.max(most, variance[row] ?? 0);
    return Math.sqrt(most);
  };
  const remaining = { height: (i: number): number => 1 - shareAt(i), floor: (_: number, j: number) => 1 - shareAt(j) };
  // Limits of F are exp(-x e^(-c)) and exp(-x e^c) with x = -log F and c = z sd / (F x); F grows from row to row, and F x,
  // being concave in F, is least at one of two ends.
  const lower = {
    height: side(1),
    floor: (i: number, j: number): number => {
      const [first, last] = [shareAt(i), shareAt(j)];
      if (first === 0 || last >= 1) return Number.NaN;
      const least = Math.min(-first * Math.log(first), -last * Math.log(last));
      return 1 - Math.exp(Math.log(last) * Math.exp((-z95 * widest(i, j)) / least)) - lastDigits;
    },
  };
  const upper = { height: side(-1), floor: (_: number, j: number): number => 1 - shareAt(j) - lastDigits };
  return timeQuantile({ time, ...remaining, lastObserved, heard }, lower, upper, q);
};
