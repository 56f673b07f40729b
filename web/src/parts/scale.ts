/** The scale that intervals in the rows of a table stand on. */
import type { Interval } from "../api/types.ts";
import { reachOf } from "../charts/limits.ts";

/** A scale that holds all values and their intervals, but for one that is far wider than the others. */
export const scaleOf = (
  cells: readonly { readonly value: number | null; readonly interval: Interval }[],
  fromZero: boolean,
): readonly [number, number] => {
  const reach = reachOf(cells);
  if (reach === null) return [0, 1];
  const [low, high] = reach;
  return [fromZero || low < (high - low) * 0.5 ? Math.min(0, low) : low, high];
};
