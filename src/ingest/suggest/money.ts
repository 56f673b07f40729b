/** How a column writes its amounts, where that is not plainly `1234.50`. */
import { isCurrency } from "./currency.ts";

export interface MoneyForm {
  readonly decimal: "." | ",";
  readonly thousands: "" | "." | "," | " " | "'";
  /** Signs and names of currencies beside the digits, the most frequent first. */
  readonly symbols: readonly string[];
}

interface Form extends Omit<MoneyForm, "symbols"> {
  readonly like: RegExp;
}

const plain: Form = { like: /^[-+]?\d+(\.\d+)?$/, decimal: ".", thousands: "" };

const forms: readonly Form[] = [
  plain,
  { like: /^[-+]?\d+(,\d{1,2})?$/, decimal: ",", thousands: "" },
  { like: /^[-+]?(\d+|\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3})(\.\d+)?$/, decimal: ".", thousands: "," },
  { like: /^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/, decimal: ",", thousands: "." },
  { like: /^[-+]?(\d+|\d{1,3}( \d{3})+)(,\d+)?$/, decimal: ",", thousands: " " },
  { like: /^[-+]?(\d+|\d{1,3}('\d{3})+)(\.\d+)?$/, decimal: ".", thousands: "'" },
];

// Nobody writes each of several amounts to a thousandth.
const grouped: Form = { like: /^[-+]?(\d{1,3}|[1-9]\d{0,2}(\.\d{3})+)$/, decimal: ",", thousands: "." };

/** `12.000`: among amounts of several forms this is no reason to read points as decimal signs. */
const pointed = /^[-+]?[1-9]\d{0,2}(\.\d{3})+$/;

const fits = ({ like, decimal }: Form, text: string): boolean =>
  like.test(text) && (decimal === "," || !pointed.test(text));

/** The form that most are written in, the plainer of two. */
const likeliest = (digits: readonly string[]): Form => {
  const fitting = (form: Form): number => digits.filter((text) => fits(form, text)).length;
  return forms.reduce((best, form) => (fitting(form) > fitting(best) ? form : best), plain);
};

const formOf = (digits: readonly string[]): Form => {
  const isGrouped = digits.some((text) => text.includes(".")) && digits.every((text) => grouped.like.test(text));
  if (isGrouped) return grouped;
  // Left plain for one cell that differs, `12.000` among `2.500,50` would be twelve.
  return forms.find(({ like }) => digits.every((text) => like.test(text))) ?? likeliest(digits);
};

/** Letters, with the full stop that shortens them, and signs that belong to no number. */
const besideDigits = /(?:\p{L}+\.?|[^\p{L}\d.,' ()+-])+/gu;

interface Written {
  readonly text: string;
  /** Without what stands beside them; below zero by a hyphen. */
  readonly digits: string;
  readonly symbols: readonly string[];
}

const writtenIn = (cell: string): Written => {
  const text = cell.replaceAll(/[\u00a0\u2009\u202f]/g, " ").trim();
  const hyphened = text.replaceAll("\u2212", "-").replaceAll("\u2019", "'");
  const digits = hyphened.replaceAll(besideDigits, "").trim();
  const signed = digits.replace(/^\( *([^-+].*)\)$/, "-$1").replace(/^([-+]) +/, "$1");
  return { text, digits: signed.trim(), symbols: hyphened.match(besideDigits) ?? [] };
};

// What else stands there says something of the amount: `5k`, `~500`. Left out, another amount would be read.
const isAmount = ({ digits, symbols }: Written): boolean =>
  symbols.every(isCurrency) && forms.some(({ like }) => like.test(digits));

const byFrequency = (words: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
};

/** Null for plain numbers. Of several forms that of most amounts: the others are no amounts in it. */
export const moneyFormOf = (cells: readonly string[]): MoneyForm | null => {
  const amounts = cells.map(writtenIn).filter(isAmount);
  const form = formOf(amounts.map(({ digits }) => digits));
  if (form === plain && amounts.every(({ text }) => plain.like.test(text))) return null;
  const { decimal, thousands } = form;
  return { decimal, thousands, symbols: byFrequency(amounts.flatMap(({ symbols }) => symbols)) };
};
