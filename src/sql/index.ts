export { memberPath } from "./member.ts";
export type { ResultColumns, Runner } from "./runner.ts";
export * from "./sql.ts";
