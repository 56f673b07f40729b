/** What is not sales data: the journal of accepted batches, notes and saved views. */
export type { Annotation, Annotations } from "./annotations.ts";
export { copyState, stateFault } from "./copy.ts";
export type { BatchMapping, Journal, JournalBatch, JournalEntry, JournalFile } from "./journal.ts";
export { openState, type State } from "./open.ts";
export type { BatchState } from "./tables.ts";
export type { Before, View, Views } from "./views.ts";
