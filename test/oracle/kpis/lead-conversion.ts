/** KPI 11: of the leads created in the period, the share that became a qualified opportunity within the horizon. */
import { counted, proportion } from "../cells.ts";
import { firstOwner } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { horizon } from "../horizon.ts";
import { qualifiedAt } from "../ladder.ts";
import { linkOf } from "../links.ts";
import type { Rec } from "../record.ts";
import { day } from "../time.ts";
import type { View } from "../view.ts";

/** The later of the link and of the first reach of the qualifying stage. */
const convertedAt = (view: View, lead: Rec, variant: string): number | null => {
  const link = linkOf(view, lead);
  if (link === null || variant === "linked") return link?.t ?? null;
  const qualified = qualifiedAt(view, link.opportunity);
  return qualified === null ? null : Math.max(link.t, qualified);
};

const horizonOf = (view: View, variant: string): number => {
  const names = variant === "linked" ? ["lead_conversion.linked", "lead_conversion"] : ["lead_conversion"];
  return horizon(view, names, () =>
    view.leads.flatMap((lead) => {
      const event = lead.out === null ? convertedAt(view, lead, variant) : null;
      return event === null ? [] : [{ event, length: event - lead.created.t }];
    }),
  );
};

const item = (view: View, lead: Rec, variant: string): Item => {
  const event = convertedAt(view, lead, variant);
  const h = variant === "ever" ? Number.POSITIVE_INFINITY : horizonOf(view, variant);
  const immature = variant !== "ever" && view.asOf - lead.created.t < h;
  return {
    id: lead.id,
    of: lead,
    out: lead.out ?? (immature ? "immature" : null),
    people: [firstOwner(lead)],
    anchor: lead.created.t,
    hit: event !== null && event - lead.created.t <= h,
    end: linkOf(view, lead)?.opportunity.id,
  };
};

/** Variant `flow`: conversions and creations, each in its own period. */
const flowItems = (view: View, window: Window): Item[] =>
  view.leads.flatMap((lead) => {
    const event = convertedAt(view, lead, "default");
    const base = { id: lead.id, of: lead, out: lead.out, people: [firstOwner(lead)] };
    const created = within(window, view, lead.created.t) ? [{ ...base, anchor: lead.created.t, sort: "den" }] : [];
    if (event === null || lead.out !== null || !within(window, view, event)) return created;
    return [...created, { ...base, anchor: event, sort: "num", hit: true, end: linkOf(view, lead)?.opportunity.id }];
  });

const items = (view: View, window: Window, variant: string): Item[] =>
  variant === "flow"
    ? flowItems(view, window)
    : view.leads.filter((lead) => within(window, view, lead.created.t)).map((lead) => item(view, lead, variant));

const cell = (all: readonly Item[], context: Context) => {
  const { variant, view } = context;
  const converted = counted(all).filter((one) => one.hit);
  const den = counted(all).filter((one) => one.sort !== "num").length;
  const opportunities = new Set(converted.map((one) => one.end)).size;
  const more = { opportunities };
  if (variant === "flow") {
    const made = proportion(all, context, Math.min(converted.length, den), den, more);
    const value = made.value === null ? null : converted.length / den;
    return { ...made, num: converted.length, value, interval: null };
  }
  const withHorizon = variant === "ever" ? more : { ...more, horizon_days: horizonOf(view, variant) / day };
  return proportion(all, context, converted.length, den, withHorizon);
};

export const leadConversion: Kpi = {
  id: "lead_conversion",
  items,
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null && one.sort !== "num",
};
