/** What of the scope no figure takes is said once. */
import type { Ask } from "../../scope/useAsk.ts";

/** Filters that none of them takes: said once, for all. */
export const ignoredByAll = (asks: readonly Ask[]): readonly string[] =>
  (asks[0]?.ignored ?? []).filter((filter) => asks.every(({ ignored }) => ignored.includes(filter)));

/** Without saying again what has been said. */
export const sayingLess = (ask: Ask, said: readonly string[]): Ask => ({
  ...ask,
  ignored: ask.ignored.filter((filter) => !said.includes(filter)),
});
