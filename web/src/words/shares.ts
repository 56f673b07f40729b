/** A scorecard whose shares of one whole are as they are shown. */
import { withWholeShares } from "../../../src/wording/shares.ts";
import type { Scorecard } from "../api/types.ts";

export { withWholeShares } from "../../../src/wording/shares.ts";

export const withWholeSharesIn = (scorecard: Scorecard): Scorecard => ({
  ...scorecard,
  lines: scorecard.lines.map((line) => ({ ...line, answer: withWholeShares(line.answer) })),
});
