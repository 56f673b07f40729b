export type { ResultColumns, Runner } from "./runner.ts";
export * from "./sql.ts";
