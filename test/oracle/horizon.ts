/** R14: how long a cohort is given: the P90 of what it took in the last twelve months, at least thirty days. */
import { quantile } from "./stats.ts";
import { day, monthsBefore } from "./time.ts";
import type { View } from "./view.ts";

/** From the anchor to the event, in milliseconds; `event` is its instant. */
export interface Took {
  readonly event: number;
  readonly length: number;
}

/** In milliseconds. `names` are the keys under which a configuration may set it, the closest first. */
export const horizon = (view: View, names: readonly string[], took: () => readonly Took[]): number => {
  const key = names[0] ?? "";
  const before = view.horizons.get(key);
  if (before !== undefined) return before;
  const set = names.map((name) => view.config.horizonDays[name]).find((days) => days !== undefined);
  const start = monthsBefore(view.asOf, 12, view.zone);
  const recent = () => took().filter(({ event, length }) => event >= start && event <= view.asOf && length >= 0);
  const found =
    set === undefined
      ? Math.max(
          30 * day,
          quantile(
            recent().map(({ length }) => length),
            0.9,
          ) ?? 0,
        )
      : set * day;
  view.horizons.set(key, found);
  return found;
};
