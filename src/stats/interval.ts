/** Lower and upper limit of an estimate, in the estimate's own unit. */
export type Interval = readonly [low: number, high: number];

/** An estimate with its 95 % interval; `null` where the data cannot give one. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval | null;
}

/** The normal quantile of 0.975: every 95 % interval of the product is made with it (R12). */
export const z95 = 1.959963984540054;
