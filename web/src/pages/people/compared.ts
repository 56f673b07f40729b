/** Standing against the team in words, and in an order that is no ranking. */
import type { Standing } from "../../words/standing.ts";

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
