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
  const texts = cells.map((cell) => cell.replaceAll("\u00a0", " ").trim()).filter((cell) => cell !== "");
  const symbols = [...new Set(texts.flatMap((text) => text.match(besideDigits) ?? []))];
  if (texts.length === 0 || symbols.length > 3 || symbols.some((symbol) => symbol.length > 4)) return null;
  const bare = texts.map((text) => text.replaceAll(besideDigits, "").trim());
  const form = forms.find(({ like }) => bare.every((text) => like.test(text)));
  if (form === undefined || (form === forms[0] && symbols.length === 0)) return null;
  return { decimal: form.decimal, thousands: form.thousands, symbols };
};
