/** KPI 8: of the leads assigned in the period, the share touched within some days. */
import { rowsOf } from "../../worlds/world.ts";
import { counted, orWithheld, proportion } from "../cells.ts";
import { assignedAt, firstOwner, ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import type { Rec } from "../record.ts";
import { day } from "../time.ts";
import { touchesOf } from "../touches.ts";
import type { View } from "../view.ts";
import { dayAhead } from "../view.ts";
import { workingDays, workingHours } from "../working-time.ts";
import { leadStageShare } from "./lead-stage-share.ts";

const horizonOf = (view: View): number => (view.config.horizonDays.follow_up_rate ?? view.config.followUpDays) * day;

/** R14: a touch before the anchor counts as one after no time. */
const after = (anchor: number, touch: number): number => Math.max(0, touch - anchor);

/** Variant `within_sla`: within so many working hours, on the first owner's clock, as in the response time. */
const isQuick = (view: View, owner: string | null, from: number, to: number): boolean => {
  const zone = rowsOf(view.world, "people").find((row) => row.person_id === owner)?.timezone ?? "";
  const hours = workingHours(from, to, zone === "" ? view.zone : zone, view.config);
  return hours <= view.config.slaWorkingHours + 1e-9;
};

const item = (view: View, lead: Rec, anchor: number, variant: string): Item => {
  const assigned = assignedAt(view, lead);
  const touch = touchesOf(view, lead)[0];
  const owner = assigned === null ? null : ownerAt(lead, assigned);
  const h = horizonOf(view);
  const immature = variant !== "ever" && view.asOf - anchor < h;
  const followed = (): boolean => {
    if (touch === undefined) return false;
    if (variant === "ever") return true;
    if (variant === "within_sla") return isQuick(view, firstOwner(lead), anchor, anchor + after(anchor, touch));
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

const asked = (view: View, window: Window, variant: string): Item[] =>
  view.leads.flatMap((lead) => {
    const anchor = variant === "all_leads" ? lead.created.t : assignedAt(view, lead);
    return anchor !== null && within(window, view, anchor) ? [item(view, lead, anchor, variant)] : [];
  });

/** What there is to do: leads given to somebody in the period, and active ones at its end. */
const toDo = (view: View, window: Window): Item[] => {
  const given = asked(view, window, "ever").map((one): Item => ({ ...one, sort: "given", beside: true }));
  const standing = leadStageShare
    .items(view, window, "default")
    .filter((one) => one.aside !== true && window.start < view.asOf)
    .map((one): Item => ({ ...one, sort: "standing", beside: true }));
  return [...given, ...standing].filter((one) => one.out === null);
};

const items = (view: View, window: Window, variant: string): Item[] => [
  ...asked(view, window, variant),
  ...toDo(view, window),
];

const perPerson = (all: readonly Item[], sort: string, context: Context): number | null => {
  const own = all.filter((one) => one.sort === sort && one.people[0] !== null);
  const people = new Set(own.map((one) => one.people[0])).size;
  return people === 0 ? null : orWithheld(own.length / people, own.length, context);
};

const loadOf = (all: readonly Item[], context: Context) => {
  const { view, window } = context;
  const ahead = dayAhead(view);
  const days = workingDays(window.from, ahead < window.to ? ahead : window.to, view.config);
  const given = perPerson(all, "given", context);
  return {
    leads_per_person_day: given === null || days === 0 ? null : given / days,
    open_leads_per_person: perPerson(all, "standing", context),
  };
};

const cell = (everything: readonly Item[], context: Context) => {
  const all = everything.filter((one) => one.beside !== true);
  const load = loadOf(everything, context);
  const inside = counted(all);
  const followed = inside.filter((one) => one.hit).length;
  const days = horizonOf(context.view) / day;
  return proportion(
    all,
    context,
    followed,
    inside.length,
    context.variant === "ever" ? load : { ...load, horizon_days: days },
  );
};

export const followUpRate: Kpi = {
  id: "follow_up_rate",
  items,
  cell,
  inNum: (one) => one.out === null && one.beside !== true && one.hit === true,
  inDen: (one) => one.out === null && one.beside !== true,
};
