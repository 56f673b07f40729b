/** What a whole export does not tell: said, asked about, and marked as deleted only by somebody's word. */
import type { Session } from "../engines/index.ts";
import { type Table, tableNamed } from "../model/tables.ts";
import type { ImportPreview } from "../server/index.ts";
import { sql } from "../sql/index.ts";
import type { NewFile } from "../storage/index.ts";
import { type Context, print, say } from "./context.ts";
import type { Imported, Importing, MissingRecords } from "./parts.ts";

const canBeDeleted = (table: string): boolean =>
  tableNamed(table)?.columns.some(({ name }) => name === "deleted_at") === true;

/** Rows in our own form: each record that is missing was deleted, as far as anybody knows, now. */
export const deletions = async (
  session: Session,
  names: readonly string[],
  now: number,
): Promise<readonly NewFile[]> => {
  const deletedAt = new Date(now).toISOString();
  const files: NewFile[] = [];
  for (const table of names.map(tableNamed).filter((one): one is Table => one !== undefined)) {
    const rows = await session.rows<{ id: string }>(
      sql`select record_id as id from findings where code = 'missing_from_export' and table_name = ${table.name} order by record_id`,
    );
    if (rows.length === 0 || !canBeDeleted(table.name)) continue;
    const content = rows.map(({ id }) => `${JSON.stringify({ [table.key[0] ?? ""]: id, deleted_at: deletedAt })}\n`);
    files.push({ name: `${table.name}.ndjson`, content: content.join("") });
  }
  return files;
};

const some = (found: readonly MissingRecords[]): readonly MissingRecords[] =>
  found.filter(({ missing }) => missing > 0);

const countsText = (found: readonly MissingRecords[]): string =>
  found
    .map(({ table, missing, of }) => `${missing.toLocaleString("en-US")} of ${of.toLocaleString("en-US")} ${table}`)
    .join(", ");

/** Kept: those that cannot be deleted, and all where a row may be any of them. */
export const deletable = (found: readonly MissingRecords[]): readonly string[] =>
  some(found)
    .filter(({ table, unknown }) => unknown === 0 && canBeDeleted(table))
    .map(({ table }) => table);

/** As an answer tells it. */
export const missingTold = (
  found: readonly MissingRecords[] = [],
): NonNullable<ImportPreview["outcome"]>["missing"] => {
  const tables = deletable(found);
  return found.map(({ table, missing, of, unknown }) => ({
    ...{ table, missing, of, unknown },
    deletable: tables.includes(table),
  }));
};

const reasonToKeep = (found: readonly MissingRecords[]): string => {
  const unknown = some(found).reduce((most, one) => Math.max(most, one.unknown), 0);
  if (unknown > 0)
    return `Nothing is deleted: ${unknown === 1 ? "1 row" : `${unknown} rows`} of the export cannot be told whose they are. Mend them first.`;
  return "They stay: only leads and opportunities can be marked as deleted.";
};

export interface AboutMissing {
  readonly flag?: "keep" | "delete";
  /** Whether somebody can be asked. */
  readonly isAsked: boolean;
}

/** What was marked as deleted; null when nothing was. */
export const settleMissing = async (
  context: Context,
  importing: Importing,
  found: readonly MissingRecords[],
  { flag, isAsked }: AboutMissing,
): Promise<Imported | null> => {
  const there = some(found);
  if (there.length === 0) return null;
  const tell = (text: string): void => (isAsked ? print(context, [text]) : say(context, text));
  tell(`Not in the export, which was said to be whole: ${countsText(there)}.`);
  const tables = deletable(found);
  const wantsTo = async (): Promise<boolean> => {
    if (flag !== undefined || !isAsked) return flag === "delete";
    const { choose } = await context.parts.prompts();
    return await choose(
      `What of the ${countsText(there.filter(({ table }) => tables.includes(table)))} that are missing?`,
      [
        { value: false, label: "keep them", hint: "they stay as they are, and quarterdeck check lists them" },
        { value: true, label: "mark them as deleted", hint: "from now on; earlier answers stay" },
      ],
      false,
    );
  };
  if (tables.length === 0) {
    if (flag === "delete" || isAsked) tell(reasonToKeep(found));
    return null;
  }
  if (!(await wantsTo())) {
    if (flag === undefined && !isAsked) tell("They were kept. --missing delete marks them as deleted.");
    return null;
  }
  const deleted = await importing.deleteMissing(tables);
  const count = deleted.tables.reduce((sum, one) => sum + one.changed, 0);
  tell(`${count.toLocaleString("en-US")} were marked as deleted, from now on.`);
  return deleted;
};
