/** What a staged table fills at all: columns that no file has need no understanding, which is most of the work for small files. */
import type { Session } from "../../engines/index.ts";
import { type Column, type Table, tables } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import type { InPlace } from "../read/canonical.ts";
import { firstYear, lastYear, type Years } from "./zone.ts";

export const stagedTable = (table: Table): Sql => name(`staged.${table.name}`);

/** `recorded_at` is read as an instant like any other, though no table declares it. */
export const recordedAt: Column = { name: "recorded_at", type: "instant" };

export const cellsOf = (table: Table): readonly Column[] => [...table.columns, recordedAt];

export interface Survey {
  readonly table: Table;
  /** Rows. */
  readonly read: number;
  /** Columns that are given in some row, `recorded_at` and `attributes` among them. */
  readonly has: ReadonlySet<string>;
  /** The least and greatest text of a time, where there is one. */
  readonly first: string | null;
  readonly last: string | null;
  /** The file of which the staged table is a view, whose dates are plain; else null. */
  readonly inPlace: InPlace | null;
}

const isTime = (table: Table, column: Column): boolean =>
  column.type === "instant" || [table.occurred, table.knownFrom].includes(column.name) || column.name === "closed_on";

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

// ISO texts are ordered like the times they mean; what is none is kept out by the bounds, or makes the range a little too long.
const within = (cell: Sql): Sql => sql`case when ${cell} >= '1970' and ${cell} < '2070' then ${cell} end`;

const surveyOf = async (session: Session, table: Table): Promise<Survey> => {
  const columns = [...cellsOf(table).map((column) => column.name), "attributes"];
  const counts = columns.map((column) => sql`count(${name(column)})::double as ${name(`has_${column}`)}`);
  const [row] = await session.rows<Record<string, number>>(
    sql`select count(*)::double as read, ${list(counts)} from ${stagedTable(table)}`,
  );
  const has = new Set(columns.filter((column) => (row?.[`has_${column}`] ?? 0) > 0));
  const times = cellsOf(table)
    .filter((column) => isTime(table, column) && has.has(column.name))
    .map((column) => within(name(column.name)));
  const [range] =
    times.length === 0
      ? []
      : await session.rows<{ first: string | null; last: string | null }>(
          sql`select min(least(${list(times)})) as first, max(greatest(${list(times)})) as last from ${stagedTable(table)}`,
        );
  return { table, read: row?.read ?? 0, has, first: range?.first ?? null, last: range?.last ?? null, inPlace: null };
};

const surveyInPlace = (table: Table, inPlace: InPlace): Survey => {
  const { rows, columns, years } = inPlace;
  const text = (year: number | undefined): string | null => (year === undefined ? null : String(year));
  return { table, read: rows, has: columns, first: text(years?.first), last: text(years?.last), inPlace };
};

/** Every table that is staged, in the model's order. */
export const surveyStage = async (
  session: Session,
  inPlace: ReadonlyMap<string, InPlace>,
): Promise<readonly Survey[]> => {
  const found = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged' or schema_name = 'staged'`,
  );
  const names = new Set(found.map((row) => row.name));
  const surveys: Survey[] = [];
  for (const table of tables) {
    const lying = inPlace.get(table.name);
    if (lying !== undefined) surveys.push(surveyInPlace(table, lying));
    else if (names.has(table.name)) surveys.push(await surveyOf(session, table));
  }
  return surveys;
};

const yearOf = (text: string, otherwise: number): number => {
  const year = text.slice(0, 4);
  return /^\d{4}$/.test(year) ? Math.min(Math.max(Number(year), firstYear), lastYear) : otherwise;
};

/** The years that the times of all staged tables lie in. */
export const yearsOf = (surveys: readonly Survey[]): Years => {
  const firsts = surveys.flatMap(({ first }) => (first === null ? [] : [yearOf(first, firstYear)]));
  const lasts = surveys.flatMap(({ last }) => (last === null ? [] : [yearOf(last, lastYear)]));
  return firsts.length === 0
    ? { from: firstYear, to: firstYear }
    : { from: Math.min(...firsts), to: Math.max(...lasts) };
};
