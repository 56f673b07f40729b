/** The journal of accepted batches: what was accepted, when, from which files, and what became of it. */
import type { Kysely } from "kysely";
import type { BatchFileRow, BatchRow, BatchState, StateTables } from "./tables.ts";

export interface JournalFile {
  readonly hash: string;
  readonly name: string;
  readonly size: number;
}

export interface BatchMapping {
  readonly name: string;
  /** Its whole text; null when the name says all. */
  readonly text: string | null;
}

export interface JournalBatch {
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly importedAt: number;
  readonly files: readonly JournalFile[];
  /** The mapping as it was then: loading it again must not depend on a later one. */
  readonly mapping: BatchMapping | null;
  /** The files tell every record of their kinds. Kept in the manifest only. */
  readonly full?: true;
}

export interface JournalEntry extends JournalBatch {
  readonly state: BatchState;
  /** What loading said, as it was handed in. */
  readonly report: unknown;
  readonly error: string | null;
}

export interface Journal {
  /** Adds a batch as accepted; one that is there already stays as it is. */
  add(batch: JournalBatch): Promise<void>;
  loaded(batch: number, report: unknown): Promise<void>;
  failed(batch: number, error: string): Promise<void>;
  /** In the order in which they were accepted. */
  entries(): Promise<readonly JournalEntry[]>;
}

const entryOf = (row: BatchRow, files: readonly BatchFileRow[]): JournalEntry => ({
  batch: row.id,
  importedAt: row.imported_at,
  files: files.map(({ hash, name, size }) => ({ hash, name, size })),
  mapping: row.mapping_name === null ? null : { name: row.mapping_name, text: row.mapping_text },
  state: row.state,
  report: row.report === null ? null : JSON.parse(row.report),
  error: row.error,
});

export const journalOf = (db: Kysely<StateTables>): Journal => ({
  add: ({ batch, importedAt, files, mapping }) =>
    db.transaction().execute(async (step) => {
      const added = await step
        .insertInto("batches")
        .values({
          id: batch,
          imported_at: importedAt,
          mapping_name: mapping?.name ?? null,
          mapping_text: mapping?.text ?? null,
          state: "accepted",
          report: null,
          error: null,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return;
      for (const [position, { hash, name, size }] of files.entries())
        await step.insertInto("batch_files").values({ batch_id: batch, position, hash, name, size }).execute();
    }),
  loaded: async (batch, report) => {
    await db
      .updateTable("batches")
      .set({ state: "loaded", report: JSON.stringify(report ?? null), error: null })
      .where("id", "=", batch)
      .execute();
  },
  failed: async (batch, error) => {
    await db.updateTable("batches").set({ state: "failed", error }).where("id", "=", batch).execute();
  },
  entries: async () => {
    const batches = await db.selectFrom("batches").selectAll().orderBy("id").execute();
    const files = await db.selectFrom("batch_files").selectAll().orderBy("batch_id").orderBy("position").execute();
    return batches.map((row) =>
      entryOf(
        row,
        files.filter(({ batch_id }) => batch_id === row.id),
      ),
    );
  },
});
