/** Which of a figure's two numbers its records are listed by: a count's own, a share's upper where it counts any, everything else's lower one. */
import type { Cell, Parts, Unit } from "../api/types.ts";
import type { Part } from "./address.ts";

export const mainPart = ({ num, den }: Pick<Cell, "den"> & Partial<Pick<Cell, "num">>, unit: Unit): Part =>
  den === null || unit === "count" || ((unit === "ratio" || unit === "share") && num !== 0) ? "num" : "den";

/** Of a figure of which only the value is known, as beside its goal: its definition says whether it has a lower number. */
export const valuePart = (value: number | null, parts: Parts | undefined, unit: Unit): Part =>
  mainPart({ num: value, den: parts?.den == null ? null : 1 }, unit);
