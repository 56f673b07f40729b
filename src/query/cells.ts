/** Figures as cells: what too few records cannot say is withheld, and every missing value says why. */

import type { Figure } from "../kinds/index.ts";
import type { Flag } from "../model/flags.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { twelveDigits } from "../stats/index.ts";
import type { Cell } from "./answer.ts";

/** Quotients in `more` that say nothing under few records. */
const quotients = ["ratio"];

const order: readonly Flag[] = ["no_denominator", "small_sample", "few_records"];

/** Limits are estimates: beyond twelve digits they would only show in which order records were summed. */
const rounded = (interval: Figure["interval"]): Figure["interval"] =>
  interval === null ? null : [limit(interval[0]), limit(interval[1])];

const limit = (value: number | null): number | null => (value === null ? null : twelveDigits(value));

export const cellOf = (
  figure: Figure,
  config: WorkspaceConfig,
  excluded: Cell["excluded"],
  flags: readonly Flag[] = [],
): Cell => {
  const { small, few } = config.sample;
  const isSmall = figure.withhold === "quotient" && figure.n < small;
  return {
    value: isSmall ? null : figure.value,
    num: figure.num,
    den: figure.den,
    n: figure.n,
    interval: isSmall ? null : rounded(figure.interval),
    excluded,
    flags: flagsOf(figure, flags, isSmall && figure.n > 0, few),
    more: isSmall ? withoutQuotients(figure.more) : figure.more,
  };
};

/** Of a unit that the range compared with has no counterpart of: nothing is known, not nothing there. */
export const uncompared: Cell = {
  value: null,
  num: null,
  den: null,
  n: 0,
  interval: null,
  excluded: {},
  flags: ["no_counterpart"],
  more: {},
};

const withoutQuotients = (more: Figure["more"]): Cell["more"] => {
  const kept = { ...more };
  for (const key of quotients) if (key in kept) kept[key] = null;
  return kept;
};

const flagsOf = (figure: Figure, flags: readonly Flag[], withheld: boolean, few: number): Flag[] => {
  const isFew = figure.n > 0 && figure.n < few;
  if (figure.flags.length === 0 && flags.length === 0 && !withheld) return isFew ? ["few_records"] : [];
  const found = new Set([...figure.flags, ...flags]);
  if (withheld) {
    found.add("small_sample");
    found.delete("not_reached");
  }
  if (isFew) found.add("few_records");
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
};

const rank = (flag: Flag): number => (order.includes(flag) ? order.indexOf(flag) : order.length);
