/** Why there is no figure, and what is to be known about one: for a place of a few words, and as a clause. */
import { type Flag, flags } from "../model/flags.ts";

export interface Reason {
  /** In place of the figure. */
  readonly short: string;
  /** In the midst of a sentence, or with a capital and a full stop as one. */
  readonly clause: string;
}

/** Below how many records a figure is withheld, and below how many it is to be taken with care. */
export interface Limits {
  readonly small: number;
  readonly few: number;
}

/** What is said beside few records: how many there are, or below how many they are few. */
export interface Counts {
  readonly n?: number | null;
  readonly limits?: Limits;
}

const inBrackets = (n: number | null | undefined, limit: number | undefined): string => {
  if (typeof n === "number") return ` (${n})`;
  return limit === undefined ? "" : ` (under ${limit})`;
};

type Told = Reason | ((counts: Counts) => Reason);

const reason = (short: string, clause: string): Reason => ({ short, clause });

/** Spend may be known of other periods. */
const unspent = reason("No spend known", "no spend is known here, nor a campaign's budget, so neither is what it cost");

const words: Readonly<Record<Flag, Told>> = {
  // Of a goal there may be records, but a target of nothing.
  no_denominator: ({ n }) =>
    (n ?? 0) > 0
      ? reason("Nothing to divide by", "there is nothing to divide by")
      : reason("No records", "no records here, so nothing to divide by"),
  small_sample: ({ n, limits }) => reason("Too few records", `too few records${inBrackets(n, limits?.small)} to say`),
  few_records: ({ n, limits }) => reason("Few records", `few records${inBrackets(n, limits?.few)}: take it with care`),
  not_measurable: reason("Not measurable", "the data that it needs is not in the workspace"),
  not_reached: reason("Not reached", "not enough of them have got there yet"),
  immature: reason("Too young to judge", "the records here are not old enough yet to be judged"),
  to_date: reason("To date", "still running: to date"),
  no_losses: reason("Nothing lost", "nothing was lost, so there is no ratio"),
  no_spend: unspent,
  from_budget: reason("From budgets", "budgets were spread over their days where no spend is known"),
  no_rate: reason("No exchange rate", "the target is in a currency that has no rate on the goal's first day or before"),
  stale_rate: reason("Old exchange rate", "uses an exchange rate older than 92 days"),
  prorated: reason("In part", "the target is the part of the goal for the working days on which they are here"),
  bottleneck: reason(
    "Bottleneck",
    "a bottleneck: worse than it was by two signs of three (inflow, time, share going on)",
  ),
  no_counterpart: reason("Nothing to compare with", "what it is compared with has no such unit of time"),
  unequal_length: reason("Not as long", "what it is compared with is longer or shorter: no change is told"),
  not_additive: reason("No total", "rows of this KPI do not add up to a total"),
};

/** Of a workspace whose process ends in nothing but losses. */
export const noWonStage = reason(
  "No stage means won",
  "no stage of the process is declared as won, so no deal can count as won; quarterdeck.yaml says which one is: category: won",
);

const originless = reason(
  "Origin unknown",
  "nothing says of these leads whether marketing or sales brought them: the origin of a lead or of its campaign does, a channel alone does not",
);

/** All records are left out for want of a time. */
const unknown: readonly (readonly [string, Reason])[] = [
  ["unknown_entry", reason("Entry unknown", "when these records entered the stage is not known")],
  ["no_close_date", reason("Close unknown", "when these deals closed is not known")],
  [
    "born_closed",
    reason(
      "Closed when created",
      "these deals were closed at the instant they were created: how long they took is not known",
    ),
  ],
  ["no_time", reason("Time unknown", "these records were created on a day without a time")],
];

const told = (flag: Flag, counts: Counts): Reason => {
  const found = words[flag];
  return typeof found === "function" ? found(counts) : found;
};

const isFlag = (flag: string): flag is Flag => (flags as readonly string[]).includes(flag);

/** What the flag says of the figure that it stands beside. */
export const flagClause = (flag: string, counts: Counts = {}): string =>
  isFlag(flag) ? told(flag, counts).clause : flag.replaceAll("_", " ");

/** What leaves no figure, the plainest first. */
export const leavesNone: readonly Flag[] = [
  "no_denominator",
  "small_sample",
  "no_rate",
  "not_measurable",
  "no_losses",
  "no_counterpart",
  "not_additive",
  "no_spend",
  "not_reached",
];

/** Leads there are, but of none is it known who brought it. */
export const isOriginless = (said: readonly string[], more: Readonly<Record<string, number | null>>): boolean =>
  said.includes("no_denominator") && (more.unknown ?? 0) > 0;

/** Of a cell without a figure. */
export const reasonOf = (
  said: readonly string[],
  excluded: Readonly<Record<string, number>> = {},
  more: Readonly<Record<string, number | null>> = {},
  counts: Counts = {},
): Reason => {
  if (said.includes("immature")) return told("immature", counts);
  if (said.includes("not_measurable") && more.priced === 0 && "spend_without_leads" in more) return unspent;
  if (said.includes("no_denominator")) {
    if ((excluded.immature ?? 0) > 0) return told("immature", counts);
    const found = unknown.find(([left]) => (excluded[left] ?? 0) > 0);
    if (found !== undefined) return found[1];
    if (isOriginless(said, more)) return originless;
  }
  const flag = leavesNone.find((one) => said.includes(one));
  return flag === undefined ? reason("No figure", "there is no figure here") : told(flag, counts);
};

/** As a sentence of its own. */
export const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
