/** The rows of a Parquet file, its typed values as canonical text. */
import type { Session } from "../../engines/index.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import type { InputFile } from "./files.ts";
import { maxColumns } from "./limits.ts";
import { globless, makeRaw, type RawOptions, type RawTable, rawColumn, refused, rowCount } from "./raw-table.ts";
import type { Staging } from "./staging.ts";

interface TypedColumn extends Record<string, string> {
  readonly name: string;
  readonly type: string;
}

export const parquetColumns = async (file: InputFile, session: Session): Promise<readonly TypedColumn[]> => {
  try {
    return await session.rows<TypedColumn>(
      sql`select column_name as name, column_type as type from (describe select * from read_parquet(${quoted(globless(file.path))}))`,
    );
  } catch (error) {
    throw refused(file, "it is no readable Parquet file.", `Write it again; the reader says: ${firstLine(error)}`);
  }
};

const firstLine = (error: unknown): string => (error instanceof Error ? (error.message.split("\n")[0] ?? "") : "");

/** A typed value as canonical text: a midnight without a zone stays an instant, a date stays a date. */
const asText = (column: Sql, type: string): Sql => {
  if (type.startsWith("TIMESTAMP WITH TIME ZONE"))
    return sql`strftime(${column}::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')`;
  if (type.startsWith("TIMESTAMP")) return sql`strftime(${column}::timestamp, '%Y-%m-%dT%H:%M:%S.%f')`;
  if (/^(STRUCT|MAP|UNION)|\[\d*\]$/.test(type)) return sql`to_json(${column})::varchar`;
  return sql`${column}::varchar`;
};

export const loadParquet = async (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  const columns = await parquetColumns(file, session);
  if (columns.length > maxColumns)
    throw refused(file, `it has ${columns.length} columns; ${maxColumns} are read at most.`, "Export fewer columns.");
  const relation = staging.newName("raw");
  const typed = join(
    columns.map((column, index) => sql`nullif(${asText(rawColumn(index), column.type)}, '') as ${rawColumn(index)}`),
    ", ",
  );
  const renamed = join([...columns.map((_, index) => rawColumn(index)), name("line")], ", ");
  await makeRaw(
    relation,
    options,
    sql`select ${typed}, line + 1 as line
      from (select * from read_parquet(${quoted(globless(file.path))}, file_row_number = true)) as source(${renamed})`,
    staging,
  );
  return {
    file,
    relation,
    columns: columns.map((column) => column.name),
    rows: await rowCount(session, relation),
    findings: 0,
    encoding: "parquet",
    delimiter: null,
  };
};
