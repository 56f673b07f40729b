export { memberPath } from "./member.ts";
export { comparedName } from "./person-name.ts";
export type { ResultColumns, Runner } from "./runner.ts";
export * from "./sql.ts";
