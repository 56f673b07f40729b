/** What is to be known about a figure, told beside it; `wording/flags.ts` has the words. */
export const flags = [
  "no_denominator",
  "small_sample",
  "few_records",
  "not_measurable",
  "not_reached",
  "immature",
  "to_date",
  "no_losses",
  "no_spend",
  "from_budget",
  "no_rate",
  "stale_rate",
  "prorated",
  "bottleneck",
  "no_counterpart",
  "unequal_length",
  "not_additive",
] as const;

export type Flag = (typeof flags)[number];
