export * from "./sql.ts";
export type { Runner } from "./runner.ts";
