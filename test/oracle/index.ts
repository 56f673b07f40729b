/** The independent oracle: plain loops over records that answer what the engine answers. */
export type { OracleAnswer } from "./ask.ts";
export { askOracle, oracleRecords } from "./ask.ts";
export { oracleVariants } from "./catalogue.ts";
export type { Leniency } from "./compare.ts";
export { differences } from "./compare.ts";
export { watermarkOf } from "./watermark.ts";
