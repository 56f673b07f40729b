/** Cells: proportions, means, counts, with what R11 and R12 withhold and flag. */
import type { Cell } from "./answered.ts";
import type { Context, Item } from "./frame.ts";
import { wilson } from "./stats.ts";

export const counted = (items: readonly Item[]): readonly Item[] => items.filter((item) => item.out === null);

const excludedOf = (items: readonly Item[]): Record<string, number> => {
  const reasons: Record<string, number> = {};
  for (const { out } of items) if (out !== null) reasons[out] = (reasons[out] ?? 0) + 1;
  return reasons;
};

const few = (n: number, context: Context): string[] =>
  n > 0 && n < context.view.config.sample.few ? ["few_records"] : [];
export const isSmall = (n: number, context: Context): boolean => n < context.view.config.sample.small;

/** A quotient or quantile of `n` records: withheld where they are too few. */
export const orWithheld = (value: number | null, n: number, context: Context): number | null =>
  isSmall(n, context) ? null : value;
export const over = (num: number, den: number): number | null => (den === 0 ? null : num / den);

const base = (items: readonly Item[], context: Context, n: number, flags: readonly string[]) => ({
  n,
  excluded: excludedOf(items),
  flags: [...(context.window.toDate ? ["to_date"] : []), ...few(n, context), ...flags],
});

type Figures = Record<string, number | null>;

/** A share of records: withheld under 5. */
export const proportion = (
  items: readonly Item[],
  context: Context,
  num: number,
  den: number,
  more: Figures = {},
  flags: readonly string[] = [],
): Cell => {
  const shown = den > 0 && !isSmall(den, context);
  const why = den === 0 ? ["no_denominator"] : shown ? [] : ["small_sample"];
  return {
    value: shown ? num / den : null,
    num,
    den,
    interval: shown ? wilson(num, den) : null,
    more,
    ...base(items, context, den, [...why, ...flags]),
  };
};

/** Money of which nothing could be priced. */
const unknown = (num: number | null): string[] => (num === null ? ["not_measurable"] : []);

/** A mean or a money quotient over `den` records: shown however few. */
export const quotient = (
  items: readonly Item[],
  context: Context,
  num: number | null,
  den: number,
  more: Figures = {},
  flags: readonly string[] = [],
): Cell => ({
  value: num === null ? null : over(num, den),
  num,
  den,
  interval: null,
  more,
  ...base(items, context, den, [...(den === 0 ? ["no_denominator"] : []), ...unknown(num), ...flags]),
});

/** A count, or a sum over `n` records. */
export const count = (
  items: readonly Item[],
  context: Context,
  num: number | null,
  n: number,
  more: Figures = {},
  flags: readonly string[] = [],
): Cell => ({
  value: num,
  num,
  den: null,
  interval: null,
  more,
  ...base(items, context, n, [...unknown(num), ...flags]),
});

/** A quantile of times, of `num` events among `den` observed. */
export const ofTimes = (
  items: readonly Item[],
  context: Context,
  value: number | null,
  num: number,
  den: number,
  interval: Cell["interval"],
  more: Figures = {},
): Cell => {
  const shown = den > 0 && !isSmall(den, context);
  const why = den === 0 ? ["no_denominator"] : !shown ? ["small_sample"] : value === null ? ["not_reached"] : [];
  return {
    value: shown ? value : null,
    num,
    den,
    interval: shown ? interval : null,
    more,
    ...base(items, context, den, why),
  };
};

/** The total of a KPI whose stages do not add up. */
export const notAdditive = (items: readonly Item[], context: Context): Cell => ({
  value: null,
  num: null,
  den: null,
  n: 0,
  interval: null,
  excluded: excludedOf(items),
  flags: ["not_additive", ...(context.window.toDate ? ["to_date"] : [])],
  more: {},
});
