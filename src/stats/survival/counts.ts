/** Who leaves when: how many records end, drop out of sight and come into sight at each time. */

/** One row per time, strictly ascending. */
interface Rows {
  readonly time: ArrayLike<number>;
  /** Still going when last seen at this time. */
  readonly censored: ArrayLike<number>;
  /** Coming under observation at this time: at risk only after it (entry < t). Absent: everyone is there from the start. */
  readonly entered?: ArrayLike<number>;
}

/** Rows of records that can end in one way. */
export interface ExitCounts extends Rows {
  readonly events: ArrayLike<number>;
}

/** Rows of records that can end in several ways, which compete: one column of counts per cause. */
export interface CauseCounts extends Rows {
  readonly events: readonly ArrayLike<number>[];
}

/** Single records as columns. A record is at risk when entry < t <= time; one that enters at or after its end is left out. */
export interface Records {
  readonly time: ArrayLike<number>;
  readonly entry?: ArrayLike<number>;
}

/** Rows per time from single records, in any order; `cause` is 0 for censored, 1..causes for the way it ended. */
export const countByCause = (records: Records & { readonly cause: ArrayLike<number> }, causes: number): CauseCounts => {
  const { time, entry, cause } = records;
  const seen = Array.from(time, (end, i) => ({ end, start: entry?.[i] ?? -Infinity, cause: cause[i] ?? 0 })).filter(
    ({ start, end }) => start < end,
  );
  const starts = entry === undefined ? [] : seen.map(({ start }) => start);
  const times = [...new Set([...seen.map(({ end }) => end), ...starts])].sort((a, b) => a - b);
  const row = new Map(times.map((at, i) => [at, i]));
  const counted = (some: readonly number[]): Float64Array => {
    const counts = new Float64Array(times.length);
    for (const at of some) {
      const i = row.get(at) ?? 0;
      counts[i] = (counts[i] ?? 0) + 1;
    }
    return counts;
  };
  const endedBy = (which: number): Float64Array =>
    counted(seen.filter((one) => one.cause === which).map(({ end }) => end));
  return {
    time: Float64Array.from(times),
    events: Array.from({ length: causes }, (_, i) => endedBy(i + 1)),
    censored: endedBy(0),
    ...(entry === undefined ? {} : { entered: counted(starts) }),
  };
};

/** Rows per time from single records, in any order; `event` is 1 (or true) where the record ended, 0 where it is censored. */
export const countExits = (records: Records & { readonly event: ArrayLike<number | boolean> }): ExitCounts => {
  const { events, ...rows } = countByCause({ ...records, cause: Array.from(records.event, Number) }, 1);
  return { ...rows, events: events[0] ?? [] };
};

/** The counts as one kind of array, which the loops over half a million rows need to be quick; copied only if they are another. */
export const column = (values: ArrayLike<number>): Float64Array =>
  values instanceof Float64Array ? values : Float64Array.from(values);

const sum = (values: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i] ?? 0;
  return total;
};

/** Records at risk before the first row: all exits but those that enter in a row. */
export const atRiskAtStart = (exits: readonly Float64Array[], entered: Float64Array | null): number =>
  exits.reduce((total, column) => total + sum(column), 0) - (entered === null ? 0 : sum(entered));

/** The times, checked: a RangeError names the first row that does not come after the one before. */
export const ascending = (values: ArrayLike<number>): Float64Array => {
  const time = column(values);
  for (let i = 1; i < time.length; i += 1) {
    if (!((time[i] ?? Number.NaN) > (time[i - 1] ?? Number.NaN))) throw new RangeError(`Times must ascend: row ${i}.`);
  }
  return time;
};
