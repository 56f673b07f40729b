/** What young cohorts will come to: their events so far over the records that have had time for one. */
import type { Interval } from "./interval.ts";
import { wilson } from "./proportion.ts";

export interface Cohort {
  /** Share of the final events that have usually happened at this age, 0..1. */
  readonly finished: number;
  readonly n: number;
  /** Events so far. */
  readonly x: number;
}

/** sum(x) / sum(n finished), with Wilson's interval on that effective number; `null` where nothing has had time yet. */
export const projectedRate = (
  cohorts: readonly Cohort[],
): { readonly value: number; readonly effective: number; readonly interval: Interval } | null => {
  const x = cohorts.reduce((sum, cohort) => sum + cohort.x, 0);
  const effective = cohorts.reduce((sum, { n, finished }) => sum + n * finished, 0);
  const interval = wilson(x, effective);
  return interval === null ? null : { value: x / effective, effective, interval };
};
