/** The whole workspace as canonical tables: importing them into an empty workspace gives the same answers, as of any instant. */
import { mkdir } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { Session } from "../engines/index.ts";
import { dictionary, numberColumn, physicalColumns } from "../model/physical.ts";
import { type Column, type Table, tables } from "../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../sql/index.ts";
import { firstYear, lastYear, localIn, type Years } from "./load/index.ts";
import { maxColumns, visible } from "./read/index.ts";

export interface ExportOptions {
  readonly timezone: string;
}

export interface ExportedTable {
  readonly table: string;
  readonly file: string;
  /** A record whose tracked columns changed has a row for each version. */
  readonly rows: number;
}

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

/** A column's name as another system wrote it. */
const foreignName = (text: string): Sql => ({ chunks: [`"${text.replaceAll('"', '""')}"`], values: [] });

const instantText = (value: Sql): Sql =>
  sql`case when epoch_us(${value}) % 1000000 = 0 then strftime(${value}, '%Y-%m-%dT%H:%M:%SZ') else strftime(${value}, '%Y-%m-%dT%H:%M:%S.%fZ') end`;

/** A stored column as canonical text, joined to its dictionary where it is an id. */
interface Written {
  readonly select: Sql;
  readonly join: Sql;
}

const subjects = sql`(select 'lead' as kind, no, id from lead_ids union all select 'opportunity' as kind, no, id from opportunity_ids)`;

const written = (column: Column, index: number, local: (utc: Sql) => Sql): Written => {
  const nothing = sql``;
  const as = (value: Sql): Sql => sql`${value} as ${name(column.name)}`;
  const value = name(`t.${column.name}`);
  switch (column.type) {
    case "ref": {
      const alias = `d${index}`;
      const number = name(`t.${numberColumn(column.name)}`);
      const ids =
        column.ref === "subject"
          ? sql`${subjects} as ${name(alias)} on ${name(alias)}.kind = t.subject_type and`
          : sql`${name(dictionary(column.ref ?? "lead"))} as ${name(alias)} on`;
      return { select: as(name(`${alias}.id`)), join: sql` left join ${ids} ${name(`${alias}.no`)} = ${number}` };
    }
    case "instant":
      return {
        select: as(
          sql`case when ${name(`t.${column.name}_date_only`)} then strftime(${local(value)}, '%Y-%m-%d') else ${instantText(value)} end`,
        ),
        join: nothing,
      };
    case "date":
      return { select: as(sql`strftime(${value}, '%Y-%m-%d')`), join: nothing };
    case "money":
      return { select: as(sql`rtrim(rtrim(${value}::varchar, '0'), '.')`), join: nothing };
    case "number":
    case "integer":
    case "boolean":
      return { select: as(sql`${value}::varchar`), join: nothing };
    case "text":
      return { select: as(value), join: nothing };
  }
};

/** Attributes with a column of their own, and those which no column can be called after: members of one object. */
interface AttributeNames {
  readonly columns: readonly string[];
  readonly members: readonly string[];
}

/** The column of such an object: no attribute of that name has one of its own. */
const membersColumn = "attributes";

/** Names of a table differ by more than their case, are seen from end to end, and are so many at most. */
const attributeNames = async (session: Session, table: Table): Promise<AttributeNames> => {
  const rows = await session.rows<{ key: string }>(
    sql`select distinct unnest(json_keys(attributes)) as key from ${name(table.name)} where attributes is not null order by key`,
  );
  const taken = new Set([...table.columns.map((column) => column.name), "recorded_at", membersColumn]);
  const [columns, members]: [string[], string[]] = [[], []];
  for (const { key } of rows) {
    const lower = key.toLowerCase();
    const hasColumn = visible(key) === key && key !== "" && !taken.has(lower) && taken.size < maxColumns;
    (hasColumn ? columns : members).push(key);
    if (hasColumn) taken.add(lower);
  }
  return { columns, members };
};

const membersText = (members: readonly string[]): Sql =>
  sql`nullif(to_json(map_from_entries(list_filter(map_entries(notes), lambda note: note.key in (${list(members.map(quoted))})))), '{}') as ${name(membersColumn)}`;

const trackedFields = (table: Table): readonly { readonly name: string; readonly type: string }[] => {
  const physical = physicalColumns(table);
  return table.columns
    .filter((column) => column.tracked)
    .flatMap((column) => {
      const own = column.type === "ref" ? numberColumn(column.name) : column.name;
      return physical.filter(({ name }) => name === own || (column.type === "instant" && name === `${own}_date_only`));
    });
};

