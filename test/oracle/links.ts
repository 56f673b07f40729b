/** The lead and the opportunity it converted into. */
import type { Rec } from "./record.ts";
import { readInstant } from "./time.ts";
import type { View } from "./view.ts";
import { recordNamed } from "./view.ts";

export interface Link {
  readonly opportunity: Rec;
  readonly t: number;
}

/** The link in force: to an opportunity of the population, at `converted_at`, else the later of the two creations. */
export const linkOf = (view: View, lead: Rec): Link | null => {
  const opportunity = recordNamed(view, "opportunity", lead.columns.opportunity_id);
  if (opportunity === undefined || opportunity.out !== null) return null;
  const converted = readInstant(lead.columns.converted_at, view.zone);
  const t = converted?.t ?? Math.max(lead.created.t, opportunity.created.t);
  return t <= view.asOf ? { opportunity, t } : null;
};

/** The earliest lead of the population that is linked to an opportunity. */
export const firstLeadOf = (view: View, opportunity: Rec): Rec | null => {
  const leads = view.leads.filter((lead) => lead.out === null && linkOf(view, lead)?.opportunity.id === opportunity.id);
  return leads.sort((a, b) => a.created.t - b.created.t || (a.id < b.id ? -1 : 1))[0] ?? null;
};
