/** Beside what is filtered stand figures that cannot be filtered so: of all. */
import { dimensionName } from "./names.ts";

export interface Narrowed {
  readonly name: string;
  /** Those that it is filtered by. */
  readonly dimensions: readonly string[];
}

/** One sentence for each dimension that some, but not all, are filtered by. */
export const unfilteredTexts = (figures: readonly Narrowed[]): readonly string[] =>
  [...new Set(figures.flatMap(({ dimensions }) => dimensions))].flatMap((id) => {
    const others = figures.filter(({ dimensions }) => !dimensions.includes(id));
    return others.length === 0
      ? []
      : [`Not filtered by ${dimensionName(id)}: ${others.map(({ name }) => name).join(", ")}.`];
  });
