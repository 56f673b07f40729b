/** The place where rows wait to be loaded: a database of its own in a temporary folder, called `staged`. */
import { join as joinPath } from "node:path";
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, sql } from "../../sql/index.ts";
import { remove } from "../../storage/durable.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { type AttributeName, type AttributeNames, attributeNames } from "./attribute-names.ts";

export interface Staging extends AsyncDisposable {
  readonly session: Session;
  /** For clean copies and what else is written on the way; gone with the staging. */
  readonly folder: string;
  /** A new name for a table of raw rows. */
  readonly newName: (prefix: string) => string;
  readonly attributes: AttributeNames;
}

/** Columns of `staged.findings`, beside `line BIGINT`. */
const findingColumns = sql`code varchar, table_name varchar, record_id varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar`;

/** Attaches an empty `staged`; its disposal detaches it and deletes the folder. One at a time for each engine. `known`: attributes that are there. */
export const openStaging = async (session: Session, known: readonly AttributeName[] = []): Promise<Staging> => {
  const folder = await temporaryFolder("staging");
  let count = 0;
  const close = async () => {
    try {
      await session.run(sql`detach database if exists staged`);
    } finally {
      await remove(folder);
    }
  };
  try {
    await session.run(sql`attach ${quoted(joinPath(folder, "staged.duckdb"))} as staged`);
    await session.run(sql`create table staged.findings (${findingColumns})`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    session,
    folder,
    attributes: attributeNames(known),
    newName: (prefix) => {
      count += 1;
      return `staged.${prefix}_${count}`;
    },
    [Symbol.asyncDispose]: close,
  };
};

/** What there is in `staged`: tables, and lists of their places. */
export const stagedNames = async (session: Session): Promise<ReadonlySet<string>> => {
  const rows = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'staged'`,
  );
  return new Set(rows.map((row) => row.name));
};

/** The table of `staged` with the places of the rows that only add to records of the table. */
export const addingTo = (table: Table): string => `adding_${table.name}`;

// What is gone in a moment is not worth compressing: finding out how took nearly a third of the time of reading.
const asItIs = sql`using compression uncompressed`;

/** Makes `staged.<table>` when it is not there yet. In it null means that the file has no such column, an empty text that the cell is empty. */
export const createStaged = async (session: Session, table: Table): Promise<void> => {
  const columns = join(
    table.columns.map((column) => sql`${name(column.name)} varchar ${asItIs}`),
    ", ",
  );
  await session.run(
    sql`create table if not exists ${name(`staged.${table.name}`)}
      (${columns}, recorded_at varchar ${asItIs}, attributes varchar ${asItIs}, source_file varchar, source_line bigint)`,
  );
};
