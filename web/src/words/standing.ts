/** How a figure stands to that of its whole: only what is clearly apart is told apart; the rest is like the whole. */
import type { Cell } from "../api/types.ts";

export type Standing = "better" | "worse" | "apart" | "like" | "unknown";

/** Against the whole's value: inside the interval is like it; without an interval nothing can be said. */
export const standingOf = (
  cell: Pick<Cell, "value" | "interval"> | undefined,
  whole: number | null,
  better: "higher" | "lower" | null,
): Standing => {
  if (cell === undefined || cell.value === null || cell.interval === null || whole === null) return "unknown";
  const [least, most] = cell.interval;
  const isAbove = least !== null && least > whole;
  const isBelow = most !== null && most < whole;
  if (!isAbove && !isBelow) return "like";
  if (better === null) return "apart";
  return isAbove === (better === "higher") ? "better" : "worse";
};

/** Up where it is above the whole, whether or not that is good: the colour says that, as for a change. */
export const standingArrow = (standing: Standing, value: number | null, whole: number | null): string =>
  standing === "like" || standing === "unknown" || value === null || whole === null ? "" : value > whole ? "▲ " : "▼ ";
