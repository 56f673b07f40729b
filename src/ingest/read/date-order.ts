/** Which way round a column writes its dates, decided for the whole column or not at all. */
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { dayAndName, monthNumber, nameAndDay } from "./month-names.ts";

/**
 * `iso`: nothing else is in it. `year_first`: nearly ISO (`2021-1-7 6:49:18 UTC`). `excel_serial`: days since 1899-12-30. `epoch`:
 * seconds or milliseconds since 1970. `month_named`: months have their names, which say the order. `undecided`: the cells contradict each other, or
 * are no dates; they stay as they are.
 */
export type DateOrder =
  | "iso"
  | "year_first"
  | "day_first"
  | "month_first"
  | "month_named"
  | "excel_serial"
  | "epoch"
  | "undecided";

const isoStart = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9:.]+([Zz]|[+-][0-9:]+)?)?";
// Year first says its order itself, whatever its separator.
const yearFirst = "([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})";
// From 1954 to 2173, with a time as the fraction of a day.
const serial = "[2-9][0-9]{4}([.][0-9]+)?";
// From 2001 on: seconds of 10 digits, milliseconds of 13.
const epoch = "[1-9][0-9]{9}([0-9]{3})?";
const number = "[0-9]+([.][0-9]+)?";
// Ruby and Python write the offset behind a blank: 2021-01-07 06:49:18 +0100.
const utc = "UTC|GMT|Z";
const zoneEnding = ` *(${utc}|[+-][0-9]{2}:?[0-9]{2})`;
const written = "([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})";
// Browsers and macOS write a narrow no-break space before AM; Spanish has a. m.
const blank = "[ \\x{00A0}\\x{2009}\\x{202F}]";
const clock = `(?:(?:T|,?${blank}+(?:(?i:at|um|à|om)${blank}+)?)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\\.[0-9]{1,9})?))?(?:${blank}*(?i:([ap])\\.?${blank}?m\\.?|uhr))?)?`;

const year = (digits: Sql): Sql =>
  sql`case when length(${digits}) = 4 then ${digits} when ${digits} >= '70' then '19' || ${digits} else '20' || ${digits} end`;

const part = (cell: Sql, pattern: string, index: number): Sql =>
  sql`regexp_extract(${cell}, ${quoted(pattern)}, ${whole(index)})`;

const padded = (value: Sql): Sql => sql`lpad(${value}, 2, '0')`;

const timeText = (cell: Sql, pattern: string): Sql => {
  const hour = part(cell, pattern, 4);
  const half = sql`lower(${part(cell, pattern, 7)})`;
  const hours = sql`case when ${half} = '' then lpad(${hour}, 2, '0')
    when try_cast(${hour} as integer) between 1 and 12 then lpad((${hour}::integer % 12 + case when ${half} = 'p' then 12 else 0 end)::varchar, 2, '0') end`;
  return sql`(${hours} || ':' || ${part(cell, pattern, 5)} || ':' || coalesce(nullif(${part(cell, pattern, 6)}, ''), '00'))`;
};

/** A cell read in one order as canonical text; null where it cannot be. */
const reading = (
  cell: Sql,
  pattern: string,
  order: readonly [number, number, number],
  month: (text: Sql) => Sql = padded,
): Sql => {
  const [years, months, days] = order;
  const date = sql`(${year(part(cell, pattern, years))} || '-' || ${month(part(cell, pattern, months))} || '-' || ${padded(part(cell, pattern, days))})`;
  const time = timeText(cell, pattern);
  return sql`(case when regexp_full_match(${cell}, ${quoted(pattern)}) and try_cast(${date} as date) is not null then
    case when ${part(cell, pattern, 4)} = '' then ${date} when try_cast(${time} as time) is not null then ${date} || 'T' || ${time} end end)`;
};

const dayFirst = (cell: Sql): Sql => reading(cell, written + clock, [3, 2, 1]);
const monthFirst = (cell: Sql): Sql => reading(cell, written + clock, [3, 1, 2]);

const byName = (cell: Sql): Sql =>
  sql`coalesce(${reading(cell, dayAndName + clock, [3, 2, 1], monthNumber)}, ${reading(cell, nameAndDay + clock, [3, 1, 2], monthNumber)})`;

const trimmed = (cell: Sql): Sql => sql`trim(${cell})`;

/** A cell as canonical text once the order of its column is known; one that does not fit stays as it is. */
export const inOrder = (cell: Sql, order: DateOrder): Sql => {
  const text = trimmed(cell);
  if (order === "day_first") return sql`coalesce(${dayFirst(text)}, ${text})`;
  if (order === "month_first") return sql`coalesce(${monthFirst(text)}, ${text})`;
  if (order === "month_named") return sql`coalesce(${byName(text)}, ${text})`;
  if (order === "iso") return text;
  if (order === "excel_serial") return sql`coalesce(${fromSerial(text)}, ${text})`;
  if (order === "epoch") return sql`coalesce(${fromEpoch(text)}, ${text})`;
  const without = (ending: string): Sql => sql`regexp_replace(${text}, ${quoted(`${ending}$`)}, '')`;
  const isTimed = sql`contains(${text}, ':')`;
  // What ends a day alone is no offset: 2021-0107.
  const bare = sql`(case when ${isTimed} then ${without(zoneEnding)} else ${without(` *(?:${utc})`)} end)`;
  const zone = sql`regexp_extract(${text}, ${quoted(`${zoneEnding}$`)}, 1)`;
  const zoned = sql`case when not ${isTimed} then '' when ${zone} in ('UTC', 'GMT') then 'Z' else ${zone} end`;
  return sql`coalesce(${reading(bare, yearFirst + clock, [1, 2, 3])} || ${zoned}, ${text})`;
};

