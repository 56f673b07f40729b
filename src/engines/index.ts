export { type DuckDbOptions, openDuckDb } from "./duckdb.ts";
export type { CellValue, Columns, Engine, Session } from "./engine.ts";
