/** Figures as people write them, the same as on the command line: rounding is for the eye only. */
import type { Interval, Unit } from "../api/types.ts";

export interface Writing {
  readonly unit: Unit;
  /** ISO 4217, for money. */
  readonly currency: string;
}

const number = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export const countText = (value: number): string => (Number.isInteger(value) ? number(value, 0) : number(value, 1));

export const percent = (value: number, decimals = 1): string => `${number(value * 100, decimals)}%`;

/** Three digits are enough for a length of time. */
const length = (value: number): string =>
  number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 || value === 0 ? 1 : 2);

/** Answers come within minutes, too: *0.08 h* says little. */
const hours = (value: number): string => {
  const minutes = value * 60;
  if (value === 0 || Math.abs(value) >= 1) return `${length(value)} h`;
  return Math.abs(minutes) >= 1
    ? `${number(minutes, Math.abs(minutes) >= 10 ? 0 : 1)} min`
    : `${number(minutes * 60, 0)} s`;
};

/** With the decimals of its currency: yen have none. */
export const money = (value: number, currency: string): string =>
  value
    .toLocaleString("en-US", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      ...(Math.abs(value) >= 1000 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    })
    .replace("-", "−");

/** Money in few letters: $1.2M. */
const shortMoney = (value: number, currency: string): string =>
  value
    .toLocaleString("en-US", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      notation: "compact",
      maximumSignificantDigits: 3,
    })
    .replace("-", "−");

const writers: Readonly<Record<Unit, (value: number, currency: string) => string>> = {
  ratio: (value) => percent(value),
  share: (value) => percent(value),
  days: (value) => `${length(value)} d`,
  hours,
  money,
  count: countText,
};

/** The figure with its unit; what is no figure is a dash. */
export const figure = (value: number | null, { unit, currency }: Writing): string =>
  value === null ? "–" : writers[unit](value, currency);

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

/** A difference with its sign: shares in points, everything else in its unit. */
export const difference = (value: number, { unit, currency }: Writing): string => {
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  const size = Math.abs(value);
  return unit === "ratio" || unit === "share"
    ? `${sign}${number(size * 100, 1)} pts`
    : sign + figure(size, { unit, currency });
};

/** How far apart, without a sign. */
export const distance = (value: number, writing: Writing): string => difference(Math.abs(value), writing).slice(1);

export const signedPercent = (value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : "±"}${number(Math.abs(value) * 100, Math.abs(value) >= 0.1 ? 0 : 1)}%`;
