/** Which of a figure's two numbers its records are listed by: a count's own, a share's upper, everything else's lower one. */
import type { Cell, Unit } from "../api/types.ts";
import type { Part } from "./address.ts";

export const mainPart = (cell: Pick<Cell, "den">, unit: Unit): Part =>
  cell.den === null || unit === "ratio" || unit === "share" || unit === "count" ? "num" : "den";
