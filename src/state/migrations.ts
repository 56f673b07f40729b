/** How `state.db` came to its present form, one step after another. A step that was released is never changed. */
import type { Kysely, Migration } from "kysely";

const journal: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("batches")
      .addColumn("id", "integer", (column) => column.primaryKey())
      .addColumn("imported_at", "integer", (column) => column.notNull())
      .addColumn("mapping_name", "text")
      .addColumn("mapping_text", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("report", "text")
      .addColumn("error", "text")
      .execute();
    await db.schema
      .createTable("batch_files")
      .addColumn("batch_id", "integer", (column) => column.notNull().references("batches.id"))
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("size", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("batch_files_key", ["batch_id", "position"])
      .execute();
  },
};

const annotations: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("annotations")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("text", "text", (column) => column.notNull())
      .addColumn("kpi", "text")
      .execute();
  },
};

const views: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("views")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("path", "text", (column) => column.notNull())
      .addColumn("search", "text", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .execute();
  },
};

export const migrations: Readonly<Record<string, Migration>> = {
  "001_journal": journal,
  "002_annotations": annotations,
  "003_views": views,
};
