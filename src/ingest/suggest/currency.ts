/** What a currency is called beside amounts, and which one a column of them is in. */
import { currencies, currencyIn } from "../../model/currencies.ts";

/** As a regular expression, of whoever reads it. */
export const currencyForm = `(?:[A-Z]{0,2}\\p{Sc}|zł|Kč|kr[.]?|Fr[.]?|${[...currencies].join("|")})`;

const currency = new RegExp(`^${currencyForm}$`, "u");

export const isCurrency = (symbol: string): boolean => currency.test(symbol);

/** What an amount says of its currency, where that is one alone: a pattern for what stands beside its digits, and the codes of signs. Null where none does. */
export const toldBy = (
  symbols: readonly string[],
): { readonly extract: string; readonly map: Readonly<Record<string, string>> } | null => {
  const known = symbols.flatMap((symbol) => {
    const code = currencyIn(symbol);
    return code === undefined ? [] : [[symbol, code] as const];
  });
  const texts = known.map(([symbol]) => symbol.replaceAll(/[$.]/g, "[$&]")).sort((a, b) => b.length - a.length);
  return known.length === 0 ? null : { extract: `(${texts.join("|")})`, map: Object.fromEntries(known) };
};

const named: readonly (readonly [currency: string, like: RegExp])[] = [
  ["EUR", /^euros?$/i],
  ["USD", /^(us|u\.s\.|american|amerikanische[rn]?)[- ]?dollars?$/i],
  ["GBP", /^(british pounds?|pounds? sterling|pfund sterling)$/i],
  ["CHF", /^(swiss francs?|schweizer franken|francs? suisses?)$/i],
];

/** Words of a column of currencies that are no codes, with what they mean: `€`, `Euro`, `EUR - Euro`. */
export const currencyWords = (words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.flatMap((word) => {
      const code = currencyIn(word) ?? named.find(([, like]) => like.test(word))?.[0];
      return code === undefined || word.toUpperCase() === code ? [] : [[word, code]];
    }),
  );

const meantBy = (symbol: string): string => currencyIn(symbol) ?? symbol.replace(/[.]$/, "");

/** Those of the currency that most amounts are in, as the first is: without a column that says it, no amount is known to be in another. */
export const ofOneCurrency = (symbols: readonly string[]): readonly string[] => {
  const [first = ""] = symbols;
  return symbols.filter((symbol) => meantBy(symbol) === meantBy(first));
};

/** The currency that a column of amounts names in its cells, else by how a workbook formats them, or else in its name: `Betrag (EUR)`. Null where none does. */
export const currencyOf = (column: string, symbols: readonly string[], formatted: string | null): string | null => {
  const [told] = ofOneCurrency(symbols).flatMap((symbol) => currencyIn(symbol) ?? []);
  return told ?? formatted ?? currencyIn(column) ?? null;
};
