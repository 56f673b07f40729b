/** R10: amounts in force, exchange rates in force, and sums that say how many records they could price. */
import { rowsOf } from "../worlds/world.ts";
import type { History } from "./known.ts";
import { unknownValue } from "./known.ts";
import type { Rec } from "./record.ts";
import { daysBetween } from "./time.ts";
import type { View } from "./view.ts";
import { dateIn } from "./view.ts";

/** In the workspace currency; `value` null: counted, not priced. */
export interface Money {
  readonly value: number | null;
  readonly stale: boolean;
}

export const notPriced: Money = { value: null, stale: false };

const inForce = (past: History, own: string, t: number, before: string): string => {
  if (past.known.length === 0) return own;
  const last = past.known.findLast((row) => row.at.t <= t);
  if (last !== undefined) return last.value;
  const first = past.known[0]?.before ?? "";
  return first === "" ? before : first;
};

/** `amount` in a currency (empty: the workspace's) on a local date. */
export const priceOf = (view: View, amount: string | undefined, currency: string | undefined, date: string): Money => {
  if (amount === undefined || amount === "" || currency === unknownValue) return notPriced;
  if (currency === undefined || currency === "" || currency === view.config.currency) {
    return { value: Number(amount), stale: false };
  }
  const rates = rowsOf(view.world, "fx_rates")
    .filter((row) => row.currency === currency && (row.rate_on ?? "") <= date)
    .sort((a, b) => ((a.rate_on ?? "") < (b.rate_on ?? "") ? 1 : -1));
  const rate = rates[0];
  if (rate === undefined) return notPriced;
  return { value: Number(amount) * Number(rate.rate), stale: daysBetween(rate.rate_on ?? date, date) > 92 };
};

/** The amount in force at an instant, at the rate of a local date. */
export const amountAt = (view: View, record: Rec, t: number, date: string): Money => {
  const { amount, currency } = record.histories;
  return priceOf(
    view,
    inForce(amount, record.columns.amount ?? "", t, ""),
    inForce(currency, record.columns.currency ?? "", t, unknownValue),
    date,
  );
};

/** Closed: the amount in force at `as_of`, at the rate on or before the close date. */
export const closedAmount = (view: View, record: Rec): Money =>
  amountAt(view, record, view.asOf, dateIn(view, record.closed?.t ?? view.asOf));

export interface MoneySum {
  /** Null where there are parts and none could be priced: never 0 for unknown. */
  readonly total: number | null;
  readonly priced: number;
  readonly counted: number;
  readonly flags: string[];
}

export const sumMoney = (parts: readonly Money[]): MoneySum => {
  const priced = parts.filter((part) => part.value !== null);
  return {
    total: parts.length > 0 && priced.length === 0 ? null : priced.reduce((sum, part) => sum + (part.value ?? 0), 0),
    priced: priced.length,
    counted: parts.length,
    flags: priced.some((part) => part.stale) ? ["stale_rate"] : [],
  };
};
