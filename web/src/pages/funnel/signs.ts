/** The three signs of a bottleneck: each stage's newest figure, the band it usually keeps to, and the words for what is outside. */
import type { Row } from "../../api/types.ts";
import { dayAfter, dayBefore, dayText } from "../../words/dates.ts";
import { percent } from "../../words/figures.ts";

export const signNames = ["net_inflow", "median_days", "conversion"] as const;
export type SignName = (typeof signNames)[number];

export interface Sign {
  readonly name: SignName;
  readonly value: number | null;
  /** `null`: there is no past to tell what is usual. */
  readonly usual: { readonly low: number; readonly high: number } | null;
  readonly isOutside: boolean;
}

const least: Readonly<Record<SignName, number>> = {
  net_inflow: Number.NEGATIVE_INFINITY,
  median_days: 0,
  conversion: 0,
};
const most: Readonly<Record<SignName, number>> = {
  net_inflow: Number.POSITIVE_INFINITY,
  median_days: Number.POSITIVE_INFINITY,
  conversion: 1,
};

/** A band reaches no further than its figure can. */
export const signOf = ({ more }: Row, name: SignName): Sign => {
  const [low, high] = [more[`low_${name}`], more[`high_${name}`]];
  return {
    name,
    value: more[`recent_${name}`] ?? null,
    usual:
      typeof low === "number" && typeof high === "number"
        ? { low: Math.max(low, least[name]), high: Math.min(high, most[name]) }
        : null,
    isOutside: more[`sign_${name}`] === 1,
  };
};

export const isBottleneck = ({ flags }: Row): boolean => flags.includes("bottleneck");

const signed = (value: number): string => {
  const whole = Math.round(value);
  return `${whole > 0 ? "+" : whole < 0 ? "−" : ""}${Math.abs(whole).toLocaleString("en-US")}`;
};

const days = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 1 });

const written: Readonly<Record<SignName, (value: number) => string>> = {
  net_inflow: signed,
  median_days: days,
  conversion: (value) => percent(value, 0),
};

export const signFigure = ({ name, value }: Sign): string =>
  value === null ? "–" : `${written[name](value)}${name === "median_days" ? " d" : ""}`;

export const usualText = ({ name, usual }: Sign): string =>
  usual === null ? "not known yet" : `${written[name](usual.low)} to ${written[name](usual.high)}`;

/** One sign in words, for a stage where it is outside. */
const signText = (sign: Sign): string => {
  const usual = usualText(sign);
  const figure = sign.value === null ? "" : written[sign.name](sign.value);
  switch (sign.name) {
    case "net_inflow":
      return `more comes in than leaves (${figure}; usually ${usual})`;
    case "median_days":
      return sign.value === null
        ? `more than half have not left yet (usually half have after ${usual} days)`
        : `half stay longer than ${figure} days (usually ${usual})`;
    case "conversion":
      return sign.value === null
        ? `fewer of those that leave go on (usually ${usual})`
        : `only ${figure} of those that leave go on (usually ${usual})`;
  }
};

/** "more comes in than leaves (…), and half stay longer than 22 days (…)" */
export const bottleneckText = (row: Row): string =>
  signNames
    .map((name) => signOf(row, name))
    .filter(({ isOutside }) => isOutside)
    .map(signText)
    .join(", and ");

const dayMs = 86_400_000;
const longestUnit = 28;

export interface Span {
  readonly from: string;
  /** The day after its last. */
  readonly to: string;
}

const daysIn = ({ from, to }: Span): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The days that the signs are of: as many as the period has, at most four weeks, up to its end or the data's. */
export const recentSpan = (period: Span, today: string): Span => {
  const to = period.to < dayAfter(today) ? period.to : dayAfter(today);
  const from = Date.parse(to) - Math.min(longestUnit, daysIn(period)) * dayMs;
  return { from: new Date(from).toISOString().slice(0, 10), to };
};

export const spanText = (span: Span): string => {
  const length = daysIn(span);
  const name = length === longestUnit ? "four weeks" : length === 1 ? "day" : `${length} days`;
  return `the ${name} to ${dayText(dayBefore(span.to))}`;
};
