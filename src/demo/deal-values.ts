/** What an opportunity is worth and when it is to close, with each correction. */
import { dateOf } from "./days.ts";
import { reportDay } from "./hours.ts";
import { between, chance, logNormal, type Random } from "./random.ts";
import type { Opening, ValueMove } from "./records.ts";

const usualAmount = { small: 7800, mid_market: 24_000, enterprise: 82_000 };
const size = { new: 1, renewal: 0.9, expansion: 0.55 };
const currencyIn: Readonly<Record<string, string>> = { CA: "CAD", GB: "GBP", DE: "EUR", FR: "EUR", NL: "EUR" };

const rounded = (amount: number): number => Math.max(500, Math.round(amount / 100) * 100);

export interface DealValues {
  readonly moves: ValueMove[];
  readonly now: () => { readonly amount: number | null; readonly currency: string; readonly expectedCloseOn: string };
  /** By a factor from and to. */
  readonly reprice: (at: number, low: number, high: number) => void;
  /** To so many days (from and to) after `at`. */
  readonly putOff: (at: number, low: number, high: number) => void;
  readonly toEuro: (at: number) => void;
}

/** A few have no amount, and a few are in Swiss francs, for which there is no rate. */
export const dealValues = (
  draw: Random,
  id: string,
  { at: created, account, type }: Opening,
  end: number,
): DealValues => {
  const unpriced = chance(draw, 0.006);
  let amount = rounded(logNormal(draw, usualAmount[account.segment] * size[type], 0.5));
  let currency = chance(draw, 0.004) ? "CHF" : (currencyIn[account.country] ?? "USD");
  let expected = dateOf(reportDay(created) + Math.round(logNormal(draw, 62, 0.35)));
  const moves: ValueMove[] = [];
  return {
    moves,
    now: () => ({ amount: unpriced ? null : amount, currency, expectedCloseOn: expected }),
    reprice: (at, low, high) => {
      const value = rounded(amount * between(draw, low, high));
      if (value === amount || unpriced || at >= end) return;
      moves.push({ id, field: "amount", value: `${value}`, from: `${amount}`, at });
      amount = value;
    },
    putOff: (at, low, high) => {
      const value = dateOf(reportDay(at) + Math.round(between(draw, low, high)));
      if (value === expected || at >= end) return;
      moves.push({ id, field: "expected_close_on", value, from: expected, at });
      expected = value;
    },
    toEuro: (at) => {
      if (currency !== "USD" || at >= end) return;
      moves.push({ id, field: "currency", value: "EUR", from: currency, at });
      currency = "EUR";
    },
  };
};
