export { memberPath } from "./member.ts";
export { comparedName } from "./person-name.ts";
export type { ResultColumns, Runner, Transactor } from "./runner.ts";
export * from "./sql.ts";
