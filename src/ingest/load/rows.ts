/** Rows from memory, loaded like those of files: for what is edited here, and for tests. */
import type { Session } from "../../engines/index.ts";
import { type Table, tableNamed } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { createStaged } from "../read/staging.ts";
import { type LoadOptions, type LoadReport, loadStaged } from "./load.ts";
import { closeStage, openStage } from "./stage.ts";
import { stagedTable } from "./survey.ts";

/** A row as text by column; an absent column says nothing, an empty text empties it. Unknown columns become attributes. */
export type TextRow = Readonly<Record<string, string | undefined>>;

const perStatement = 5000;

const known = (table: Table): readonly string[] => [...table.columns.map((column) => column.name), "recorded_at"];

const cells = (table: Table, row: TextRow, line: number): Record<string, string | number | undefined> => {
  const columns = known(table);
  const own = Object.entries(row).filter(([column]) => columns.includes(column));
  const others = Object.entries(row).flatMap(([column, value]) =>
    columns.includes(column) || value === undefined ? [] : [[column, value === "" ? null : value] as const],
  );
  return {
    ...Object.fromEntries(own),
    ...(others.length > 0 ? { attributes: JSON.stringify(Object.fromEntries(others)) } : {}),
    source_line: line,
  };
};

const text = (column: string): Sql => sql`r ->> ${`$.${column}`}::varchar`;

const stageRows = async (session: Session, table: Table, rows: readonly TextRow[], file: string): Promise<void> => {
  await createStaged(session, table);
  const columns = [...known(table), "attributes"];
  for (let from = 0; from < rows.length; from += perStatement) {
    const chunk = rows.slice(from, from + perStatement).map((row, index) => cells(table, row, from + index + 2));
    await session.run(
      sql`insert into ${stagedTable(table)} (${join(columns.map(name), ", ")}, source_file, source_line) select ${join(
        columns.map(text),
        ", ",
      )}, ${file}, (r ->> '$.source_line')::bigint from (select unnest(cast(${JSON.stringify(chunk)} as json[])) as r)`,
    );
  }
};

/** Stages rows by canonical table (lines counted as in a file with a header) and loads them. */
export const loadRows = async (
  session: Session,
  rows: Readonly<Record<string, readonly TextRow[]>>,
  options: LoadOptions,
): Promise<LoadReport> => {
  await openStage(session);
  for (const [tableName, some] of Object.entries(rows)) {
    const table = tableNamed(tableName);
    if (table === undefined) throw new Error(`not a table: ${tableName}`);
    await stageRows(session, table, some, `${tableName}.csv`);
  }
  const report = await loadStaged(session, options);
  await closeStage(session);
  return report;
};
