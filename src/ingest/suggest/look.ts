/** What stands in the columns of a file: a few of its rows, and of each column samples and how many of its cells look like dates, numbers or names. */
import type { Session } from "../../engines/index.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { dayAndName, nameAndDay } from "../read/month-names.ts";
import { type RawTable, rawColumn } from "../read/raw-table.ts";
import { firstDay, timeOfDay } from "../read/time-of-day.ts";
import { currencyForm } from "./currency.ts";
import { type MoneyForm, moneyFormOf } from "./money.ts";

export interface Look {
  /** As the file calls it. */
  readonly column: string;
  readonly samples: readonly string[];
  /** All its values, where they are few; else none. */
  readonly values: readonly string[];
  /** Cells that are not empty, of the first thousand; the others are shares of these. */
  readonly filled: number;
  readonly dates: number;
  /** Dates that say a time of day as well, other than midnight. */
  readonly clocks: number;
  /** Times of day without a date. */
  readonly times: number;
  readonly numbers: number;
  /** Numbers that may be days as Excel counts them, of 1954 to 2064. */
  readonly serials: number;
  /** Names or addresses of people, as far as one can see. */
  readonly names: number;
  readonly emails: number;
  readonly distinct: number;
  /** How its numbers are written, where not plainly. */
  readonly money: MoneyForm | null;
  /** The currency in which a workbook shows its numbers. */
  readonly formatted: string | null;
  /** What stands in it for nothing, as databases write it: `NULL`. */
  readonly empties: readonly string[];
}

/** Only what can be nothing else: somebody may be called Null. */
const nothings = join(["NULL", "null", "\\N", "NaN", "nan", "NaT", "N/A", "n/a"].map(quoted), ", ");

const dateForm = `([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})|${dayAndName}|${nameAndDay})([T ,].*)?`;
const besideForm = `(?:[^0-9A-Za-z]{0,3}${currencyForm})?[^0-9A-Za-z]{0,4}`;
const numberForm = `${besideForm}[0-9][0-9.,' \\x{00A0}\\x{2009}\\x{2019}\\x{202F}]*${besideForm}`;
const serialForm = "[2-5][0-9]{4}([.][0-9]+)?";
const midnightForm =
  ".*[T ,]+(00?:00(:00([.]0+)?)?|12:00(:00)?[ \\x{00A0}\\x{202F}]*[aA][.]?[mM][.]?) *([zZ]|UTC|[+-][0-9:]+)?";
const emailForm = "[^@\\s]+@[^@\\s]+[.][^@\\s]+";
const nameForm = "[^0-9@]*[\\p{L}][^0-9@]*|[^@]*[\\p{L}]{2}[^@]* [^@]*";
// A workbook's time of day.
const firstDayForm = `${firstDay}.*`;
const separator = "\u001f";
const few = 40;

/** The cells of a column that say something. */
const saying = (raw: RawTable, cell: Sql): Sql =>
  sql`select cell from (select ${cell} as cell from ${name(raw.relation)}) where trim(cell) not in ('', ${nothings})`;

const emptiesOf = async (session: Session, raw: RawTable, cell: Sql): Promise<readonly string[]> => {
  const rows = await session.rows<{ cell: string }>(
    sql`select distinct trim(${cell}) as cell from ${name(raw.relation)} where trim(${cell}) in (${nothings}) order by cell`,
  );
  return rows.map((row) => row.cell);
};

const valuesOf = async (session: Session, raw: RawTable, cell: Sql): Promise<readonly string[]> => {
  const rows = await session.rows<{ cell: string }>(
    sql`select distinct trim(cell) as cell from (${saying(raw, cell)}) order by cell limit ${whole(few + 1)}`,
  );
  return rows.length > few ? [] : rows.map((row) => row.cell);
};

/** Those of the first rows, and one of each shape of all: sorted by amounts, a file begins with those that have no thousands. */
const writtenForm = async (session: Session, raw: RawTable, cell: Sql): Promise<MoneyForm | null> => {
  const cells = saying(raw, cell);
  const rows = await session.rows<{ cell: string }>(
    sql`select distinct cell from (${cells} limit 10000) union
      (select min(cell) from (${cells}) group by translate(cell, '0123456789', '9999999999') limit 1000)`,
  );
  return moneyFormOf(rows.map((row) => row.cell));
};

interface Counted extends Record<string, number | string | null> {
  readonly filled: number;
  readonly dates: number;
  readonly clocks: number;
  readonly times: number;
  readonly numbers: number;
  readonly serials: number;
  readonly names: number;
  readonly emails: number;
  readonly kinds: number;
  readonly samples: string | null;
}

export const lookAt = async (session: Session, raw: RawTable, index: number): Promise<Look> => {
  const cell = rawColumn(index);
  const is = (form: string): Sql => sql`regexp_full_match(trim(cell), ${quoted(form)})`;
  const among = (holds: Sql): Sql => sql`(count(*) filter (where ${holds}))::double`;
  const aDate = sql`(${is(dateForm)} and not ${is(firstDayForm)})`;
  const [row] = await session.rows<Counted>(
    sql`select count(*)::double as filled, ${among(aDate)} as dates, ${among(is(numberForm))} as numbers, ${among(is(serialForm))} as serials, count(distinct cell)::double as kinds,
        ${among(sql`${aDate} and contains(cell, ':') and not ${is(midnightForm)}`)} as clocks,
        ${among(sql`${timeOfDay(sql`trim(cell)`)} is not null`)} as times,
        ${among(sql`(${is(nameForm)} or ${is(emailForm)})`)} as names, ${among(is(emailForm))} as emails,
        array_to_string(list_sort(list_distinct(list(left(cell, 40))))[1:3], chr(31)) as samples
      from (${saying(raw, cell)} limit 1000)`,
  );
  const filled = row?.filled ?? 0;
  const kinds = row?.kinds ?? 0;
  const shareOf = (count: number | undefined): number => (filled === 0 ? 0 : (count ?? 0) / filled);
  const numbers = shareOf(row?.numbers);
  return {
    column: raw.columns[index] ?? "",
    samples: (row?.samples ?? "").split(separator).filter((text) => text !== ""),
    values: kinds > 0 && kinds <= few ? await valuesOf(session, raw, cell) : [],
    filled,
    dates: shareOf(row?.dates),
    clocks: shareOf(row?.clocks),
    times: shareOf(row?.times),
    numbers,
    serials: shareOf(row?.serials),
    names: shareOf(row?.names),
    emails: shareOf(row?.emails),
    distinct: shareOf(kinds),
    money: numbers >= 0.5 ? await writtenForm(session, raw, cell) : null,
    formatted: raw.file.currencies?.get(index) ?? null,
    empties: await emptiesOf(session, raw, cell),
  };
};

const shown = 5;

/** The first rows, their cells cut. */
export const firstRows = async (session: Session, raw: RawTable): Promise<readonly (readonly string[])[]> => {
  const cells = join(
    raw.columns.map((_, index) => sql`left(coalesce(${rawColumn(index)}, ''), 40) as ${rawColumn(index)}`),
    ", ",
  );
  const { columns, rowCount } = await session.columns(
    sql`select ${cells} from ${name(raw.relation)} order by line limit ${whole(shown)}`,
  );
  return Array.from({ length: rowCount }, (_, row) => columns.map((column) => String(column[row] ?? "")));
};
