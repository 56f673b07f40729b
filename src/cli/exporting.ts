/** The whole workspace as canonical tables: importing them into an empty one gives the same answers. */
import { copyFile, mkdir } from "node:fs/promises";
import { join as joinPath } from "node:path";
import type { Session } from "../engines/index.ts";
import { dictionary, numberColumn } from "../model/physical.ts";
import type { Column, Table } from "../model/tables.ts";
import { tables } from "../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../sql/index.ts";
import type { Workspace } from "../storage/index.ts";
import type { Progress } from "./progress.ts";

/** UTC, with what the warehouse keeps: microseconds. */
const utc = (column: Sql): Sql => sql`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ')`;

const localDate = (column: Sql, zone: string): Sql =>
  sql`strftime(timezone(${quoted(zone)}, timezone('UTC', ${column})), '%Y-%m-%d')`;

const idOf = (kind: string, number: Sql): Sql =>
  sql`(select d.id from ${name(dictionaryNamed(kind))} d where d.no = ${number})`;

const dictionaryNamed = (kind: string): string => {
  const known = tables
    .flatMap((table) => table.columns.map((column: Column) => column.ref))
    .find((ref) => ref === kind);
  return known === undefined || known === "subject" ? "" : dictionary(known);
};

/** One cell as canonical text. */
const textOf = (column: Column, zone: string): Sql => {
  const own = name(`r.${column.name}`);
  switch (column.type) {
    case "ref": {
      const number = name(`r.${numberColumn(column.name)}`);
      if (column.ref === "subject")
        return sql`case r.subject_type when 'lead' then ${idOf("lead", number)} else ${idOf("opportunity", number)} end`;
      return idOf(column.ref ?? "", number);
    }
    case "instant":
      return sql`case when coalesce(${name(`r.${column.name}_date_only`)}, false) then ${localDate(own, zone)} else ${utc(own)} end`;
    case "date":
      return sql`strftime(${own}, '%Y-%m-%d')`;
    default:
      return sql`${own}::varchar`;
  }
};

/** Physical columns whose older values are kept. */
const versioned = (table: Table): readonly { readonly column: Column; readonly field: string }[] =>
  table.columns
    .filter((column) => column.tracked)
    .flatMap((column) =>
      column.type === "ref"
        ? [{ column, field: numberColumn(column.name) }]
        : column.type === "instant"
          ? [
              { column, field: column.name },
              { column, field: `${column.name}_date_only` },
            ]
          : [{ column, field: column.name }],
    );

const physicalType: Readonly<Record<string, Sql>> = {
  ref: sql`integer`,
  instant: sql`timestamp`,
  date: sql`date`,
  money: sql`decimal(18, 4)`,
  boolean: sql`boolean`,
};

const typeOf = (field: string, column: Column): Sql =>
  field.endsWith("_date_only") ? sql`boolean` : (physicalType[column.type] ?? sql`varchar`);

/**
 * The rows of a table as they are now and, of records whose tracked columns changed, as they were from each instant on:
 * untracked columns have their newest value in every version.
 */
const versionsOf = (table: Table): Sql => {
  const fields = versioned(table);
  const own = table.key[0];
  if (table.entity === undefined || own === undefined || fields.length === 0)
    return sql`select * from ${name(table.name)}`;
  const key = name(numberColumn(own));
  const ours = sql`from field_versions v where v.table_name = ${quoted(table.name)}`;
  const replaced = join(
    fields.map(({ column, field }) => {
      const value = sql`(select cast(arg_max(coalesce(v.value, ''), v.recorded_at) as varchar) ${ours} and v.no = n.no and v.field = ${quoted(field)} and v.recorded_at <= n.at)`;
      const has = sql`exists (select 1 ${ours} and v.no = n.no and v.field = ${quoted(field)})`;
      return sql`case when ${has} then cast(nullif(${value}, '') as ${typeOf(field, column)}) else o.${name(field)} end as ${name(field)}`;
    }),
    ", ",
  );
  return sql`select * from ${name(table.name)} where ${key} not in (select v.no ${ours})
    union all by name select o.* replace (${replaced}, n.at as recorded_at)
      from (select distinct v.no, v.recorded_at as at ${ours}) n join ${name(table.name)} o on o.${key} = n.no`;
};

const attributeNames = async (session: Session, table: Table): Promise<readonly string[]> => {
  const rows = await session.rows(
    sql`select distinct unnest(json_keys(attributes)) as name from ${name(table.name)} where attributes is not null order by 1`,
  );
  return rows.map((row) => String(row.name));
};

/** Everything of one table, as text, in a temporary table; values of attributes are looked up by bound names. */
const prepare = async (session: Session, table: Table, zone: string): Promise<number> => {
  const attributes = await attributeNames(session, table);
  const columns = [
    ...table.columns.map((column) => sql`${textOf(column, zone)} as ${identifier(column.name)}`),
    sql`${utc(sql`r.recorded_at`)} as recorded_at`,
    ...attributes.map(
      (attribute) =>
        sql`json_extract_string(r.attributes, ${quoted(`$."${attribute.replaceAll('"', '\\"')}"`)}) as ${identifier(attribute)}`,
    ),
  ];
  await session.run(
    sql`create or replace temp table leaving as select ${join(columns, ", ")} from (${versionsOf(table)}) r order by all`,
  );
  const [row] = await session.rows(sql`select count(*)::integer as n from leaving`);
  return Number(row?.n ?? 0);
};

/** A column of the file: any name that the source gave it. */
const identifier = (text: string): Sql => ({ chunks: [`"${text.replaceAll('"', '""')}"`], values: [] });

/** Writes one CSV file for each table that has rows, and `quarterdeck.yaml`; how many rows of each. */
export const exportTables = async (
  session: Session,
  workspace: Workspace<unknown>,
  folder: string,
  progress: Progress,
): Promise<readonly { readonly table: string; readonly rows: number }[]> => {
  await mkdir(folder, { recursive: true });
  await copyFile(joinPath(workspace.folder, "quarterdeck.yaml"), joinPath(folder, "quarterdeck.yaml"));
  const written: { table: string; rows: number }[] = [];
  for (const [index, table] of tables.entries()) {
    progress.show(`writing ${table.name}`, index, tables.length);
    const rows = await prepare(session, table, workspace.config.timezone);
    if (rows === 0) continue;
    const file = joinPath(folder, `${table.name}.csv`);
    await session.run(sql`copy leaving to ${quoted(file)} (format csv, header true)`);
    written.push({ table: table.name, rows });
  }
  await session.run(sql`drop table if exists leaving`);
  progress.end();
  return written;
};
