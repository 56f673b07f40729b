/** KPI 7: from the creation of a lead to the first touch. */
import { rowsOf } from "../../worlds/world.ts";
import { counted, orWithheld, over, quotient } from "../cells.ts";
import { assignedAt, firstOwner } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import type { Rec } from "../record.ts";
import type { Followed } from "../stats.ts";
import { mean, sum, timeOfShare } from "../stats.ts";
import { isTouchUntimed, touchesOf } from "../touches.ts";
import type { View } from "../view.ts";
import { workingHours } from "../working-time.ts";

const zoneOf = (view: View, person: string | null): string => {
  const zone = rowsOf(view.world, "people").find((row) => row.person_id === person)?.timezone ?? "";
  return zone === "" ? view.zone : zone;
};

const reasonFor = (view: View, lead: Rec, variant: string): string | null => {
  if (lead.out !== null) return lead.out;
  if (lead.created.dateOnly) return "no_time";
  if (variant === "routing") return null;
  if (isTouchUntimed(view, lead)) return "no_time";
  return touchesOf(view, lead).some((t) => t < lead.created.t) ? "pre_contacted" : null;
};

/** From where to where it is counted; no end: not answered yet. */
const span = (view: View, lead: Rec, variant: string): { from: number; to: number | undefined } | null => {
  const touches = touchesOf(view, lead);
  if (variant === "default" || variant === "working") return { from: lead.created.t, to: touches[0] };
  const assigned = assignedAt(view, lead);
  if (variant === "routing") {
    const known = assigned !== null && assigned <= view.asOf ? assigned : undefined;
    return { from: lead.created.t, to: known };
  }
  return assigned === null ? null : { from: assigned, to: touches.find((t) => t >= assigned) };
};

const item = (view: View, lead: Rec, variant: string): Item[] => {
  const found = span(view, lead, variant);
  if (found === null) return [];
  const { from, to } = found;
  const owner = firstOwner(lead);
  const till = Math.max(from, to ?? view.asOf);
  const working = workingHours(from, till, zoneOf(view, owner), view.config);
  return [
    {
      id: lead.id,
      of: lead,
      out: reasonFor(view, lead, variant),
      people: [owner],
      anchor: lead.created.t,
      hit: to !== undefined,
      length: (till - from) / 3_600_000,
      more: { working },
    },
  ];
};

const items = (view: View, window: Window, variant: string): Item[] =>
  view.leads.filter((lead) => within(window, view, lead.created.t)).flatMap((lead) => item(view, lead, variant));

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  const n = inside.length;
  const answered = inside.filter((one) => one.hit);
  const hours = answered.map((one) => one.length ?? 0);
  const working = answered.map((one) => one.more?.working ?? 0);
  const followed = (length: (one: Item) => number): Followed[] =>
    inside.map((one) => ({ time: length(one), end: one.hit ? 1 : 0 }));
  const elapsed = followed((one) => one.length ?? 0);
  const open = followed((one) => one.more?.working ?? 0);
  const quick = working.filter((length) => length <= context.view.config.slaWorkingHours + 1e-9).length;
  const shown = (value: number | null): number | null => orWithheld(value, n, context);
  const more = {
    working: mean(working),
    median: shown(timeOfShare(elapsed, 0.5)),
    p90: shown(timeOfShare(elapsed, 0.9)),
    working_median: shown(timeOfShare(open, 0.5)),
    working_p90: shown(timeOfShare(open, 0.9)),
    share_answered: shown(over(answered.length, n)),
    within_sla: shown(over(quick, n)),
  };
  if (context.variant === "routing") {
    return quotient(all, context, sum(hours), answered.length, { median: more.median, p90: more.p90 });
  }
  const values = context.variant === "working" ? working : hours;
  return quotient(all, context, sum(values), answered.length, more);
};

export const responseTime: Kpi = {
  id: "response_time",
  items,
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null && one.hit === true,
};
