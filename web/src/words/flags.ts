/** Why there is no figure, and what to know about one: flags in words. */
export { exclusionText } from "../../../src/wording/names.ts";

interface Reason {
  readonly short: string;
  readonly long: string;
}

/** Spend may be known of other periods. */
const unspent: Reason = {
  short: "No spend known",
  long: "Neither spend nor a campaign's budget is known of this period.",
};

const reasons: Readonly<Record<string, Reason>> = {
  no_denominator: {
    short: "No records",
    long: "No record falls into this period, so there is nothing to divide by.",
  },
  small_sample: { short: "Too few records", long: "There are so few records that a figure would mislead." },
  no_rate: {
    short: "No exchange rate",
    long: "The target is in a currency that has no rate on the goal's first day or before.",
  },
  not_measurable: { short: "Not measurable", long: "The data that this number needs is not in the workspace." },
  no_losses: { short: "Nothing lost", long: "Nothing was lost, so there is no ratio." },
  no_counterpart: { short: "Nothing to compare with", long: "What it is compared with has no such unit of time." },
  not_additive: { short: "By stage only", long: "A sum over the stages would mean nothing." },
  no_spend: unspent,
  not_reached: { short: "Not reached", long: "Fewer than that share have got there yet." },
};

const remarks: Readonly<Record<string, string>> = {
  unequal_length: "What it is compared with is longer or shorter: no change is told.",
  to_date: "The period is still running: the figure is to date.",
  few_records: "Few records: read it with care.",
  stale_rate: "An exchange rate older than 92 days was used.",
  prorated: "The target is the part of the goal for the working days on which they are here.",
  from_budget: "Spend is spread from the campaign's budget.",
  no_dates: "A campaign without dates could not be priced.",
  immature: "Not old enough to be judged yet.",
  bottleneck: "Two of three signs say that work piles up here.",
  approximate: "Approximate.",
};

const young: Reason = {
  short: "Too young to judge",
  long: "No record of this period is old enough yet to be judged.",
};

/** Of a workspace whose process ends in nothing but losses. */
export const noWonStage: Reason = {
  short: "No stage means won",
  long: "No stage of the process is declared as won, so no deal can count as won. quarterdeck.yaml says which one is: category: won.",
};

/** There are leads, but of none is it known who brought it. */
const originless: Reason = {
  short: "Origin unknown",
  long: "Nothing says of these leads whether marketing or sales brought them: the origin of a lead or of its campaign does, a channel alone does not.",
};

/** All records of the period are left out for want of a time. */
const unknown: readonly (readonly [string, Reason])[] = [
  [
    "unknown_entry",
    { short: "Entry unknown", long: "When the records of this period entered the stage is not known." },
  ],
  ["no_close_date", { short: "Close unknown", long: "When the deals of this period closed is not known." }],
  [
    "born_closed",
    {
      short: "Closed when created",
      long: "The deals of this period were closed at the instant they were created: how long they took is not known.",
    },
  ],
  ["no_time", { short: "Time unknown", long: "The records of this period were created on a day without a time." }],
];

/** For a value that is null. */
export const reasonOf = (
  flags: readonly string[],
  excluded: Readonly<Record<string, number>> = {},
  more: Readonly<Record<string, number | null>> = {},
): Reason => {
  if (flags.includes("immature")) return young;
  if (flags.includes("not_measurable") && more.priced === 0 && "spend_without_leads" in more) return unspent;
  if (flags.includes("no_denominator")) {
    if ((excluded.immature ?? 0) > 0) return young;
    const found = unknown.find(([reason]) => (excluded[reason] ?? 0) > 0);
    if (found !== undefined) return found[1];
    if ((more.unknown ?? 0) > 0) return originless;
  }
  return (
    flags.map((flag) => reasons[flag]).find((reason) => reason !== undefined) ?? {
      short: "No figure",
      long: "There is no figure for this period.",
    }
  );
};

export const remarksOf = (flags: readonly string[]): readonly string[] =>
  flags.flatMap((flag) => (remarks[flag] === undefined ? [] : [remarks[flag]]));
