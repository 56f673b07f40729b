/** What a currency is called beside amounts, and which one a column of them is in. */
import { currencies } from "../../model/currencies.ts";

/** Signs that only one currency has; the dollar's and the yen's are those of several. */
const signs: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  zł: "PLN",
  Kč: "CZK",
  US$: "USD",
};

const currencyCode = /\b(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CAD|AUD|INR|BRL)\b/;

const codeIn = (text: string): string | undefined =>
  currencyCode.exec(text)?.[1] ?? Object.entries(signs).find(([sign]) => text.includes(sign))?.[1];

/** As a regular expression, of whoever reads it. */
export const currencyForm = `(?:[A-Z]{0,2}\\p{Sc}|zł|Kč|kr[.]?|Fr[.]?|${[...currencies].join("|")})`;

const currency = new RegExp(`^${currencyForm}$`, "u");

export const isCurrency = (symbol: string): boolean => currency.test(symbol);

/** What an amount says of its currency, where that is one alone: a pattern for what stands beside its digits, and the codes of signs. Null where none does. */
export const toldBy = (
  symbols: readonly string[],
): { readonly extract: string; readonly map: Readonly<Record<string, string>> } | null => {
  const known = symbols.flatMap((symbol) => {
    const code = codeIn(symbol);
    return code === undefined ? [] : [[symbol, code] as const];
  });
  const texts = known.map(([symbol]) => symbol.replaceAll(/[$.]/g, "[$&]")).sort((a, b) => b.length - a.length);
  return known.length === 0 ? null : { extract: `(${texts.join("|")})`, map: Object.fromEntries(known) };
};

const meantBy = (symbol: string): string => codeIn(symbol) ?? symbol.replace(/[.]$/, "");

/** Those of the currency that most amounts are in, as the first is: without a column that says it, no amount is known to be in another. */
export const ofOneCurrency = (symbols: readonly string[]): readonly string[] => {
  const [first = ""] = symbols;
  return symbols.filter((symbol) => meantBy(symbol) === meantBy(first));
};

/** The currency that a column of amounts names in its cells, or else in its name: `Betrag (EUR)`. Null where neither does. */
export const currencyOf = (column: string, symbols: readonly string[]): string | null => {
  const [told] = ofOneCurrency(symbols).flatMap((symbol) => codeIn(symbol) ?? []);
  return told ?? codeIn(column) ?? null;
};
