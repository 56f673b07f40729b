/** Tables as CSV: numbers exact, and for people texts that a spreadsheet could take for a formula defused. */
export type CsvValue = string | number | boolean | null | undefined;

const formula = /^[=+\-@\t\r]/;

const field = (value: CsvValue): string => {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const defused = (value: CsvValue): CsvValue => (typeof value === "string" && formula.test(value) ? `'${value}` : value);

/** For programs, every text as it is. Lines end with CR LF, as RFC 4180 says. */
export const exactCsvLines = (rows: readonly (readonly CsvValue[])[]): string =>
  rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** For people and their spreadsheets. */
export const csvLines = (rows: readonly (readonly CsvValue[])[]): string =>
  exactCsvLines(rows.map((row) => row.map(defused)));
