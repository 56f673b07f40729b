/** Figures as cells: what too few records cannot say is withheld, and every missing value says why. */
import type { Figure } from "../kinds/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Cell } from "./answer.ts";

/** Quotients in `more` that say nothing under few records. */
const quotients = ["ratio"];

const order = ["no_denominator", "small_sample", "few_records"];

/** Limits are estimates: beyond twelve digits they would only show in which order records were summed. */
const rounded = (interval: Figure["interval"]): Figure["interval"] => {
  if (interval === null) return null;
  const limit = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(12)));
  return [limit(interval[0]), limit(interval[1])];
};

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
    interval: isSmall ? null : rounded(figure.interval),
    excluded,
    flags: [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
    more,
  };
};

const rank = (flag: string): number => (order.includes(flag) ? order.indexOf(flag) : order.length);
