/** What stands in the columns of a file: a few of its rows, and of each column samples and how many of its cells look like dates or numbers. */
import type { Session } from "../../engines/index.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { type RawTable, rawColumn } from "../read/raw-table.ts";
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
  readonly numbers: number;
  readonly distinct: number;
  /** How its numbers are written, where not plainly. */
  readonly money: MoneyForm | null;
}

const dateForm = "([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2}))([T ,].*)?";
const numberForm = "[-+(]?[^0-9A-Za-z]{0,3}[0-9][0-9.,' ]*[^0-9A-Za-z]{0,3}";
const separator = "\u001f";
const few = 40;

const valuesOf = async (session: Session, raw: RawTable, cell: Sql): Promise<readonly string[]> => {
  const rows = await session.rows<{ cell: string }>(
    sql`select distinct trim(${cell}) as cell from ${name(raw.relation)} where trim(${cell}) <> '' order by cell limit ${whole(few + 1)}`,
  );
  return rows.length > few ? [] : rows.map((row) => row.cell);
};

const writtenForm = async (session: Session, raw: RawTable, cell: Sql): Promise<MoneyForm | null> => {
  const rows = await session.rows<{ cell: string }>(
    sql`select distinct cell from (select ${cell} as cell from ${name(raw.relation)} where ${cell} is not null limit 10000)`,
  );
  return moneyFormOf(rows.map((row) => row.cell));
};

export const lookAt = async (session: Session, raw: RawTable, index: number): Promise<Look> => {
  const cell = rawColumn(index);
  const share = (form: string): Sql =>
    sql`(count(*) filter (where regexp_full_match(trim(cell), ${quoted(form)})))::double`;
  const [row] = await session.rows<{
    filled: number;
    dates: number;
    numbers: number;
    kinds: number;
    samples: string | null;
  }>(
    sql`select count(*)::double as filled, ${share(dateForm)} as dates, ${share(numberForm)} as numbers, count(distinct cell)::double as kinds,
        array_to_string(list_sort(list_distinct(list(left(cell, 40))))[1:3], chr(31)) as samples
      from (select ${cell} as cell from ${name(raw.relation)} where ${cell} is not null limit 1000)`,
  );
  const filled = row?.filled ?? 0;
  const kinds = row?.kinds ?? 0;
  const numbers = filled === 0 ? 0 : (row?.numbers ?? 0) / filled;
  return {
    column: raw.columns[index] ?? "",
    samples: (row?.samples ?? "").split(separator).filter((text) => text !== ""),
    values: kinds > 0 && kinds <= few ? await valuesOf(session, raw, cell) : [],
    filled,
    dates: filled === 0 ? 0 : (row?.dates ?? 0) / filled,
    numbers,
    distinct: filled === 0 ? 0 : kinds / filled,
    money: numbers > 0.9 ? await writtenForm(session, raw, cell) : null,
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
