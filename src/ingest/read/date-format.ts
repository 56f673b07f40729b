/** Written dates and times, by a format such as `M/D/YY h:mm A`, as canonical text. */
import { join, quoted, type Sql, sql, whole } from "../../sql/index.ts";

type Part = "year" | "shortYear" | "month" | "monthName" | "day" | "hour" | "minute" | "second" | "half" | "offset";

interface Token {
  readonly part: Part;
  readonly pattern: string;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const tokens: Readonly<Record<string, Token>> = {
  YYYY: { part: "year", pattern: "([0-9]{4})" },
  YY: { part: "shortYear", pattern: "([0-9]{2})" },
  MMM: { part: "monthName", pattern: `(?i:(${months.join("|")})[a-z]*\\.?)` },
  MM: { part: "month", pattern: "([0-9]{2})" },
  M: { part: "month", pattern: "([0-9]{1,2})" },
  DD: { part: "day", pattern: "([0-9]{2})" },
  D: { part: "day", pattern: "([0-9]{1,2})" },
  HH: { part: "hour", pattern: "([0-9]{2})" },
  H: { part: "hour", pattern: "([0-9]{1,2})" },
  hh: { part: "hour", pattern: "([0-9]{2})" },
  h: { part: "hour", pattern: "([0-9]{1,2})" },
  mm: { part: "minute", pattern: "([0-9]{2})" },
  ss: { part: "second", pattern: "([0-9]{2}(?:\\.[0-9]{1,9})?)" },
  A: { part: "half", pattern: "(?i:([ap])\\.?m\\.?)" },
  Z: { part: "offset", pattern: "(Z|[+-][0-9]{2}:?[0-9]{2})" },
};
const tokenForm = /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A|Z/g;

export interface DateFormat {
  readonly pattern: string;
  readonly parts: readonly Part[];
}

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\^$.|?*+()[\]{}]/g, (character) => `\\${character}`)
    .replaceAll(" ", "[ \\x{00A0}\\x{202F}]")
    .replaceAll("T", "[T ]");

/** `null` when the format does not name a day, a month and a year, or names one thing twice. */
export const dateFormat = (format: string): DateFormat | null => {
  const parts: Part[] = [];
  let pattern = "";
  let from = 0;
  for (const match of format.matchAll(tokenForm)) {
    const token = tokens[match[0]];
    if (token === undefined) return null;
    pattern += escaped(format.slice(from, match.index)) + token.pattern;
    parts.push(token.part);
    from = match.index + match[0].length;
  }
  pattern += escaped(format.slice(from));
  const kinds = parts.map((part) => (part === "shortYear" ? "year" : part === "monthName" ? "month" : part));
  const complete = ["year", "month", "day"].every((kind) => kinds.some((part) => part === kind));
  return complete && new Set(kinds).size === kinds.length ? { pattern, parts } : null;
};

const group = (cell: Sql, format: DateFormat, part: Part): Sql | null => {
  const index = format.parts.indexOf(part);
  return index < 0 ? null : sql`regexp_extract(${cell}, ${quoted(format.pattern)}, ${whole(index + 1)})`;
};

const padded = (value: Sql): Sql => sql`lpad(${value}, 2, '0')`;

/** The text of the date and, where the format has one, of the time: ISO 8601; null for a cell that is not so written or is no date. */
export const dateText = (cell: Sql, format: DateFormat): Sql => {
  const part = (name: Part) => group(cell, format, name);
  const short = part("shortYear");
  // Two digits: 70 to 99 are of the last century, as POSIX has it (69 there; 1970 is our earliest).
  const year =
    part("year") ?? sql`case when ${short ?? sql`''`} >= '70' then '19' else '20' end || ${short ?? sql`''`}`;
  const monthName = part("monthName");
  const month =
    monthName === null
      ? padded(part("month") ?? sql`''`)
      : sql`case lower(${monthName}) ${join(
          months.map((name, index) => sql`when ${quoted(name)} then ${quoted(String(index + 1).padStart(2, "0"))}`),
          " ",
        )} end`;
  const date = sql`(${year} || '-' || ${month} || '-' || ${padded(part("day") ?? sql`''`)})`;
  const hour = part("hour");
  const checked = sql`case when regexp_full_match(${cell}, ${quoted(format.pattern)}) and try_cast(${date} as date) is not null`;
  if (hour === null) return sql`(${checked} then ${date} end)`;
  const half = part("half");
  const hours =
    half === null
      ? padded(hour)
      : sql`case when ${hour}::integer between 1 and 12 then lpad((${hour}::integer % 12 + case when lower(${half}) = 'p' then 12 else 0 end)::varchar, 2, '0') end`;
  const seconds = part("second");
  const time = sql`(${hours} || ':' || ${part("minute") ?? sql`'00'`} || ':' || ${seconds ?? sql`'00'`})`;
  const offset = part("offset") ?? sql`''`;
  return sql`(${checked} and try_cast(${time} as time) is not null then ${date} || 'T' || ${time} || ${offset} end)`;
};
