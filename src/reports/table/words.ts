/** Flags and reasons in plain words. */
import type { Cell } from "../../query/index.ts";

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

const reasons: Readonly<Record<string, string>> = {
  merged: "merged into another",
  test: "for test",
  deleted: "deleted",
  void: "void (created in error)",
  immature: "too young to judge",
  born_closed: "closed at the instant of their creation",
  negative_duration: "ended before they began",
  pre_contacted: "touched before they were created",
  no_time: "without a time of day",
  no_close_date: "closed without a close date",
  no_history: "without a history",
  unknown_entry: "whose entry is not known",
  no_lead: "without a lead",
  no_dates: "without dates",
  scheduled: "only scheduled",
  cancelled: "cancelled",
  no_show: "where nobody came",
  automated: "automated",
  internal: "internal",
  duplicate: "logged twice",
};

/** `Left out: 3 deleted, 12 too young to judge.` */
export const excludedSentence = (excluded: Readonly<Record<string, number>>): string | null => {
  const parts = Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count.toLocaleString("en-US")} ${reasons[reason] ?? reason.replaceAll("_", " ")}`);
  return parts.length === 0 ? null : `Left out: ${parts.join(", ")}.`;
};

const dimensions: Readonly<Record<string, string>> = { activity_type: "Type of activity" };

/** `activity_type` -> `Type of activity`, `attribute.region` -> `region`, `account.attribute.Tier` -> `Tier of the account`. */
export const dimensionTitle = (id: string): string => {
  const [, of, called] = /^(?:(account|campaign|person)\.)?attribute\.(.+)$/.exec(id) ?? [];
  if (called !== undefined) return of === undefined ? called : `${called} of the ${of}`;
  return dimensions[id] ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("_", " ")}`;
};
