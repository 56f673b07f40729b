/** The tables of `state.db`, as kysely knows them. */
import type { Insertable, Selectable } from "kysely";

/** `accepted`: durable, not yet in the warehouse. `failed`: could not be loaded; its files are kept. */
export type BatchState = "accepted" | "loaded" | "failed";

export interface BatchTable {
  id: number;
  /** Epoch milliseconds. */
  imported_at: number;
  mapping_name: string | null;
  mapping_text: string | null;
  state: BatchState;
  /** What loading said: JSON. */
  report: string | null;
  error: string | null;
}

export interface BatchFileTable {
  batch_id: number;
  position: number;
  /** SHA-256 of the content, hexadecimal: its name in `accepted/`. */
  hash: string;
  /** As the user named it. */
  name: string;
  /** Bytes. */
  size: number;
}

/** A note on a day, shown where figures are drawn over time. */
export interface AnnotationTable {
  id: string;
  /** A local date. */
  day: string;
  text: string;
  /** `null`: of all KPIs. */
  kpi: string | null;
}

/** An address of the page that is kept by name. */
export interface ViewTable {
  name: string;
  /** Of a page: `/kpi/win_rate`. */
  path: string;
  /** Empty, or from the question mark on. */
  search: string;
  /** Another one after each change. */
  version: string;
}

export interface StateTables {
  annotations: AnnotationTable;
  batches: BatchTable;
  batch_files: BatchFileTable;
  views: ViewTable;
}

export type BatchRow = Selectable<BatchTable>;
export type NewBatchRow = Insertable<BatchTable>;
export type BatchFileRow = Selectable<BatchFileTable>;
