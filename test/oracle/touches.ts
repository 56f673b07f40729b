/** A touch: something a person of ours did towards a lead, outbound or a meeting. */
import { linkOf } from "./links.ts";
import type { Rec } from "./record.ts";
import type { Known, View } from "./view.ts";

const isTouch = ({ row }: Known): boolean =>
  ((row.status ?? "") === "" || row.status === "completed") &&
  row.automated !== "true" &&
  row.internal !== "true" &&
  (row.direction === "outbound" || row.type === "meeting");

/** The instants of a lead's touches in order: by the lead, and by its opportunity once it is linked. */
export const touchesOf = (view: View, lead: Rec): number[] => {
  const link = linkOf(view, lead);
  const own = ({ row }: Known): boolean => view.survivor.lead.get(row.lead_id ?? "") === lead.id;
  const later = ({ row, at }: Known): boolean =>
    link !== null && view.survivor.opportunity.get(row.opportunity_id ?? "") === link.opportunity.id && at.t >= link.t;
  return view.activities
    .filter((known) => isTouch(known) && (own(known) || later(known)))
    .map(({ at }) => at.t)
    .sort((a, b) => a - b);
};
