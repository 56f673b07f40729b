/** Words for files on their way in. */
import type { ImportPreview } from "../../api/imports.ts";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";

export const fieldName = (name: string): string => capital(name.replaceAll("_", " "));

export const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "row" : "rows"}`;

export const sizeText = (bytes: number): string =>
  bytes >= 1e9
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : bytes >= 1e6
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : bytes >= 1000
        ? `${Math.round(bytes / 1000)} kB`
        : `${bytes} bytes`;

/** As what the files are read, in a sentence. */
export const formText = ({ form, title, files }: Pick<ImportPreview, "form" | "title" | "files">): string => {
  switch (form) {
    case "canonical":
      return "Recognised: Quarterdeck's own tables.";
    case "export":
      return `Recognised: ${title}.`;
    case "earlier":
      return `Known from an earlier import: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
    case "mapping":
      return `Read by ${title}.`;
    case "unknown":
      return `Nobody knows ${files.length === 1 ? "this file" : "these files"} yet. This is what ${files.length === 1 ? "its" : "their"} columns seem to be; correct what is wrong.`;
  }
};

const orders: Readonly<Record<string, string>> = {
  day_first: "day first",
  month_first: "month first",
  year_first: "year first",
  month_named: "by the names of their months",
  excel_serial: "as Excel counts days",
  epoch: "as seconds or milliseconds since 1970, in UTC",
  undecided: "as they stand, for not all of them are dates of one order",
};

export const readDates = (read: string): string => orders[read] ?? read;
