/** Figures as cells: what too few records cannot say is withheld, and every missing value says why. */
import type { Figure } from "../kinds/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Cell } from "./answer.ts";

/** Quotients in `more` that say nothing under few records. */
const quotients = ["ratio"];

const order = ["no_denominator", "small_sample", "few_records"];

export const cellOf = (
  figure: Figure,
  config: WorkspaceConfig,
  excluded: Cell["excluded"],
  flags: readonly string[] = [],
): Cell => {
  const { small, few } = config.sample;
  const isSmall = figure.withhold === "quotient" && figure.n < small;
  const withheld = isSmall && figure.n > 0;
  const found = new Set([...figure.flags, ...flags]);
  if (withheld) {
    found.add("small_sample");
    found.delete("not_reached");
  }
  if (figure.n > 0 && figure.n < few) found.add("few_records");
  const more = Object.fromEntries(
    Object.entries(figure.more).map(([key, value]) => [key, isSmall && quotients.includes(key) ? null : value]),
  );
  return {
    value: isSmall ? null : figure.value,
    num: figure.num,
    den: figure.den,
    n: figure.n,
    interval: isSmall ? null : figure.interval,
    excluded,
    flags: [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
    more,
  };
};

const rank = (flag: string): number => (order.includes(flag) ? order.indexOf(flag) : order.length);
