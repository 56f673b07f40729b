/** What changed, and whether it is more than noise: better and worse in colour, noise as a grey dash. */
import type { Cell } from "../../query/index.ts";
import { difference, signedPercent, type Writing } from "../../wording/figures.ts";
import type { Line, Tone } from "./paint.ts";
import { toned } from "./paint.ts";

export type Better = "higher" | "lower" | null;

const toneOf = (rises: boolean, better: Better): Tone =>
  better === null ? "plain" : rises === (better === "higher") ? "good" : "bad";

/** Shares and lengths of time as differences in their own unit, everything else in per cent. */
const sizeOf = (
  { absolute, relative }: { absolute: number | null; relative: number | null },
  writing: Writing,
): string => {
  const own =
    writing.unit === "ratio" || writing.unit === "share" || writing.unit === "days" || writing.unit === "hours";
  if (own || relative === null) return absolute === null ? "" : difference(absolute, writing);
  return signedPercent(relative);
};

/** `▲ +2.1 pts` where the change is clear; a grey dash where it may be chance, or where too little is known. */
export const changeMark = (cell: Cell, better: Better, writing: Writing): Line => {
  const { change } = cell;
  if (change === undefined) return [];
  switch (change.verdict) {
    case "too_few":
    case "no_clear_change":
      return toned("dim", "–");
    case "up":
    case "down": {
      const rises = change.verdict === "up";
      return toned(toneOf(rises, better), `${rises ? "▲" : "▼"} ${sizeOf(change, writing)}`);
    }
  }
};
