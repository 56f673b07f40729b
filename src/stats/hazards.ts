/** How often something happens per day at each age, drawn towards the overall rate where little was seen. */
import { gammaQuantile } from "./distributions/gamma.ts";
import type { Interval } from "./interval.ts";

export interface Bucket {
  /** Record days under observation. */
  readonly exposure: number;
  readonly events: number;
}

export interface Hazard {
  /** Events per unit of exposure. */
  readonly hazard: number;
  /** 90 %, of the gamma posterior; `null` where no event was seen in any bucket. */
  readonly interval: Interval | null;
}

/**
 * Gamma-Poisson: the prior has the overall rate and the weight of `priorEvents` events, so a bucket's rate is
 * (events + priorEvents) / (exposure + priorEvents / overall).
 */
export const shrunkHazards = (buckets: readonly Bucket[], priorEvents = 3): Hazard[] => {
  const events = buckets.reduce((sum, bucket) => sum + bucket.events, 0);
  const exposure = buckets.reduce((sum, bucket) => sum + bucket.exposure, 0);
  if (events === 0 || exposure === 0) return buckets.map(() => ({ hazard: 0, interval: null }));
  return buckets.map((bucket) => {
    const shape = bucket.events + priorEvents;
    const rate = bucket.exposure + (priorEvents * exposure) / events;
    return { hazard: shape / rate, interval: [gammaQuantile(0.05, shape, rate), gammaQuantile(0.95, shape, rate)] };
  });
};
