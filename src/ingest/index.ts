/** Files into the warehouse, and out of it again. */
export { type ExportedTable, type ExportOptions, exportWorkspace } from "./export.ts";
export {
  type LoadOptions,
  type LoadReport,
  loadRows,
  loadStaged,
  type TableReport,
  type TextRow,
} from "./load/index.ts";
