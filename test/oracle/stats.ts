/** The statistics that the figures need, as plain loops: quantiles, Wilson, Kaplan-Meier, Aalen-Johansen. */
const z95 = 1.959963984540054;
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sum(values) / values.length;

/** Type 7 of Hyndman and Fan. */
export const quantile = (values: readonly number[], p: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low === high ? low : low + (at - Math.floor(at)) * (high - low);
};

/** Wilson 1927, without continuity correction. */
export const wilson = (hits: number, of: number): [number, number] => {
  const p = hits / of;
  const z2 = z95 * z95;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (z95 / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
};

/** One record followed for a time: 1 the event, 2 a competing end, 0 still going on. */
export interface Followed {
  readonly time: number;
  readonly end: 0 | 1 | 2;
}

interface Fall {
  readonly time: number;
  /** The share for which the event (or any end) has not come by then. */
  readonly left: number;
  /** Greenwood's sum. */
  readonly spread: number;
}

/** 1 - (share ended by cause 1 by then): with one cause Kaplan-Meier, with two Aalen-Johansen. */
const falls = (records: readonly Followed[]): Fall[] => {
  const times = [...new Set(records.filter((r) => r.end !== 0).map((r) => r.time))].sort((a, b) => a - b);
  let surviving = 1;
  let incidence = 0;
  let spread = 0;
  const result: Fall[] = [];
  for (const time of times) {
    const atRisk = records.filter((r) => r.time >= time).length;
    const events = records.filter((r) => r.time === time && r.end === 1).length;
    const others = records.filter((r) => r.time === time && r.end === 2).length;
    incidence += (surviving * events) / atRisk;
    surviving *= 1 - (events + others) / atRisk;
    spread += events / (atRisk * (atRisk - events));
    if (events > 0) result.push({ time, left: 1 - incidence, spread });
  }
  return result;
};

const crossing = (curve: readonly { time: number; left: number }[], level: number, last: number): number | null => {
  const index = curve.findIndex((fall) => fall.left < level || same(fall.left, level));
  const fall = curve[index];
  if (fall === undefined) return null;
  if (!same(fall.left, level)) return fall.time;
  return (fall.time + (curve.slice(index + 1).find((next) => next.left < fall.left)?.time ?? last)) / 2;
};

/** The time by which the share `q` has ended by cause 1; null: not reached. R's rule at a flat stretch. */
export const timeOfShare = (records: readonly Followed[], q: number): number | null =>
  crossing(falls(records), 1 - q, Math.max(0, ...records.map((r) => r.time)));

/** The interval of a Kaplan-Meier quantile, from the log(-log) band of Greenwood's variance. */
export const intervalOfShare = (records: readonly Followed[], q: number): [number | null, number | null] => {
  const last = Math.max(0, ...records.map((r) => r.time));
  const band = (sign: 1 | -1) =>
    falls(records)
      .filter((fall) => fall.left > 1e-12)
      .map(({ time, left, spread }) => {
        const width = (z95 * Math.sqrt(spread)) / Math.abs(Math.log(left));
        return { time, left: left ** Math.exp(sign * width) };
      });
  return [crossing(band(1), 1 - q, last), crossing(band(-1), 1 - q, last)];
};

interface Step {
  readonly atRisk: number;
  readonly events: number;
  readonly ends: number;
  /** Still going just before. */
  readonly before: number;
  /** The share that has ended by cause 1, this time included. */
  readonly share: number;
}

/** The share that has ended by cause 1 by a time, with the delta-method variance of Marubini and Valsecchi on log(-log). */
export const shareBy = (
  records: readonly Followed[],
  time: number,
): { share: number; interval: [number, number] | null } => {
  const times = [...new Set(records.filter((r) => r.end !== 0 && r.time <= time).map((r) => r.time))];
  const steps: Step[] = [];
  let before = 1;
  let share = 0;
  for (const t of times.sort((a, b) => a - b)) {
    const atRisk = records.filter((r) => r.time >= t).length;
    const events = records.filter((r) => r.time === t && r.end === 1).length;
    const ends = records.filter((r) => r.time === t && r.end !== 0).length;
    share += (before * events) / atRisk;
    steps.push({ atRisk, events, ends, before, share });
    before *= 1 - ends / atRisk;
  }
  let variance = 0;
  for (const { atRisk, events, ends, before: left, share: reached } of steps) {
    const gap = share - reached;
    if (gap !== 0) variance += (gap * gap * ends) / (atRisk * (atRisk - ends));
    variance += (left * left * events * (atRisk - events)) / atRisk ** 3;
    variance -= (2 * gap * left * events) / atRisk ** 2;
  }
  if (share === 0 || share >= 1) return { share, interval: null };
  const log = Math.log(share);
  const limit = (side: 1 | -1): number =>
    Math.exp(log * Math.exp((side * z95 * Math.sqrt(Math.max(0, variance))) / (share * log)));
  return { share, interval: [limit(-1), limit(1)] };
};
