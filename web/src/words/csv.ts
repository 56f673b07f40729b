/** A table as CSV, written as the server writes it. */
export { csvLines as csvOf } from "../../../src/wording/csv.ts";
