/** Figures as people write them: per cent, days, hours, money with its sign, thousands apart. Rounding is for the eye only. */

/** What a figure needs to be written. */
export interface Writing {
  readonly unit: string;
  /** ISO 4217, for money. */
  readonly currency: string;
}

/** Below zero with a minus sign, which is as wide as a plus. */
const withMinus = (text: string): string => text.replace("-", "−");

const number = (value: number, decimals: number, most = decimals): string =>
  withMinus(value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: most }));

/** Activities a day and the like are no whole numbers, and may be fewer than a tenth: one in 21 days is not *0.0*. */
export const countText = (value: number): string =>
  Number.isInteger(value) ? number(value, 0) : number(value, 1, Math.abs(value) < 1 ? 2 : 1);

/** A quotient of two numbers, with two decimals at most. */
export const quotientText = (value: number): string =>
  withMinus(value.toLocaleString("en-US", { maximumFractionDigits: 2 }));

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

const cash = (value: number, currency: string, options: Intl.NumberFormatOptions): string =>
  withMinus(
    value.toLocaleString("en-US", { style: "currency", currency, currencyDisplay: "narrowSymbol", ...options }),
  );

/** With the decimals of its currency: yen have none. */
export const money = (value: number, currency: string): string =>
  cash(value, currency, Math.abs(value) >= 1000 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {});

/** Money in few letters: $1.2M. */
export const shortMoney = (value: number, currency: string): string =>
  cash(value, currency, { notation: "compact", maximumSignificantDigits: 3 });

type Write = (value: number, currency: string) => string;

/** How figures are written where `days` says how a number of days is; what is no figure is a dash. */
export const figureWith = (days: (length: string) => string) => {
  const writers: Readonly<Record<string, Write>> = {
    ratio: (value) => percent(value),
    share: (value) => percent(value),
    days: (value) => days(length(value)),
    hours,
    money,
    // Of a quarter of an opportunity for each lead a tenth is too coarse.
    quotient: (value) => number(value, 2),
  };
  return (value: number | null, { unit, currency }: Writing): string =>
    value === null ? "–" : (writers[unit] ?? countText)(value, currency);
};

/** `42.3 d`: where there is little room. */
export const figure = figureWith((text) => `${text} d`);

const signOf = (value: number): string => (value > 0 ? "+" : value < 0 ? "−" : "±");

/** A difference of two figures, with its sign: shares in points, everything else in its unit. */
export const difference = (value: number, writing: Writing): string => {
  const size = Math.abs(value);
  return writing.unit === "ratio" || writing.unit === "share"
    ? `${signOf(value)}${number(size * 100, 1)} pts`
    : signOf(value) + figure(size, writing);
};

export const signedPercent = (value: number): string =>
  signOf(value) + percent(Math.abs(value), Math.abs(value) >= 0.1 ? 0 : 1);
