export { closedBy } from "./closed-by.ts";
export { type DuckDbOptions, openDuckDb, seal } from "./duckdb.ts";
export type { CellValue, Columns, Engine, Session } from "./engine.ts";
export { machineMemory } from "./memory.ts";
