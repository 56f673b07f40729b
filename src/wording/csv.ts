/** Tables as CSV: numbers exact, texts that a spreadsheet could take for a formula defused. */
export type CsvValue = string | number | boolean | null | undefined;

const formula = /^[=+\-@\t\r]/;

const field = (value: CsvValue): string => {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Lines end with CR LF, as RFC 4180 says. */
export const csvLines = (rows: readonly (readonly CsvValue[])[]): string =>
  rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
