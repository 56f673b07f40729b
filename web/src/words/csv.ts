/** A table as CSV, written as the server writes it: numbers exact, texts that a spreadsheet could take for a formula defused. */
type CsvValue = string | number | null;

const formula = /^[=+\-@\t\r]/;

const field = (value: CsvValue): string => {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = (rows: readonly (readonly CsvValue[])[]): string =>
  rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
