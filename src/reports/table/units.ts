/** Figures as people write them: per cent, days, hours, money with its sign, thousands apart. Rounding is for the eye only. */

/** What a figure needs to be written. */
export interface Writing {
  readonly unit: string;
  /** ISO 4217, for money. */
  readonly currency: string;
}

const number = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export const countText = (value: number): string => (Number.isInteger(value) ? number(value, 0) : number(value, 1));

export interface Words {
  readonly one: string;
  readonly many: string;
}

/** `1 lead`, `2 leads`, `1 won`. */
export const counted = (value: number, { one, many }: Words): string =>
  `${countText(value)} ${value === 1 ? one : many}`;

export const percent = (value: number): string => `${number(value * 100, 1)}%`;

/** Without decimals: for shares of which there may be more than one. */
export const wholePercent = (value: number): string => `${number(value * 100, 0)}%`;

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
  value.toLocaleString("en-US", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(Math.abs(value) >= 1000 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
  });

/** Money in few letters: $1.2M. */
export const shortMoney = (value: number, currency: string): string =>
  value.toLocaleString("en-US", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
  });

const writers: Readonly<Record<string, (value: number, currency: string) => string>> = {
  ratio: percent,
  share: percent,
  days: (value) => `${length(value)} ${length(value) === "1.0" ? "day" : "days"}`,
  hours,
  money,
  count: countText,
  // Of a quarter of an opportunity for each lead a tenth is too coarse.
  quotient: (value) => number(value, 2),
};

/** The figure with its unit; what is no figure is a dash. */
export const figure = (value: number | null, { unit, currency }: Writing): string =>
  value === null ? "–" : (writers[unit]?.(value, currency) ?? countText(value));

/** A range of figures: the unit is written once; a limit that is not known leaves it open. */
export const range = (limits: readonly [number | null, number | null] | null, writing: Writing): string => {
  if (limits === null) return "";
  const [least, most] = limits;
  if (least === null || most === null)
    return least === null ? (most === null ? "" : `up to ${figure(most, writing)}`) : `from ${figure(least, writing)}`;
  const [low, high] = [figure(least, writing), figure(most, writing)];
  const unitIn = (text: string): string => / (?:h|min|s|day)(?=s?$)|%$/.exec(text)?.[0] ?? "";
  const isOnce = unitIn(low) === unitIn(high);
  return `${isOnce ? low.replace(/ (?:h|min|s|days?)$|%$/, "") : low}–${high}`;
};

/** A difference of two figures, with its sign: shares in points, everything else in its unit. */
export const difference = (value: number, { unit, currency }: Writing): string => {
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  const size = Math.abs(value);
  if (unit === "ratio" || unit === "share") return `${sign}${number(size * 100, 1)} pts`;
  return sign + figure(size, { unit, currency }).replace(/ days?$/, " d");
};

export const signedPercent = (value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : "±"}${number(Math.abs(value) * 100, Math.abs(value) >= 0.1 ? 0 : 1)}%`;
