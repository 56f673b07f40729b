/** How long leads wait for their first answer. */
import type { Cell } from "../../api/types.ts";

/** Three parts of all leads that can be judged, in the order of their wait. */
export const waitsOf = (
  cell: Pick<Cell, "more"> | undefined,
): { inTime: number; later: number; never: number } | null => {
  const { within_sla: inTime, share_answered: answered } = cell?.more ?? {};
  return typeof inTime === "number" && typeof answered === "number"
    ? { inTime, later: Math.max(0, answered - inTime), never: Math.max(0, 1 - answered) }
    : null;
};
