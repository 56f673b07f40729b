/** Plain counts over the demo company, for its goals and for the sizes of what was planted. */
import type { Company } from "./company.ts";
import { dayMs } from "./days.ts";
import type { DealLife } from "./deals.ts";
import { hour, reportDay } from "./hours.ts";
import type { LeadLife } from "./leads.ts";
import type { Activity } from "./records.ts";
import type { Days } from "./scenario.ts";

export interface Share {
  readonly num: number;
  readonly den: number;
  readonly value: number | null;
}

export const shareOf = <T>(list: readonly T[], counts: (one: T) => boolean): Share => {
  const num = list.filter(counts).length;
  return { num, den: list.length, value: list.length === 0 ? null : num / list.length };
};

export const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export const grouped = <T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
};

export const within = ({ from, to }: Days, day: number): boolean => from <= day && day < to;

const isTouch = (activity: Activity): boolean =>
  activity.status === "completed" &&
  activity.automated !== true &&
  activity.internal !== true &&
  (activity.direction === "outbound" || activity.type === "meeting");

const firstTouch = (lead: LeadLife): number | null =>
  lead.activities
    .filter(isTouch)
    .reduce<number | null>((least, { at }) => (least === null || at < least ? at : least), null);

/** The owner with whom the record began. */
const firstOwner = ({ owner, owners }: LeadLife): string | null => owners[0]?.from ?? owner;

const ownerAt = ({ owner, owners }: DealLife, at: number): string => {
  const change = owners[0];
  return change === undefined || at >= change.at ? owner : change.from;
};

/** Leads and opportunities that no KPI leaves out. */
export const livingLeads = ({ leads, deleted }: Company): readonly LeadLife[] =>
  leads.filter(({ arrival }) => !deleted.has(arrival.id));
export const livingDeals = ({ deals, deleted }: Company): readonly DealLife[] =>
  deals.filter(({ id, stage }) => !deleted.has(id) && stage !== "created_in_error");

export interface Handled {
  readonly lead: LeadLife;
  readonly owner: string;
  readonly team: string | null;
  readonly day: number;
  /** From assignment, in days; `null`: never. */
  readonly days: number | null;
  /** From creation, in hours; `null`: never. */
  readonly hours: number | null;
}

/** Every assigned lead, with how long it waited. */
export const handled = (company: Company): readonly Handled[] =>
  livingLeads(company).flatMap((lead) => {
    const owner = firstOwner(lead);
    if (owner === null || lead.assignedAt === null) return [];
    const touched = firstTouch(lead);
    const day = reportDay(lead.assignedAt);
    return [
      {
        lead,
        owner,
        day,
        team: company.staff.teamOf(owner, day),
        days: touched === null ? null : Math.max(0, touched - lead.assignedAt) / dayMs,
        hours:
          touched === null || touched < lead.arrival.at || lead.arrival.dateOnly
            ? null
            : (touched - lead.arrival.at) / hour,
      },
    ];
  });

/** Assigned at least 7 days before the end, and touched within 7 days. */
export const followed = (company: Company, list: readonly Handled[]): Share =>
  shareOf(
    list.filter(({ lead }) => (lead.assignedAt ?? 0) + 7 * dayMs <= company.plan.end),
    ({ days }) => days !== null && days <= 7,
  );

const beyondQualified = new Set(["qualified", "proposal", "negotiation", "closed_won"]);

/** Lead id to the instant at which it became a qualified opportunity. */
const qualifiedAt = (company: Company): ReadonlyMap<string, number> =>
  new Map(
    livingDeals(company).flatMap(({ opening, stages }) => {
      const first = stages.find(({ stage }) => beyondQualified.has(stage));
      return opening.lead === null || first === undefined ? [] : [[opening.lead, first.at] as const];
    }),
  );

/** The horizon of the measured conversions, in days. */
const conversionDays = 45;

/** Of leads created at least 45 days before the end: became a qualified opportunity within 45 days. */
export const converted = (company: Company, leads: readonly LeadLife[]): Share => {
  const instants = qualifiedAt(company);
  return shareOf(
    leads.filter(({ arrival }) => arrival.at + conversionDays * dayMs <= company.plan.end),
    ({ arrival }) => (instants.get(arrival.id) ?? Number.POSITIVE_INFINITY) <= arrival.at + conversionDays * dayMs,
  );
};

export interface Close {
  readonly deal: DealLife;
  readonly won: boolean;
  readonly day: number;
  readonly team: string | null;
}

export const closes = (company: Company): readonly Close[] =>
  livingDeals(company).flatMap((deal) => {
    if (deal.closedAt === null) return [];
    const day = reportDay(deal.closedAt);
    return [
      { deal, day, won: deal.stage === "closed_won", team: company.staff.teamOf(ownerAt(deal, deal.closedAt), day) },
    ];
  });

export interface Visit {
  readonly stage: string;
  readonly day: number;
  readonly team: string | null;
  /** `null` while it lasts. */
  readonly days: number | null;
}

/** Every unbroken stay in a stage. */
export const visits = (company: Company): readonly Visit[] =>
  livingDeals(company).flatMap((deal) =>
    deal.stages.map(({ stage, at }, index) => {
      const next = deal.stages[index + 1];
      const day = reportDay(at);
      return {
        stage,
        day,
        team: company.staff.teamOf(ownerAt(deal, at), day),
        days: next === undefined ? null : (next.at - at) / dayMs,
      };
    }),
  );
