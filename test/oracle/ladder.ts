/** When a record first reached each rung of its ladder, skips imputed; the rung after the last is won (linked). */
import { linkOf } from "./links.ts";
import { isLost, qualifyingStage } from "./process.ts";
import type { Rec } from "./record.ts";
import { readInstant } from "./time.ts";
import type { View } from "./view.ts";

/** The instant of the win in force, or of the link. */
export const topAt = (view: View, record: Rec): number | null => {
  if (record.kind === "lead") return linkOf(view, record)?.t ?? null;
  return record.outcome === "won" ? (record.closed?.t ?? null) : null;
};

/** The loss in force; a lead's is also its disqualification, whichever came first. */
export const lostAt = (view: View, record: Rec): number | null => {
  const lost = isLost(record.outcome) ? record.closed?.t : undefined;
  const disqualified = record.kind === "lead" ? readInstant(record.columns.disqualified_at, view.zone)?.t : undefined;
  const both = [lost, disqualified].filter((t) => t !== undefined);
  return both.length === 0 ? null : Math.min(...both);
};

/** One instant per open rung and one for the top; null where not reached. */
export const reachesOf = (view: View, record: Rec): (number | null)[] => {
  const top = topAt(view, record);
  const rungs = record.ladder.map((_, i) => {
    if (record.closeless && i === 0) return Math.min(record.created.t, top ?? record.created.t);
    if (record.closeless) return top;
    const entries = record.stays
      .filter((stay) => stay.stage !== null && record.ladder.indexOf(stay.stage) >= i)
      .map((stay) => stay.at.t);
    if (top !== null) entries.push(top);
    return entries.length === 0 ? null : Math.min(...entries);
  });
  return [...rungs, top];
};

/** The first reach of the stage that makes an opportunity a qualified one. */
export const qualifiedAt = (view: View, opportunity: Rec): number | null => {
  const rung = opportunity.ladder.indexOf(qualifyingStage(view.config, opportunity.columns.pipeline_id) ?? "");
  return rung < 0 ? null : (reachesOf(view, opportunity)[rung] ?? null);
};
