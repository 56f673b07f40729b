/** What becomes of a lead: who gets it, when somebody calls, what it answers, and how it ends. */
import { type Care, careOf } from "./care.ts";
import { dateOf, dayMs } from "./days.ts";
import { afterWorking, hour, instantText, reportDay } from "./hours.ts";
import { type LeadPen, leadPen } from "./lead-pen.ts";
import { converting, forgotten, silent, undecided, worked } from "./lead-ways.ts";
import { between, chance, logNormal, pick, type Random, random } from "./random.ts";
import type { Activity, Arrival, Fields, Opening, OwnerMove, Response, StageMove } from "./records.ts";
import { routed } from "./routing.ts";
import type { Scenario } from "./scenario.ts";
import type { Person, Staff } from "./staff.ts";
import { thanks } from "./touches.ts";

export interface LeadLife {
  readonly arrival: Arrival;
  readonly owner: string | null;
  readonly assignedAt: number | null;
  readonly stages: readonly StageMove[];
  readonly owners: readonly OwnerMove[];
  readonly activities: readonly Activity[];
  readonly responses: readonly Response[];
  readonly disqualified: { readonly at: number; readonly reason: string } | null;
  readonly opening: Opening | null;
}

/** How well the leads of a channel convert, around 1; the weak channel is the scenario's. */
const channelQuality: Readonly<Record<string, number>> = {
  paid_search: 1.1,
  paid_social: 0.86,
  webinar: 1,
  event: 1.02,
  email: 0.94,
  organic: 1.22,
  partner: 1.3,
  outbound: 0.9,
};
const conversionAtBest = 0.31;

const qualityOf = (plan: Scenario, { channel, origin }: Arrival): number =>
  channel === plan.weakChannel.channel
    ? plan.weakChannel.factor
    : (channelQuality[channel ?? ""] ?? (origin === "existing_customer" ? 1.35 : 1));

/** A lead answered within the hour is worth more than one answered next week. */
const promptness = (hours: number): number =>
  hours < 1 ? 1.32 : hours < 4 ? 1.12 : hours < 24 ? 0.95 : hours < 168 ? 0.74 : 0.3;

interface FirstTouch {
  /** `in_time` is within the seven days of a follow-up. */
  readonly when: "in_time" | "late" | "never";
  readonly at: number;
}

/** The habits of the owner, and from its first day the initiative of the owner's team, decide. */
const firstTouch = (draw: Random, plan: Scenario, owner: Person, care: Care, assignedAt: number): FirstTouch => {
  const boosted = care.teamAt(assignedAt) === plan.initiative.team && reportDay(assignedAt) >= plan.initiative.from;
  const followUp = Math.min(0.97, owner.followUp + (boosted ? plan.initiative.followUpGain : 0));
  if (!chance(draw, followUp)) {
    const at = care.workAfterDays(assignedAt, between(draw, 9, 28));
    return { when: chance(draw, 0.14) ? "late" : "never", at };
  }
  const wait = owner.wait * (boosted ? plan.initiative.waitFactor : 1);
  const tail = chance(draw, 0.05) ? between(draw, 6, 16) : 0;
  const at = care.work(assignedAt, Math.min(logNormal(draw, wait, 1.05) + tail, 24));
  return { when: "in_time", at: at <= assignedAt + 6.8 * dayMs ? at : care.work(assignedAt, 2) };
};

const lives = (pen: LeadPen, plan: Scenario, owner: Person, assignedAt: number): void => {
  const { draw, arrival, care } = pen;
  pen.move("new", arrival.at);
  if (arrival.origin === "marketing" && chance(draw, 0.3)) pen.activities.push(thanks(draw, arrival));
  if (arrival.origin === "sales" && chance(draw, 0.008))
    pen.touch("first", afterWorking(owner.zone, arrival.at - between(draw, 2, 6) * dayMs, between(draw, 0, 3)));
  const { when, at } = firstTouch(draw, plan, owner, care, assignedAt);
  if (when === "never") {
    forgotten(pen, assignedAt);
    return;
  }
  const odds = conversionAtBest * qualityOf(plan, arrival) * owner.skill * promptness((at - arrival.at) / hour);
  const converts = chance(draw, odds);
  const answers = converts || chance(draw, when === "in_time" ? 0.42 : 0.22);
  const last = worked(pen, at, answers, converts && chance(draw, 0.12));
  if (converts) converting(pen, last);
  else if (answers) undecided(pen, last);
  else silent(pen, last);
};

/** Reps keep what they convert; developers hand it to a rep of the territory. */
const openingOf = ({ draw, arrival, care }: LeadPen, staff: Staff, at: number): Opening => {
  const by = care.keeper(at);
  const sells = care.teamAt(at) !== "sdr";
  return {
    at,
    owner: sells ? by.id : pick(draw, staff.available(arrival.account.territory, reportDay(at))).id,
    createdBy: by.id,
    account: arrival.account,
    campaign: arrival.campaign,
    type: arrival.origin === "existing_customer" ? "expansion" : "new",
    lead: arrival.id,
  };
};

const overlooked = (arrival: Arrival): LeadLife => ({
  arrival,
  owner: null,
  assignedAt: null,
  stages: [{ of: "lead", id: arrival.id, stage: "new", from: null, at: arrival.at, by: null }],
  owners: [],
  activities: [],
  responses: [],
  disqualified: null,
  opening: null,
});

/** The whole life of one lead, cut at the end of the data. */
export const leadLife = (plan: Scenario, staff: Staff, arrival: Arrival): LeadLife => {
  const draw = random(plan.seed, `lead ${arrival.id}`);
  const route = routed(draw, plan, staff, arrival);
  if (route === null) return overlooked(arrival);
  const { to: owner, at: assignedAt } = route;
  const care = careOf(draw, plan, staff, owner, assignedAt, [8, 20]);
  const pen = leadPen(draw, arrival, care);
  lives(pen, plan, owner, assignedAt);
  const end = pen.ended();
  const seen = end !== null && end.at < plan.end ? end : null;
  return {
    arrival,
    assignedAt,
    ...care.handover("lead", arrival.id, end?.at ?? Number.POSITIVE_INFINITY),
    stages: pen.stages.filter(({ at }) => at < plan.end),
    activities: pen.activities.filter(({ at }) => at < plan.end),
    responses: pen.responses.filter(({ at }) => at < plan.end),
    disqualified: seen === null || seen.reason === null ? null : { at: seen.at, reason: seen.reason },
    opening: seen === null || seen.reason !== null ? null : openingOf(pen, staff, seen.at),
  };
};

export const leadRow = (life: LeadLife, opportunity: string | null): Fields => {
  const { arrival, disqualified } = life;
  return {
    lead_id: arrival.id,
    created_at: arrival.dateOnly ? dateOf(reportDay(arrival.at)) : instantText(arrival.at),
    name: arrival.name,
    email: arrival.email,
    account_id: arrival.namesAccount ? arrival.account.id : null,
    campaign_id: arrival.campaign,
    source: arrival.source,
    origin: arrival.origin,
    created_by: arrival.createdBy,
    owner_id: life.owner,
    assigned_at: life.assignedAt === null ? null : instantText(life.assignedAt),
    stage: life.stages.at(-1)?.stage,
    opportunity_id: opportunity,
    converted_at: life.opening === null ? null : instantText(life.opening.at),
    disqualified_at: disqualified === null ? null : instantText(disqualified.at),
    disqualified_reason: disqualified?.reason,
  };
};