/** Stored rows, and for records with older versions a row for each instant at which one of their columns changed. */
const rowsWithVersions = (table: Table): Sql => {
  const fields = trackedFields(table);
  if (table.entity === undefined || fields.length === 0) return sql`select * from ${name(table.name)}`;
  const own = name(numberColumn(table.key[0] ?? ""));
  const versions = sql`select no, field, value, recorded_at from field_versions where table_name = ${quoted(table.name)}`;
  const versioned = sql`select no from (${versions})`;
  const moments = sql`select distinct no, recorded_at as since from (${versions})`;
  const was = fields.map((field, index) => ({
    value: sql`case when ${name(`v${index}.recorded_at`)} is null then t.${name(field.name)} else cast(${name(`v${index}.value`)} as ${castType(field.type)}) end as ${name(field.name)}`,
    join: sql` asof left join (select * from (${versions}) where field = ${quoted(field.name)}) as ${name(`v${index}`)} on ${name(`v${index}.no`)} = m.no and ${name(`v${index}.recorded_at`)} <= m.since`,
  }));
  const replaced = list([...fields.map((field) => name(field.name)), name("recorded_at")]);
  return sql`select * from ${name(table.name)} where ${own} not in (${versioned}) union all by name select t.* exclude (${replaced}), ${list(was.map(({ value }) => value))}, m.since as recorded_at from ${name(table.name)} as t join (${moments}) as m on m.no = t.${own}${join(
    was.map((one) => one.join),
    "",
  )}`;
};

const castType = (type: string): Sql => ({ chunks: [type], values: [] });

const canonical = (table: Table, attributes: AttributeNames, local: (utc: Sql) => Sql): Sql => {
  const columns = table.columns.map((column, index) => written(column, index, local));
  const told = [
    ...attributes.columns.map((key) => sql`notes[${quoted(key)}] as ${foreignName(key)}`),
    ...(attributes.members.length === 0 ? [] : [membersText(attributes.members)]),
  ];
  const notes = sql`from_json(attributes, '"MAP(VARCHAR, VARCHAR)"') as notes`;
  return sql`select ${list([...columns.map(({ select }) => select), sql`${instantText(name("t.recorded_at"))} as recorded_at`, ...told])} from (select *, ${notes} from (${rowsWithVersions(table)})) as t${join(
    columns.map((one) => one.join),
    "",
  )} order by all`;
};

/** The years of the instants of which only the date is known. */
const yearsOf = async (session: Session, table: Table): Promise<Years> => {
  const dates = table.columns
    .filter(({ type }) => type === "instant")
    .map(
      (column) =>
        sql`select ${name(column.name)} as at_day from ${name(table.name)} where ${name(`${column.name}_date_only`)}`,
    );
  const [row] =
    dates.length === 0
      ? []
      : await session.rows<{ first: number | null; last: number | null }>(
          sql`select min(year(at_day))::integer as first, max(year(at_day))::integer as last from (${join(dates, " union all ")})`,
        );
  const bounded = (year: number | null | undefined): number =>
    Math.min(Math.max(year ?? firstYear, firstYear), lastYear);
  return { from: bounded(row?.first), to: bounded(row?.last) };
};

const exportTable = async (
  session: Session,
  table: Table,
  folder: string,
  timezone: string,
): Promise<ExportedTable | undefined> => {
  const [some] = await session.rows(sql`select 1 as one from ${name(table.name)} limit 1`);
  if (some === undefined) return undefined;
  const file = joinPath(folder, `${table.name}.csv`);
  const local = localIn(timezone, await yearsOf(session, table));
  const rows = canonical(table, await attributeNames(session, table), local);
  const [written] = await session.rows<{ Count: number }>(
    sql`copy (${rows}) to ${quoted(file)} (format csv, header true, delimiter ',', quote '"', escape '"', nullstr '')`,
  );
  return { table: table.name, file, rows: written?.Count ?? 0 };
};

/**
 * Writes every table that holds anything as `<table>.csv` (UTF-8, comma, header) into the folder: ids as the source wrote them, instants
 * in UTC with `Z` or as the date that was known, attributes as columns of their own (those which no column can be called after as one
 * JSON object in `attributes`), `recorded_at` in every row, and older versions of
 * tracked columns as earlier rows of the same key. The session must be allowed to write files.
 */
export const exportWorkspace = async (
  session: Session,
  folder: string,
  { timezone }: ExportOptions,
): Promise<readonly ExportedTable[]> => {
  await mkdir(folder, { recursive: true });
  const exported: ExportedTable[] = [];
  for (const table of tables) {
    const one = await exportTable(session, table, folder, timezone);
    if (one !== undefined) exported.push(one);
  }
  return exported;
};
