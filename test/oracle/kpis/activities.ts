/** KPI 5: what people did: completed, by a human, with somebody outside. */
import { rowsOf } from "../../worlds/world.ts";
import { count, counted } from "../cells.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { readInstant } from "../time.ts";
import type { Known, View } from "../view.ts";
import { dayAhead, recordNamed } from "../view.ts";
import { workingDays } from "../working-time.ts";

const ofTest = (view: View, { row }: Known): boolean =>
  recordNamed(view, "lead", row.lead_id)?.columns.is_test === "true" ||
  recordNamed(view, "opportunity", row.opportunity_id)?.columns.is_test === "true";

const reasonOf = (view: View, known: Known): string | null => {
  const { row } = known;
  if ((row.status ?? "") !== "" && row.status !== "completed") return row.status ?? null;
  if (row.automated === "true") return "automated";
  if (row.internal === "true") return "internal";
  return ofTest(view, known) ? "test" : null;
};

/** A meeting counts for everyone of us who was there. */
const performers = (view: View, row: Known["row"]): (string | null)[] => {
  const own = (row.person_id ?? "") === "" ? [] : [row.person_id ?? ""];
  if (row.type !== "meeting") return own.length === 0 ? [null] : own;
  const others = rowsOf(view.world, "activity_attendees")
    .filter((attendee) => attendee.activity_id === row.activity_id)
    .filter((attendee) => (readInstant(attendee.recorded_at, view.zone)?.t ?? view.asOf) <= view.asOf)
    .map((attendee) => attendee.person_id ?? "");
  const all = [...new Set([...own, ...others])];
  return all.length === 0 ? [null] : all;
};

/** Ids of the mails that another row already tells of: the earliest holds, then the least id. */
const repeated = (kept: readonly Known[]): Set<string> => {
  const first = new Map<string, Known>();
  const again = new Set<string>();
  const inOrder = [...kept].sort(
    (a, b) => a.at.t - b.at.t || ((a.row.activity_id ?? "") < (b.row.activity_id ?? "") ? -1 : 1),
  );
  for (const known of inOrder) {
    const message = known.row.message_id ?? "";
    if (message === "") continue;
    if (first.has(message)) again.add(known.row.activity_id ?? "");
    else first.set(message, known);
  }
  return again;
};

const items = (view: View, window: Window): Item[] => {
  const reasons = new Map(view.activities.map((known) => [known, reasonOf(view, known)]));
  const again = repeated(view.activities.filter((known) => reasons.get(known) === null));
  return view.activities
    .filter((known) => within(window, view, known.at.t) && !again.has(known.row.activity_id ?? ""))
    .map((known) => {
      const { row } = known;
      const lead = recordNamed(view, "lead", row.lead_id);
      return {
        id: row.activity_id ?? "",
        of: lead ?? recordNamed(view, "opportunity", row.opportunity_id) ?? null,
        out: reasons.get(known) ?? null,
        people: performers(view, row),
        anchor: known.at.t,
        keys: { activity_type: row.type ?? null, ...(known.at.dateOnly ? { hour: null } : {}) },
      };
    });
};

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  const { view, window, variant } = context;
  if (variant === "records_touched") {
    const touched = new Set(inside.flatMap(({ of }) => (of === null ? [] : [`${of.kind} ${of.id}`]))).size;
    return count(all, context, touched, touched);
  }
  if (variant === "per_working_day") {
    const ahead = dayAhead(view);
    const till = ahead < window.to ? ahead : window.to;
    const days = workingDays(window.from, till, view.config);
    const made = count(all, context, inside.length, inside.length);
    return { ...made, value: days === 0 ? null : inside.length / days, den: days };
  }
  return count(all, context, inside.length, inside.length);
};

export const activities: Kpi = {
  id: "activities",
  items,
  cell,
  inNum: (one) => one.out === null,
  inDen: () => false,
};
