/** Staged rows into the warehouse. */
export { settleAssumed } from "./assumed.ts";
export { knownAttributes } from "./attribute-names.ts";
export { settleKnownOnly } from "./known-only.ts";
export { type LoadOptions, type LoadReport, loadStaged, type TableReport } from "./load.ts";
export type { Missing } from "./missing.ts";
export { setRejectedAside } from "./rejected.ts";
export { loadRows, type TextRow } from "./rows.ts";
export { toldBefore } from "./told.ts";
export { firstYear, lastYear, localIn, type Years } from "./zone.ts";
