/** The demo company with everything that happened to its leads and opportunities. */
import { arrivalsOf } from "./arrivals.ts";
import { type Campaign, campaignsOf } from "./campaigns.ts";
import { dayMs } from "./days.ts";
import { type DealLife, dealLife, openingsWithoutLead } from "./deals.ts";
import { instantOf, reportZone } from "./hours.ts";
import { type LeadLife, leadLife } from "./leads.ts";
import { accountsOf } from "./market.ts";
import { between, random, shuffled } from "./random.ts";
import type { Account } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import { type Staff, staffOf } from "./staff.ts";

export interface Company {
  readonly plan: Scenario;
  readonly staff: Staff;
  readonly accounts: readonly Account[];
  readonly campaigns: readonly Campaign[];
  readonly leads: readonly LeadLife[];
  readonly deals: readonly DealLife[];
  /** Lead id to the id of the opportunity it became. */
  readonly dealOfLead: ReadonlyMap<string, string>;
  /** Ids of deleted leads and opportunities, and when. */
  readonly deleted: ReadonlyMap<string, number>;
}

/** Somebody tidies up: some records that had ended are deleted a while later. */
const tidied = (plan: Scenario, leads: readonly LeadLife[], deals: readonly DealLife[]): Map<string, number> => {
  const draw = random(plan.seed, "deleted");
  const later = (at: number): number => Math.floor((at + between(draw, 4, 60) * dayMs) / 1000) * 1000;
  const chosen = [
    ...shuffled(
      draw,
      leads.flatMap(({ arrival, disqualified }) =>
        disqualified === null ? [] : [{ id: arrival.id, at: disqualified.at }],
      ),
    )
      .map(({ id, at }) => ({ id, at: later(at) }))
      .filter(({ at }) => at < plan.end)
      .slice(0, 42),
    ...shuffled(
      draw,
      deals.flatMap(({ id, closedAt, stage }) =>
        closedAt !== null && stage === "closed_lost" ? [{ id, at: closedAt }] : [],
      ),
    )
      .map(({ id, at }) => ({ id, at: later(at) }))
      .filter(({ at }) => at < plan.end)
      .slice(0, 11),
  ];
  return new Map(chosen.map(({ id, at }) => [id, at]));
};

export const companyOf = (plan: Scenario): Company => {
  const staff = staffOf(plan);
  const accounts = accountsOf(plan.seed, 3800);
  const campaigns = campaignsOf(plan);
  const leads = arrivalsOf(plan, staff, accounts, campaigns).map((arrival) => leadLife(plan, staff, arrival));
  const opens = instantOf(reportZone, plan.days.from, 0);
  const openings = [
    ...leads.flatMap(({ opening }) => (opening === null ? [] : [opening])),
    ...openingsWithoutLead(plan, staff, accounts),
  ].sort((left, right) => left.at - right.at);
  const deals = openings
    .map((opening, index) => dealLife(plan, staff, `O${String(index + 1).padStart(4, "0")}`, opening))
    .filter(({ closedAt }) => closedAt === null || closedAt >= opens);
  const dealOfLead = new Map(
    deals.flatMap(({ id, opening }) => (opening.lead === null ? [] : [[opening.lead, id] as const])),
  );
  return { plan, staff, accounts, campaigns, leads, deals, dealOfLead, deleted: tidied(plan, leads, deals) };
};
