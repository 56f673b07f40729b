/** How a column writes its amounts, where that is not plainly `1234.50`. */

export interface MoneyForm {
  readonly decimal: "." | ",";
  readonly thousands: "" | "." | "," | " " | "'";
  /** What stands beside the digits. */
  readonly symbols: readonly string[];
}

const forms: readonly {
  readonly like: RegExp;
  readonly decimal: "." | ",";
  readonly thousands: MoneyForm["thousands"];
}[] = [
  { like: /^[-+]?\d+(\.\d+)?$/, decimal: ".", thousands: "" },
  { like: /^[-+]?\d+(,\d{1,2})?$/, decimal: ",", thousands: "" },
  { like: /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/, decimal: ".", thousands: "," },
  { like: /^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/, decimal: ",", thousands: "." },
  { like: /^[-+]?(\d+|\d{1,3}( \d{3})+)(,\d+)?$/, decimal: ",", thousands: " " },
  { like: /^[-+]?(\d+|\d{1,3}('\d{3})+)(\.\d+)?$/, decimal: ".", thousands: "'" },
];

const besideDigits = /[^\d.,' +-]+/g;

/** Null for plain numbers, and where no one form fits them all. */
export const moneyFormOf = (cells: readonly string[]): MoneyForm | null => {
  const texts = cells.map((cell) => cell.replaceAll(/[\u00a0\u2009\u202f]/g, " ").trim()).filter((cell) => cell !== "");
  const symbols = [...new Set(texts.flatMap((text) => text.match(besideDigits) ?? []))];
  if (texts.length === 0 || symbols.length > 3 || symbols.some((symbol) => symbol.length > 4)) return null;
  const bare = texts.map((text) => text.replaceAll(besideDigits, "").trim());
  const form = forms.find(({ like }) => bare.every((text) => like.test(text)));
  if (form === undefined || (form === forms[0] && symbols.length === 0)) return null;
  return { decimal: form.decimal, thousands: form.thousands, symbols };
};

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

/** The currency that a column of amounts names in its cells, or else in its name: `Betrag (EUR)`. Null where neither does, or two do. */
export const currencyOf = (column: string, symbols: readonly string[]): string | null => {
  const codeIn = (text: string): string | undefined =>
    currencyCode.exec(text)?.[1] ?? Object.entries(signs).find(([sign]) => text.includes(sign))?.[1];
  const told = new Set(symbols.flatMap((symbol) => codeIn(symbol) ?? []));
  if (told.size > 1) return null;
  return [...told][0] ?? codeIn(column) ?? null;
};
