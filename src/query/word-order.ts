/** How words that files tell stand in order: numbers as numbers, dates as dates, and everything else as words. */
import { quoted, real, type Sql, sql, whole } from "../sql/index.ts";

/** As people and programs write them: `1,200`, `-3`, `5e3`; not `nan`, which to the engine is more than any number. */
const number =
  "[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+|[0-9]*[.][0-9]+|[0-9]{1,3}(,[0-9]{3})+[.][0-9]+)([eE][-+]?[0-9]{1,2})?";

/** A day, with or without a time, or a month. */
const date = "[0-9]{4}-[0-9]{2}(-[0-9]{2}([T ].*)?)?";

/** What a filter compares with is a number, a part of a hundred, a year, which may be meant as a number as well, a month or a day; else a word. */
export type Bound = "number" | "percent" | "year" | "date" | "word";

export const boundOf = (value: string): Bound => {
  const text = value.trim();
  if (/^(19|20|21)\d{2}$/.test(text)) return "year";
  if (new RegExp(`^${date}$`).test(text)) return "date";
  const found = new RegExp(`^${number}(%?)$`).exec(text);
  return found === null ? "word" : found.at(-1) === "%" ? "percent" : "number";
};

/** Whether it is a date, but none in which earlier ones stand before later ones as words. */
export const isDateOtherwise = (value: string): boolean =>
  /^(\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})$/.test(value.trim()) && boundOf(value) === "word";

/** Whether a word is of a form. */
const is = (word: Sql, form: string): Sql => sql`regexp_full_match(trim(${word}), ${quoted(form)})`;

const asNumber = (word: Sql): Sql => sql`try_cast(translate(trim(${word}), ',%', '') as double)`;

/** Whether a word can be compared with a bound; null: all can. */
export const isComparable = (word: Sql, bound: Bound): Sql | null => {
  if (bound === "number") return is(word, number);
  if (bound === "percent") return is(word, `${number}%`);
  if (bound === "date") return is(word, date);
  return bound === "year" ? sql`(${is(word, number)} or ${is(word, date)})` : null;
};

/**
 * As words 900 would be more than 1000, and the last day of March no more within it. A month or a year that a date is compared with is
 * meant as a whole: until 2024 is until its end, after it is from 2025 on.
 */
export const wordComparison = (word: Sql, operator: Sql, value: string): Sql => {
  const [bound, text] = [boundOf(value), value.trim()];
  const comparable = isComparable(word, bound);
  if (comparable === null) return sql`coalesce(${word} ${operator} ${value}, false)`;
  if (bound === "date")
    return sql`coalesce(case when ${comparable} then left(trim(${word}), ${whole(text.length)}) end ${operator} ${text}, false)`;
  const cell =
    bound === "year"
      ? sql`case when ${is(word, date)} then left(trim(${word}), 4)::double else ${asNumber(word)} end`
      : asNumber(word);
  return sql`coalesce(case when ${comparable} then ${cell} end ${operator} ${real(Number(text.replaceAll(/[,%]/g, "")))}, false)`;
};
