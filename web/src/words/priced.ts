/** Money that not every record has says of how many it is: what lacks an amount or a rate is counted, not priced. */
import type { Cell } from "../api/types.ts";
import { countText } from "./figures.ts";

/** "3 of 26 priced"; `null` where all of it is, or what is priced is not told. */
export const partlyPriced = ({ more: { priced, counted } }: Pick<Cell, "more">): string | null =>
  typeof priced === "number" && typeof counted === "number" && priced < counted
    ? `${countText(priced)} of ${countText(counted)} priced`
    : null;
