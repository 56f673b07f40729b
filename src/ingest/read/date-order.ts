/** Which way round a column writes its dates, decided for the whole column or not at all. */
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { name, quoted, type Sql, sql, whole } from "../../sql/index.ts";

/** `iso`: nothing else is in it. `undecided`: the cells contradict each other, or are no dates; they stay as they are. */
export type DateOrder = "iso" | "day_first" | "month_first" | "undecided";

const isoStart = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?";
// Year first with another separator says its order itself.
const yearFirst = "([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})";
const written = "([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})";
const clock = "(?:(?:T|,? +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\\.[0-9]{1,9})?))?(?: *(?i:([ap])\\.?m\\.?))?)?";

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
const reading = (cell: Sql, pattern: string, order: readonly [number, number, number]): Sql => {
  const [years, months, days] = order;
  const date = sql`(${year(part(cell, pattern, years))} || '-' || ${padded(part(cell, pattern, months))} || '-' || ${padded(part(cell, pattern, days))})`;
  const time = timeText(cell, pattern);
  return sql`(case when regexp_full_match(${cell}, ${quoted(pattern)}) and try_cast(${date} as date) is not null then
    case when ${part(cell, pattern, 4)} = '' then ${date} when try_cast(${time} as time) is not null then ${date} || 'T' || ${time} end end)`;
};

const dayFirst = (cell: Sql): Sql => reading(cell, written + clock, [3, 2, 1]);
const monthFirst = (cell: Sql): Sql => reading(cell, written + clock, [3, 1, 2]);

const trimmed = (cell: Sql): Sql => sql`trim(${cell})`;

/** A cell as canonical text once the order of its column is known; one that does not fit stays as it is. */
export const inOrder = (cell: Sql, order: DateOrder): Sql => {
  const text = trimmed(cell);
  if (order === "day_first") return sql`coalesce(${dayFirst(text)}, ${text})`;
  if (order === "month_first") return sql`coalesce(${monthFirst(text)}, ${text})`;
  if (order === "iso") return text;
  return sql`coalesce(${reading(text, yearFirst + clock, [1, 2, 3])}, ${text})`;
};

/** Where cells are looked at: a query with one column `cell`, without nulls. */
export interface Cells {
  readonly query: Sql;
  /** As the user knows them. */
  readonly file: string;
  readonly column: string;
}

/**
 * Looks at every cell. Throws `ambiguous_dates` when all that are written with the day or the month in front can be read both ways;
 * two equal readings (`05/05/2020` alone) are day first, which changes nothing.
 */
export const dateOrder = async (session: Session, cells: Cells): Promise<DateOrder> => {
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
    select count(*)::double as shaped, count(day_first)::double as days, count(month_first)::double as months,
      (count(*) filter (where day_first <> month_first))::double as differ,
      min(cell) filter (where day_first <> month_first) as sample,
      arg_min(day_first, cell) filter (where day_first <> month_first) as as_day,
      arg_min(month_first, cell) filter (where day_first <> month_first) as as_month
    from (select cell, ${dayFirst(cell)} as day_first, ${monthFirst(cell)} as month_first
      from (select distinct trim(cell) as cell from (${cells.query})
        where regexp_full_match(trim(cell), ${quoted(written + clock)})))`);
  if (counts === undefined || counts.shaped === 0) return "undecided";
  const readsDays = counts.days === counts.shaped;
  const readsMonths = counts.months === counts.shaped;
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
