/** A lead followed by the opportunity it converted into; an opportunity without a lead is a journey of its own. */
import { ownerAt } from "../credit.ts";
import type { Item, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { lostAt, reachesOf } from "../ladder.ts";
import { firstLeadOf, linkOf } from "../links.ts";
import { ladderOf } from "../process.ts";
import type { Rec } from "../record.ts";
import { lastStayBy } from "../standing.ts";
import type { View } from "../view.ts";

interface Journey {
  readonly lead: Rec | null;
  readonly opportunity: Rec | null;
  readonly rungs: readonly string[];
  readonly reaches: readonly (number | null)[];
}

const suffixMin = (reaches: readonly (number | null)[]): (number | null)[] =>
  reaches.map((_, i) => {
    const later = reaches.slice(i).filter((t) => t !== null);
    return later.length === 0 ? null : Math.min(...later);
  });

const ofLead = (view: View, lead: Rec): Journey => {
  const opportunity = lead.out === null ? (linkOf(view, lead)?.opportunity ?? null) : null;
  const rungs = opportunity?.ladder ?? ladderOf(view.config, "opportunity", undefined);
  const later = opportunity === null ? [...rungs, ""].map(() => null) : reachesOf(view, opportunity);
  const link = reachesOf(view, lead);
  const own = link.slice(0, -1);
  return { lead, opportunity, rungs: [...lead.ladder, ...rungs], reaches: suffixMin([...own, ...later]) };
};

const ofOpportunity = (view: View, opportunity: Rec): Journey => ({
  lead: null,
  opportunity,
  rungs: opportunity.ladder,
  reaches: reachesOf(view, opportunity),
});

const all = (view: View): Journey[] => [
  ...view.leads.map((lead) => ofLead(view, lead)),
  ...view.opportunities
    .filter((record) => firstLeadOf(view, record) === null)
    .map((record) => ofOpportunity(view, record)),
];

const endOf = (view: View, journey: Journey, stage: string, reach: number, next: number | null, h: number): string => {
  if (next !== null && next - reach <= h) return "advanced";
  const record = journey.opportunity ?? journey.lead;
  const lost = record === null ? null : lostAt(view, record);
  if (lost !== null && lost <= reach + h) return "lost";
  const stands = [journey.opportunity, journey.lead].some(
    (one) => one !== null && lastStayBy(one, reach + h)?.stage === stage,
  );
  return stands ? "still_there" : "moved_away";
};

export const journeys = (view: View, window: Window, horizonOf: (stage: string) => number): Item[] =>
  all(view).flatMap((journey) =>
    journey.rungs.flatMap((stage, rung): Item[] => {
      const [reach, next] = [journey.reaches[rung] ?? null, journey.reaches[rung + 1] ?? null];
      const record = journey.lead ?? journey.opportunity;
      if (record === null || reach === null || !within(window, view, reach)) return [];
      const h = horizonOf(stage);
      const end = endOf(view, journey, stage, reach, next, h);
      const closeless = record.closeless || journey.opportunity?.closeless === true;
      const late = view.asOf - reach < h ? "immature" : null;
      return [
        {
          id: record.id,
          of: record,
          out: record.out ?? (closeless ? "no_close_date" : late),
          people: [ownerAt(record, reach)],
          anchor: reach,
          keys: { stage },
          end,
          hit: end === "advanced",
        },
      ];
    }),
  );
