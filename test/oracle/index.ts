/** The independent oracle: plain loops over records that answer what the engine answers. */
export { askOracle } from "./ask.ts";
export { oracleVariants } from "./catalogue.ts";
