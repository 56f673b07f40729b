/** KPI 4: of the leads that are being worked at an instant, the share standing in each stage. */
import type { Cell } from "../answered.ts";
import { counted, proportion } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { linkOf } from "../links.ts";
import { isTerminal, openStages } from "../process.ts";
import type { Rec } from "../record.ts";
import { stayAt } from "../standing.ts";
import { readInstant } from "../time.ts";
import type { View } from "../view.ts";
import { besideStage, passages } from "./passages.ts";

const reached = (view: View, text: string | undefined, t: number): boolean => {
  const at = readInstant(text, view.zone);
  return at !== null && at.t <= t;
};

/** The bucket of a lead at an instant; null: it is none of the leads asked about. */
const bucketOf = (view: View, lead: Rec, t: number, variant: string): string | null => {
  const stay = stayAt(lead, t);
  if (stay === null) return null;
  const link = linkOf(view, lead);
  if ((link !== null && link.t <= t) || reached(view, lead.columns.converted_at, t)) {
    return variant === "all" ? "converted" : null;
  }
  if (isTerminal(stay.standing) || reached(view, lead.columns.disqualified_at, t)) {
    return variant === "all" ? "disqualified" : null;
  }
  return stay.standing === "undeclared" ? "undeclared" : (stay.stage ?? stay.standing);
};

const itemOf = (record: Rec, stage: string, measured: number): Item => ({
  id: record.id,
  of: record,
  out: record.out,
  people: [ownerAt(record, measured)],
  anchor: measured,
  keys: { stage },
});

const openOpportunities = (view: View, measured: number): Item[] =>
  view.opportunities.flatMap((record) => {
    const stay = record.closeless ? null : stayAt(record, measured);
    if (stay === null || isTerminal(stay.standing)) return [];
    const stage = stay.standing === "undeclared" ? "undeclared" : (stay.stage ?? stay.standing);
    return [itemOf(record, stage, measured)];
  });

const items = (view: View, window: Window, variant: string): Item[] => {
  const leads = view.leads.flatMap((lead) => {
    const stage = bucketOf(view, lead, window.measured, variant);
    return stage === null ? [] : [itemOf(lead, stage, window.measured)];
  });
  const standing = variant === "process" ? [...leads, ...openOpportunities(view, window.measured)] : leads;
  return [...standing, ...passages(view, variant)];
};

const stands = (one: Item): boolean => one.aside !== true;

const cell = (items: readonly Item[], context: Context): Cell => {
  const all = items.filter(stands);
  const { view, stage, aside } = context;
  const num = counted(all).length;
  const made = proportion(all, context, num, counted(context.peers.filter(stands)).length);
  const isOpen = [...openStages(view.config, "lead"), ...openStages(view.config, "opportunity")].includes(stage ?? "");
  if (!context.isTotal && aside !== undefined && isOpen) {
    const beside = besideStage(aside, context);
    return { ...made, more: beside.more, flags: [...made.flags, ...(beside.isBottleneck ? ["bottleneck"] : [])] };
  }
  if (!context.isTotal) return made;
  const flags = made.flags.filter((flag) => flag !== "small_sample");
  return { ...made, flags, value: num === 0 ? null : 1, interval: null };
};

export const leadStageShare: Kpi = {
  id: "lead_stage_share",
  leading: "stage",
  rows: (view) => openStages(view.config, "lead"),
  items,
  cell,
  inNum: (one) => one.out === null && stands(one),
  inDen: (one) => one.out === null && stands(one),
};
