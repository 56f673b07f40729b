/** Flags and reasons in plain words. */
import type { Cell } from "../../query/index.ts";
import { countText } from "../../wording/figures.ts";
import { exclusionText } from "../../wording/names.ts";

export interface Limits {
  readonly small: number;
  readonly few: number;
}

type Words = (limits: Limits, n: number | null) => string;

const flags: Readonly<Record<string, Words>> = {
  small_sample: ({ small }, n) =>
    n === null ? `too few records (under ${small}) to say` : `too few records (${n}) to say`,
  few_records: ({ few }, n) =>
    n === null ? `few records (under ${few}): take it with care` : `few records (${n}): take it with care`,
  no_denominator: () => "nothing to divide by",
  no_rate: () => "the target is in a currency that has no rate on the goal's first day or before",
  prorated: () => "the target is the part of the goal for the working days on which they are here",
  not_measurable: () => "the data does not say",
  no_losses: () => "nothing was lost, so there is no ratio",
  not_reached: () => "fewer than half have got there yet",
  no_counterpart: () => "what it is compared with has no such unit",
  unequal_length: () => "what it is compared with is longer or shorter",
  not_additive: () => "rows of this KPI do not add up to a total",
  to_date: () => "still running: to date",
  stale_rate: () => "uses an exchange rate older than 92 days",
  from_budget: () => "budgets were spread over their days where no spend is known",
  no_spend: () => "no spend is known here, so neither is what it cost",
  no_history: () => "records without a history",
  approximate: () => "approximate",
  immature: () => "not all of them are that old yet",
  bottleneck: () => "a bottleneck: worse than it was by two signs of three (inflow, time, share going on)",
};

/** The flag in words; `n` is the cell's number of records where one cell is meant. */
export const flagWords = (flag: string, limits: Limits, n: number | null = null): string =>
  flags[flag]?.(limits, n) ?? flag.replaceAll("_", " ");

/** Leads there are, but of none is it known who brought it. */
export const isOriginless = ({ flags: said, more }: Pick<Cell, "flags" | "more">): boolean =>
  said.includes("no_denominator") && (more.unknown ?? 0) > 0;

/** `Left out: 3 deleted, 12 too young to judge.` */
export const excludedSentence = (excluded: Readonly<Record<string, number>>): string | null => {
  const parts = Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${countText(count)} ${exclusionText(reason)}`);
  return parts.length === 0 ? null : `Left out: ${parts.join(", ")}.`;
};
