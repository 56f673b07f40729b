/** A touch: something a person of ours did towards a lead, outbound or a meeting. */
import { linkOf } from "./links.ts";
import type { Rec } from "./record.ts";
import { dateOf } from "./time.ts";
import type { Known, View } from "./view.ts";

const isTouch = ({ row }: Known): boolean =>
  ((row.status ?? "") === "" || row.status === "completed") &&
  row.automated !== "true" &&
  row.internal !== "true" &&
  (row.direction === "outbound" || row.type === "meeting");

/** A lead's touches: by the lead, and by its opportunity once it is linked. */
const touchings = (view: View, lead: Rec): Known[] => {
  const link = linkOf(view, lead);
  const own = ({ row }: Known): boolean => view.survivor.lead.get(row.lead_id ?? "") === lead.id;
  const later = ({ row, at }: Known): boolean =>
    link !== null && view.survivor.opportunity.get(row.opportunity_id ?? "") === link.opportunity.id && at.t >= link.t;
  return view.activities.filter((known) => isTouch(known) && (own(known) || later(known)));
};

/** Their instants in order. */
export const touchesOf = (view: View, lead: Rec): number[] =>
  touchings(view, lead)
    .map(({ at }) => at.t)
    .sort((a, b) => a - b);

/** Whether the first of them is known as the day of the creation alone: nobody can tell which came first. */
export const isTouchUntimed = (view: View, lead: Rec): boolean => {
  const [first] = touchesOf(view, lead);
  return touchings(view, lead).some(
    ({ at }) => at.t === first && at.dateOnly && dateOf(at.t, view.zone) === dateOf(lead.created.t, view.zone),
  );
};
