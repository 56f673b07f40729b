/** A target as people write it: `35%`, `1,200`, `$1.2M`, `80k`, `24 h`; and back, so that what is copied can be pasted. */
import type { Unit } from "../../api/types.ts";

export interface TargetForm {
  readonly unit: Unit;
  /** ISO 4217: what money of this target is in. */
  readonly currency: string;
}

export type Read =
  | { readonly kind: "empty" }
  | { readonly kind: "target"; readonly target: number }
  | { readonly kind: "wrong"; readonly why: string };

const factors: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, mn: 1e6, b: 1e9, bn: 1e9 };

const symbolOf = (currency: string): string =>
  (0)
    .toLocaleString("en-US", { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .replace(/[\d.,\s]/g, "");

/**
 * Digits with or without groups of three: `1,200.5`, `1.200,5`, `1 200`, `0,35`. Where a single comma or point could be both, a comma before three
 * digits groups and a point is decimal. `null` when it is no number.
 */
const plainNumber = (text: string): number | null => {
  const tight = text.replace(/(?<=\d)[\s'](?=\d{3}(?!\d))/g, "");
  const english = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;
  const european = /^-?\d{1,3}(\.\d{3})+,\d+$|^-?\d{1,3}(\.\d{3}){2,}$/;
  if (english.test(tight)) return Number(tight.replaceAll(",", ""));
  if (european.test(tight)) return Number(tight.replaceAll(".", "").replace(",", "."));
  if (/^-?(\d+(\.\d*)?|\.\d+)$/.test(tight)) return Number(tight);
  return /^-?\d+,\d+$/.test(tight) ? Number(tight.replace(",", ".")) : null;
};

const wrong = (why: string): Read => ({ kind: "wrong", why });
/** Floating point must not show: 35 % is 0.35. */
const tidy = (value: number): number => Number(value.toPrecision(15));

const isShare = (unit: Unit): boolean => unit === "ratio" || unit === "share";

interface Amount {
  readonly number: string;
  readonly factor: number;
  /** `%`, `d`, `h`, letters of a currency, or nothing. */
  readonly sign: string;
}

const amountIn = (text: string, currency: string): Amount | null => {
  const symbol = symbolOf(currency);
  const [, before = "", number = "", letters = "", after = ""] =
    /^([^\d\s.,-]*)\s*(-?[\d.,\s']*\d[.,]?)\s*([kmb]n?)?\s*([^\d\s]*)$/i.exec(text) ?? [];
  const factor = factors[letters.toLowerCase()];
  if (number === "" || factor === undefined || (before !== "" && after !== "")) return null;
  const sign = before + after;
  return { number: number.trim(), factor, sign: sign === symbol ? currency : sign };
};

const fits = (sign: string, { unit, currency }: TargetForm): string | null => {
  if (sign === "") return null;
  if (sign === "%") return isShare(unit) ? null : "not a share: leave the % away";
  if (/^d(ays?)?$/i.test(sign)) return unit === "days" ? null : "not in days";
  if (/^h(ours?)?$/i.test(sign)) return unit === "hours" ? null : "not in hours";
  if (sign.toUpperCase() === currency) return unit === "money" ? null : "not money";
  return unit === "money" ? `this target is in ${currency}` : `not a number: ${sign}`;
};

/** In a column of shares a bare number above 1 is in per cent: 35 is 35 %. */
export const readTarget = (text: string, form: TargetForm): Read => {
  const trimmed = text.replaceAll("\u00a0", " ").replaceAll("\u2212", "-").trim();
  if (trimmed === "" || trimmed === "–" || trimmed === "-") return { kind: "empty" };
  const amount = amountIn(trimmed, form.currency);
  const number = amount === null ? null : plainNumber(amount.number);
  if (amount === null || number === null) return wrong(`not a number: ${trimmed.slice(0, 40)}`);
  const misfit = fits(amount.sign, form);
  if (misfit !== null) return wrong(misfit);
  const value = tidy(number * amount.factor);
  if (value < 0) return wrong("a target is not negative");
  const target = isShare(form.unit) && (amount.sign === "%" || value > 1) ? tidy(value / 100) : value;
  return isShare(form.unit) && target > 1 ? wrong("more than 100%") : { kind: "target", target };
};

/** Exactly, for editing and for the clipboard: reading it gives the target again. */
export const targetText = (target: number | null, { unit }: TargetForm): string =>
  target === null ? "" : isShare(unit) ? `${tidy(target * 100)}%` : String(target);
