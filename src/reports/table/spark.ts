/** The course of a figure in one word of text. */
import { hasBegun } from "./periods.ts";

const blocks = "▁▂▃▄▅▆▇█";

/** The values of units that have begun: what is still to come is no fall to nothing. */
export const course = (
  points: readonly { readonly period: string | null; readonly value: number | null }[],
  question: Parameters<typeof hasBegun>[1],
): readonly (number | null)[] =>
  points.map(({ period, value }) => (period === null || hasBegun(period, question) ? value : null));

/** One sign for each value, from the least to the greatest; a gap where there is none. Only the last `width` are shown. */
export const sparkline = (values: readonly (number | null)[], width = 24): string => {
  const shown = values.slice(-width);
  const known = shown.filter((value) => value !== null);
  if (known.length === 0) return "";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return shown
    .map((value) => {
      if (value === null) return " ";
      const step = high === low ? 3 : Math.round(((value - low) / (high - low)) * (blocks.length - 1));
      return blocks[step] ?? " ";
    })
    .join("");
};
