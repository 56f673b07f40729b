/** `state.db`: what is not sales data, in libsql, every commit on the disk before it is acknowledged. */
import { dirname } from "node:path";
import { Kysely, Migrator, SqliteDialect } from "kysely";
import Database from "libsql";
import { Problem, shortageOf } from "../problem.ts";
import { type Annotations, annotationsOf } from "./annotations.ts";
import { type Journal, journalOf } from "./journal.ts";
import { migrations } from "./migrations.ts";
import type { StateTables } from "./tables.ts";
import { type Views, viewsOf } from "./views.ts";

export interface State extends AsyncDisposable {
  readonly journal: Journal;
  readonly annotations: Annotations;
  readonly views: Views;
}

/** Why a file could not be looked at. A full disk is no damage: whoever believed so would begin the file anew. */
export const notOpened = (error: unknown, file: string): unknown =>
  shortageOf(error) === null
    ? new Problem("state_damaged", { path: file, reason: error instanceof Error ? error.message : String(error) })
    : error;

/** SQLite notices damage at the first statement, not when it opens a file. */
const openedFile = (file: string): Database.Database => {
  const database = new Database(file);
  try {
    database.exec("pragma schema_version");
    return database;
  } catch (error) {
    database.close();
    throw notOpened(error, file);
  }
};

/** Steps that this version does not know: a newer one took them. Problem: `workspace_newer`. */
const refuseNewer = (database: Database.Database, file: string): void => {
  const has = database.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (has === undefined) return;
  const taken: unknown[] = database.prepare("select name from kysely_migration order by name").all();
  for (const row of taken)
    if (typeof row === "object" && row !== null && "name" in row && !(String(row.name) in migrations))
      throw new Problem("workspace_newer", { folder: dirname(file), part: `${row.name} of state.db` });
};

/** Opens the file, makes it when it is absent, and brings it to its present form. Problems: `state_damaged`, `workspace_newer`. */
export const openState = async (file: string): Promise<State> => {
  const database = openedFile(file);
  try {
    refuseNewer(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
  database.exec("pragma journal_mode = wal");
  database.exec("pragma synchronous = full");
  // On macOS what is synced otherwise may still lie in the memory of the disk.
  database.exec("pragma fullfsync = on");
  database.exec("pragma foreign_keys = on");
  database.exec("pragma busy_timeout = 5000");
  const db = new Kysely<StateTables>({ dialect: new SqliteDialect({ database }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    journal: journalOf(db),
    annotations: annotationsOf(db),
    views: viewsOf(db),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
};
