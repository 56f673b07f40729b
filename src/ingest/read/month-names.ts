/** Months by their names, in English, German, French, Spanish, Dutch, Italian and Portuguese, written out or shortened. */
import { quoted, type Sql, sql } from "../../sql/index.ts";

/** How the names of each begin, from January on. */
const beginnings = [
  "jan|jän|ene|gen",
  "feb|fev|fév",
  "mar|mär|mrz|mrt|maa",
  "apr|avr|abr",
  "may|mai|mei|mag",
  "jun|juin|giu",
  "jul|juil|lug",
  "aug|aou|aoû|ago",
  "sep|set",
  "oct|okt|ott|out",
  "nov",
  "dec|dez|déc|dic",
];

// All letters of the world take a pattern long to be made ready.
const letter = "[^-0-9 .,/:]";
const monthName = `(?i:(${beginnings.join("|")}))${letter}*[.]?`;
const weekday = `(?:${letter}+[.]?,? +)?`;
const year = "([0-9]{4}|[0-9]{2})";

/** `15-Mar-26`, `Monday, 5 January 2026`, `5 de enero de 2026`: day, month and year are its groups. */
export const dayAndName = `${weekday}([0-9]{1,2})(?i:st|nd|rd|th|er|º)?[-. /]*(?i:de +|of +)?${monthName}[-., /]*(?i:de +)?${year}`;

/** `Mar 15, 2026`: month, day and year are its groups. */
export const nameAndDay = `${weekday}${monthName}[- ]+([0-9]{1,2})(?i:st|nd|rd|th)?[-, /]+${year}`;

const numbers = beginnings
  .map((names, index) =>
    names.replaceAll(/\p{L}+/gu, (name) => `,${name}=${String(index + 1).padStart(2, "0")}`).replaceAll("|", ""),
  )
  .join("");

/** `01` to `12` for what the group of the month holds. Said once: what asks for it is long, and stands in the answer several times. */
export const monthNumber = (beginning: Sql): Sql =>
  sql`left(split_part(${quoted(numbers)}, ',' || lower(${beginning}) || '=', 2), 2)`;
