/** KPI 8: of the leads assigned in the period, the share touched within some days. */
import { rowsOf } from "../../worlds/world.ts";
import { counted, proportion } from "../cells.ts";
import { assignedAt, ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import type { Rec } from "../record.ts";
import { day } from "../time.ts";
import { touchesOf } from "../touches.ts";
import type { View } from "../view.ts";
import { workingHours } from "../working-time.ts";

const horizonOf = (view: View): number => (view.config.horizonDays.follow_up_rate ?? view.config.followUpDays) * day;

/** R14: a touch before the anchor counts as one after no time. */
const after = (anchor: number, touch: number): number => Math.max(0, touch - anchor);

/** Variant `within_sla`: within so many working hours, on the owner's clock. */
const isQuick = (view: View, owner: string | null, from: number, to: number): boolean => {
  const zone = rowsOf(view.world, "people").find((row) => row.person_id === owner)?.timezone ?? "";
  const hours = workingHours(from, to, zone === "" ? view.zone : zone, view.config);
  return hours <= view.config.slaWorkingHours + 1e-9;
};

const item = (view: View, lead: Rec, anchor: number, variant: string): Item => {
  const assigned = assignedAt(view, lead);
  const touch = touchesOf(view, lead)[0];
  const owner = ownerAt(lead, anchor);
  const h = horizonOf(view);
  const immature = variant !== "ever" && view.asOf - anchor < h;
  const followed = (): boolean => {
    if (touch === undefined) return false;
    if (variant === "ever") return true;
    if (variant === "within_sla") return isQuick(view, owner, anchor, anchor + after(anchor, touch));
    return after(anchor, touch) <= h && (variant !== "all_leads" || assigned !== null);
  };
  return {
    id: lead.id,
    of: lead,
    out: lead.out ?? (immature ? "immature" : null),
    people: [owner],
    anchor,
    hit: followed(),
  };
};

const items = (view: View, window: Window, variant: string): Item[] =>
  view.leads.flatMap((lead) => {
    const anchor = variant === "all_leads" ? lead.created.t : assignedAt(view, lead);
    return anchor !== null && within(window, view, anchor) ? [item(view, lead, anchor, variant)] : [];
  });

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  const followed = inside.filter((one) => one.hit).length;
  const days = horizonOf(context.view) / day;
  return proportion(all, context, followed, inside.length, context.variant === "ever" ? {} : { horizon_days: days });
};

export const followUpRate: Kpi = {
  id: "follow_up_rate",
  items,
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null,
};
