/** What of the scope no figure takes is said once. */
import type { Ask } from "../../scope/useAsk.ts";

/** Filters that none of them takes: said once, for all. */
export const ignoredByAll = (asks: readonly Pick<Ask, "ignored">[]): readonly string[] =>
  (asks[0]?.ignored ?? []).filter((filter) => asks.every(({ ignored }) => ignored.includes(filter)));

/** Without saying again what has been said. */
export const sayingLess = <One extends Pick<Ask, "ignored">>(ask: One, said: readonly string[]): One => ({
  ...ask,
  ignored: ask.ignored.filter((filter) => !said.includes(filter)),
});
