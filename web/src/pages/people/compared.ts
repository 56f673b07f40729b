/** How a figure stands to its team's: only what is clearly apart is told apart; the rest is like the team. */
import type { Cell } from "../../api/types.ts";

export type Standing = "better" | "worse" | "apart" | "like" | "unknown";

/** Against the team's value: inside the interval is like the team; without an interval nothing can be said. */
export const standingOf = (
  cell: Pick<Cell, "value" | "interval"> | undefined,
  team: number | null,
  better: "higher" | "lower" | null,
): Standing => {
  if (cell === undefined || cell.value === null || cell.interval === null || team === null) return "unknown";
  const [least, most] = cell.interval;
  const isAbove = least !== null && least > team;
  const isBelow = most !== null && most < team;
  if (!isAbove && !isBelow) return "like";
  if (better === null) return "apart";
  return isAbove === (better === "higher") ? "better" : "worse";
};

export const standingText: Readonly<Record<Standing, string>> = {
  better: "clearly better",
  worse: "clearly worse",
  apart: "clearly apart",
  like: "like the team",
  unknown: "",
};

const order: Readonly<Record<Standing, number>> = { worse: 0, better: 1, apart: 1, like: 2, unknown: 3 };

/** Never by value: those clearly apart first, then by name. */
export const byStanding = (
  a: { readonly standing: Standing; readonly name: string },
  b: { readonly standing: Standing; readonly name: string },
): number => order[a.standing] - order[b.standing] || a.name.localeCompare(b.name);
