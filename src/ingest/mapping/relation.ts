/** All files that are one file of a mapping (two months of one export), as one view. */
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { type DateReading, readDate } from "../read/canonical.ts";
import { dateFormat } from "../read/date-format.ts";
import { type Cells, type DateOrder, dateOrder } from "../read/date-order.ts";
import { type RawTable, rawColumn } from "../read/raw-table.ts";
import type { Staging } from "../read/staging.ts";
import type { Mapping } from "./schema.ts";
import { longId, matchesGlob } from "./spelling.ts";

export interface RelationColumn {
  /** As the file calls it. */
  readonly label: string;
  /** Its text: `c<n>`. */
  readonly text: string;
  /** Its text with dates made canonical: `d<n>`; null for a column that is not read as a date. */
  readonly date: string | null;
  /** The date format was declared, so that a cell not so written is a finding. */
  readonly declared: boolean;
  /** Its dates are written in a locale's form. */
  readonly local?: boolean;
}

export interface Relation {
  /** A table, or of derived rows a view, with the columns' texts, `source_file` and `line`. */
  readonly view: string;
  /** By name in lower case. */
  readonly columns: ReadonlyMap<string, RelationColumn>;
  /** As the user named them. */
  readonly files: readonly string[];
  readonly dates: readonly { readonly column: string; readonly read: string }[];
}

const position = (raw: RawTable, column: string): number =>
  raw.columns.findIndex((label) => label.toLowerCase() === column);

export interface RelationOptions {
  /** Whether a column is read as a date. */
  readonly dated: (column: string) => boolean;
  /** Those whose format is declared, in lower case. */
  readonly formats: ReadonlyMap<string, string>;
  /** For columns whose dates can be read in two ways. */
  readonly fallback: DateOrder | null;
  readonly mapping: Pick<Mapping, "empty" | "salesforce_ids">;
}

export const relationOf = async (
  raws: readonly RawTable[],
  { dated, formats, fallback, mapping }: RelationOptions,
  staging: Staging,
): Promise<Relation> => {
  const { session } = staging;
  const locals = new Set<string>();
  // Of two files the first says how a column is written.
  const labels = new Map<string, string>();
  for (const label of raws.flatMap((raw) => raw.columns))
    if (!labels.has(label.toLowerCase())) labels.set(label.toLowerCase(), label);
  const names = [...labels.keys()];
  const columns = new Map<string, RelationColumn>(
    names.map((column, index) => [
      column,
      {
        label: labels.get(column) ?? column,
        text: `c${index + 1}`,
        date: dated(column) ? `d${index + 1}` : null,
        declared: formats.has(column),
      },
    ]),
  );
  const dates: { column: string; read: string }[] = [];
  const selects: Sql[] = [];
  for (const raw of raws) {
    const parts: Sql[] = [];
    const cells: Sql[] = [];
    for (const [column, { label, text, date }] of columns) {
      const index = position(raw, column);
      const cell = index < 0 ? sql`null::varchar` : cleaned(rawColumn(index), mapping);
      cells.push(sql`${cell} as ${name(text)}`);
      const isId = mapping.salesforce_ids.some((glob) => matchesGlob(glob, label));
      parts.push(isId ? sql`${longId(name(text))} as ${name(text)}` : name(text));
      if (date === null) continue;
      if (index < 0) parts.push(sql`null::varchar as ${name(date)}`);
      else {
        const reading = await readingOf(session, { raw, index, label, cell, declared: formats.get(column), fallback });
        if ("order" in reading && reading.order !== "iso") dates.push({ column: label, read: reading.order });
        if (!("order" in reading) || ["day_first", "month_first", "month_named"].includes(reading.order))
          locals.add(column);
        parts.push(sql`${readDate(name(text), reading)} as ${name(date)}`);
      }
    }
    selects.push(
      sql`select ${join(parts, ", ")}, ${quoted(raw.file.name)} as source_file, line
        from (select ${join(cells, ", ")}, line from ${name(raw.relation)})`,
    );
  }
  const view = staging.newName("source");
  await session.run(sql`create table ${name(view)} as ${join(selects, " union all ")}`);
  const known = [...columns].map(([column, one]) => [column, { ...one, local: locals.has(column) }] as const);
  return { view, columns: new Map(known), files: raws.map((raw) => raw.file.name), dates };
};

/** Space at its ends, no-break spaces and what this export writes for nothing are nothing. */
const cleaned = (cell: Sql, { empty }: RelationOptions["mapping"]): Sql =>
  empty.reduce<Sql>(
    (value, nothing) => sql`nullif(${value}, ${quoted(nothing)})`,
    sql`nullif(trim(replace(${cell}, chr(160), ' ')), '')`,
  );

interface Asked {
  readonly raw: RawTable;
  readonly index: number;
  readonly label: string;
  readonly cell: Sql;
  readonly declared: string | undefined;
  readonly fallback: DateOrder | null;
}

/** The cells of a column, for their order to be found. */
export const datesOf = (raw: RawTable, cell: Sql, label: string): Cells => ({
  query: sql`select cell from (select nullif(trim(replace(${cell}, chr(160), ' ')), '') as cell from ${name(raw.relation)}) where cell is not null`,
  file: raw.file.name,
  column: label,
});

const readingOf = async (
  session: Session,
  { raw, index, label, cell, declared, fallback }: Asked,
): Promise<DateReading> => {
  if (declared === undefined) {
    const cells = {
      ...datesOf(raw, rawColumn(index), label),
      query: sql`select cell from (select ${cell} as cell from ${name(raw.relation)}) where cell is not null`,
    };
    return { order: await dateOrder(session, cells, fallback) };
  }
  const format = dateFormat(declared);
  if (format === null)
    throw new Problem("bad_mapping", {
      file: raw.file.name,
      line: null,
      key: `dates.${label}`,
      reason: `is no date format: ${declared}.`,
      remedy: "Write for example DD/MM/YYYY HH:mm.",
    });
  return { format };
};

/** Throws `join_multiplies` when two rows have the same values in these columns. */
export const refuseDuplicates = async (
  session: Session,
  relation: Relation,
  keys: readonly RelationColumn[],
): Promise<void> => {
  const list = join(
    keys.map((key) => name(key.text)),
    ", ",
  );
  const label = join(
    keys.map((key) => sql`${name(key.text)}`),
    " || '/' || ",
  );
  const [found] = await session.rows<{ key: string; n: number }>(sql`
    select min(${label}) as key, count(*)::double as n from ${name(relation.view)}
    where ${join(
      keys.map((key) => sql`${name(key.text)} is not null`),
      " and ",
    )}
    group by ${list} having count(*) > 1 order by key limit 1`);
  if (found !== undefined)
    throw new Problem("join_multiplies", {
      path: relation.files.join(", "),
      column: keys.map((key) => key.label).join(", "),
      key: found.key,
      count: found.n,
    });
};
