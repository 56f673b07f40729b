/** The time of day that stands in a column of its own, and the date beside it that it belongs to, as one instant. */
import { quoted, type Sql, sql, whole } from "../../sql/index.ts";

// A workbook's cell that is a time alone is a time on its first day; some count from 1904.
export const firstDay = "(?:1899-12-3[01]|1904-01-01)";
const space = "[\\s\\x{202F}]*";
const clock = `(?:${firstDay}[T ])?([0-9]{1,2})(?:[:hH]([0-9]{2})(?::([0-9]{2}(?:[.][0-9]{1,9})?))?)?${space}(?i:([ap])[.]?m[.]?|uhr)?${space}(Z|[+-][0-9]{2}:?[0-9]{2})?`;
const fraction = "0?[.,][0-9]+|0|[0-9]([.][0-9]+)?[eE]-[0-9]+";
// Nothing says that it is an hour.
const plainNumber = "[0-9]{1,2}";

const part = (cell: Sql, index: number): Sql => sql`regexp_extract(${cell}, ${quoted(clock)}, ${whole(index)})`;

const clockText = (cell: Sql): Sql => {
  const hour = sql`${part(cell, 1)}::integer`;
  const half = sql`lower(${part(cell, 4)})`;
  const hours = sql`case when ${half} = '' then ${hour} when ${hour} between 1 and 12 then ${hour} % 12 + case when ${half} = 'p' then 12 else 0 end end`;
  const time = sql`(lpad((${hours})::varchar, 2, '0') || ':' || coalesce(nullif(${part(cell, 2)}, ''), '00') || ':' || coalesce(nullif(${part(cell, 3)}, ''), '00'))`;
  return sql`case when try_cast(${time} as time) is not null then ${time} || ${part(cell, 5)} end`;
};

// The last second of the day is its last: what rounds to the next midnight would be a day early.
const fractionText = (cell: Sql): Sql =>
  sql`strftime(make_timestamp(least(round(replace(${cell}, ',', '.')::double * 86400)::bigint, 86399) * 1000000), '%H:%M:%S')`;

/** `09:30:00`, with an offset where the cell has one; null where the cell is no time of day. */
export const timeOfDay = (cell: Sql): Sql =>
  sql`(case when regexp_full_match(${cell}, ${quoted(fraction)}) then ${fractionText(cell)}
    when regexp_full_match(${cell}, ${quoted(firstDay)}) then '00:00:00'
    when regexp_full_match(${cell}, ${quoted(plainNumber)}) then null
    when regexp_full_match(${cell}, ${quoted(clock)}) then ${clockText(cell)} end)`;

const offset = "(Z|[+-][0-9]{2}:?[0-9]{2})";
const dateAlone = `[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]00:00(:00([.]0+)?)?${offset}?)?`;

/** A canonical date with the time of the cell; a date that has a time of its own, and one beside no time, stays as it is. */
export const withTimeOfDay = (date: Sql, cell: Sql): Sql => {
  const time = timeOfDay(cell);
  const given = sql`regexp_extract(${date}, ${quoted(`[T ][0-9:.]+${offset}$`)}, 1)`;
  return sql`(case when ${time} is not null and regexp_full_match(${date}, ${quoted(dateAlone)})
    then left(${date}, 10) || 'T' || ${time} || case when regexp_matches(${time}, ${quoted(`${offset}$`)}) then '' else ${given} end
    else ${date} end)`;
};