// Milliseconds: a serial has no more than that to say, and the fraction of a whole minute is not exact.
const fromSerial = (
  text: Sql,
): Sql => sql`case when regexp_full_match(${text}, '[2-9][0-9]{4}') then strftime(date '1899-12-30' + ${text}::integer, '%Y-%m-%d')
  when regexp_full_match(${text}, ${quoted(serial)}) then strftime(make_timestamp(epoch_us(timestamp '1899-12-30') + (round(${text}::double * 86400)::bigint * 1000000)), '%Y-%m-%dT%H:%M:%S') end`;

const fromEpoch = (text: Sql): Sql => sql`case when regexp_full_match(${text}, ${quoted(epoch)}) then
  strftime(make_timestamp(case when length(${text}) = 13 then ${text}::bigint * 1000 else ${text}::bigint * 1000000 end), '%Y-%m-%dT%H:%M:%S.%fZ') end`;

/** Where cells are looked at: a query with one column `cell`, without nulls. */
export interface Cells {
  readonly query: Sql;
  /** As the user knows them. */
  readonly file: string;
  readonly column: string;
}

/**
 * Looks at every cell; what is a date in no order says nothing about it. Throws `ambiguous_dates` when all that are written with the day or
 * the month in front can be read both ways;
 * two equal readings (`05/05/2020` alone) are day first, which changes nothing. `fallback`: the order to take instead of that problem.
 */
export const dateOrder = async (
  session: Session,
  cells: Cells,
  fallback: DateOrder | null = null,
): Promise<DateOrder> => {
  const [foreign] = await session.rows<{ n: number }>(
    sql`select count(*)::double as n from (${cells.query}) where not regexp_full_match(trim(cell), ${quoted(isoStart)})`,
  );
  if ((foreign?.n ?? 0) === 0) return "iso";
  const cell = name("cell");
  const [counts] = await session.rows<{
    shaped: number;
    days: number;
    months: number;
    differ: number;
    sample: string | null;
    as_day: string | null;
    as_month: string | null;
  }>(sql`
    select count(coalesce(day_first, month_first))::double as shaped, count(day_first)::double as days, count(month_first)::double as months,
      (count(*) filter (where day_first <> month_first))::double as differ,
      min(cell) filter (where day_first <> month_first) as sample,
      arg_min(day_first, cell) filter (where day_first <> month_first) as as_day,
      arg_min(month_first, cell) filter (where day_first <> month_first) as as_month
    from (select cell, ${dayFirst(cell)} as day_first, ${monthFirst(cell)} as month_first
      from (select distinct trim(cell) as cell from (${cells.query})
        where regexp_full_match(trim(cell), ${quoted(written + clock)})))`);
  if (counts === undefined || counts.shaped === 0) return withoutOrder(session, cells);
  const readsDays = counts.days === counts.shaped;
  const readsMonths = counts.months === counts.shaped;
  if (readsDays && readsMonths && counts.differ > 0 && fallback !== null) return fallback;
  if (readsDays && readsMonths && counts.differ > 0)
    throw new Problem("ambiguous_dates", {
      path: cells.file,
      column: cells.column,
      sample: counts.sample ?? "",
      dayFirst: counts.as_day ?? "",
      monthFirst: counts.as_month ?? "",
    });
  if (readsDays) return "day_first";
  return readsMonths ? "month_first" : "undecided";
};

const hasNames = async (session: Session, query: Sql): Promise<boolean> => {
  const [found] = await session.rows<{ n: number }>(
    sql`select (count(${byName(sql`trim(cell)`)}))::double as n from (${query})`,
  );
  return (found?.n ?? 0) > 0;
};

/** Cells that name no day and month in one order or the other: nearly ISO, numbers, or of no one form. */
const withoutOrder = async (session: Session, { query }: Cells): Promise<DateOrder> => {
  const whole = (pattern: string): Sql =>
    sql`(count(*) filter (where regexp_full_match(trim(cell), ${quoted(pattern)})))::double`;
  const [counts] = await session.rows<{ years: number; numbers: number; serials: number; epochs: number }>(
    sql`select ${whole(`${yearFirst}${clock}(?:${zoneEnding})?`)} as years, ${whole(number)} as numbers, ${whole(serial)} as serials, ${whole(epoch)} as epochs
      from (${query}) where not regexp_full_match(trim(cell), ${quoted(isoStart)})`,
  );
  if (counts === undefined) return "undecided";
  if (counts.years > 0) return "year_first";
  if (counts.numbers === 0) return (await hasNames(session, query)) ? "month_named" : "undecided";
  if (counts.serials === counts.numbers) return "excel_serial";
  return counts.epochs === counts.numbers ? "epoch" : "undecided";
};
