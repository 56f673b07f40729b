/** What a change means: better, worse, or noise. The same three looks wherever a change stands. */
import type { Cell, Change } from "../api/types.ts";
import { difference, signedPercent, type Writing } from "./figures.ts";

export type Tone = "better" | "worse" | "neutral" | "noise";

export const toneOf = (change: Change | undefined, better: "higher" | "lower" | null): Tone => {
  if (change === undefined || change.verdict === "no_clear_change" || change.verdict === "too_few") return "noise";
  if (better === null) return "neutral";
  return (change.verdict === "up") === (better === "higher") ? "better" : "worse";
};

/** Whether its data begins in this period: there is nothing that it could have changed from. */
export const isFirstOf = ({ change, n, previous }: Cell): boolean =>
  change?.verdict === "too_few" && n > 0 && previous?.n === 0;

/** Shares in points, times in their unit, counts and money in per cent. */
export const changeText = (change: Change, writing: Writing): string => {
  if (change.absolute === null) return "–";
  if ((writing.unit === "count" || writing.unit === "money") && change.relative !== null)
    return signedPercent(change.relative);
  return difference(change.absolute, writing);
};

export const arrowOf = (change: Change): string =>
  change.verdict === "up" ? "▲" : change.verdict === "down" ? "▼" : "";

/** A whole sentence, for those who hear the page. */
export const changeSentence = (change: Change, better: "higher" | "lower" | null, writing: Writing): string => {
  if (change.verdict === "too_few") return "Too little to compare with to say whether it changed.";
  const size = changeText(change, writing);
  if (change.verdict === "no_clear_change") return `${size}: no clear change, within what chance does.`;
  const tone = toneOf(change, better);
  return `${size}, clearly ${change.verdict}${tone === "neutral" ? "" : `, which is ${tone}`}.`;
};
