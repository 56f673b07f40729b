/** Figures as people write them, the same as on the command line. */
import { difference, figure, percent, shortMoney } from "../../../src/wording/figures.ts";
import type { Interval, Unit } from "../api/types.ts";

export {
  countText,
  difference,
  figure,
  money,
  percent,
  quotientText,
  signedPercent,
} from "../../../src/wording/figures.ts";

export interface Writing {
  readonly unit: Unit;
  /** ISO 4217, for money. */
  readonly currency: string;
}

/** The number and its unit apart, for large type. */
export const figureParts = (value: number | null, writing: Writing): { number: string; unit: string } => {
  const text = figure(value, writing);
  const [, digits = text, unit = ""] = /^(.*?)( ?(?:d|h|min|s|%))$/.exec(text) ?? [];
  return { number: digits, unit: unit.trim() };
};

/** For axes and narrow cells. */
export const shortFigure = (value: number | null, { unit, currency }: Writing): string => {
  if (value === null) return "–";
  if (unit === "money") return shortMoney(value, currency);
  if (unit === "ratio" || unit === "share") return percent(value, value === 0 || Math.abs(value) >= 0.1 ? 0 : 1);
  if (unit === "count" && Math.abs(value) >= 10_000)
    return value.toLocaleString("en-US", { notation: "compact", maximumSignificantDigits: 3 });
  return figure(value, { unit, currency });
};

/** "55.2% to 63.0%"; a limit that is not known leaves the range open. */
export const intervalText = (interval: Interval, writing: Writing): string => {
  const [least, most] = interval ?? [null, null];
  if (least === null) return most === null ? "" : `up to ${figure(most, writing)}`;
  return most === null ? `from ${figure(least, writing)}` : `${figure(least, writing)} to ${figure(most, writing)}`;
};

/** How far apart, without a sign. */
export const distance = (value: number, writing: Writing): string => difference(Math.abs(value), writing).slice(1);
