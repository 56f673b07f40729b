/** What becomes of a lead: who gets it, when somebody calls, what it answers, and how it ends. */

import { dateOf, dayMs } from "./days.ts";
import { afterWorking, hour, instantText, reportDay } from "./hours.ts";
import { between, chance, exponential, logNormal, pick, pickWeighted, type Random, random, whole } from "./random.ts";
import type { Activity, Arrival, Fields, Opening, OwnerMove, Response, Sentiment, StageMove } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Person, Staff } from "./staff.ts";

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

/** A lead answered within the hour is worth more than one answered next week. */
const promptness = (hours: number): number =>
  hours < 1 ? 1.32 : hours < 4 ? 1.12 : hours < 24 ? 0.95 : hours < 168 ? 0.74 : 0.3;

const firstTouch: readonly (readonly [Activity["type"], number])[] = [
  ["call", 48],
  ["email", 44],
  ["message", 8],
];
const laterTouch: readonly (readonly [Activity["type"], number])[] = [
  ["call", 42],
  ["email", 44],
  ["message", 9],
  ["meeting", 5],
];
const subjects: Readonly<Record<Activity["type"], readonly string[]>> = {
  call: ["Intro call", "Follow-up call", "Left a voicemail", "Questions answered"],
  email: ["Your enquiry", "A short introduction", "Following up", "The material you asked for"],
  message: ["Short note", "Connected"],
  meeting: ["Discovery meeting", "Product walk-through"],
  other: ["Note"],
};

const touchOf = (draw: Random, type: Activity["type"], at: number, person: string, lead: string): Activity => ({
  type,
  at,
  person,
  lead,
  direction: type === "meeting" ? null : "outbound",
  status: "completed",
  seconds: type === "call" ? whole(draw, 20, 1300) : type === "meeting" ? 1800 : undefined,
  messageId: type === "email" ? `<${lead}.${Math.floor(at / 1000)}@mail.example.com>`.toLowerCase() : undefined,
  subject: pick(draw, subjects[type]),
  attendees: type === "meeting" ? [person] : undefined,
});

const route = (draw: Random, plan: Scenario, staff: Staff, arrival: Arrival): { to: Person; at: number } | null => {
  const { account, origin, createdBy } = arrival;
  if (origin === "sales" && createdBy !== null) return { to: staff.person(createdBy), at: arrival.at };
  if (chance(draw, 0.025)) return null;
  const day = reportDay(arrival.at);
  const developers = staff
    .available("sdr", day)
    .filter(({ zone }) => zone.startsWith("Europe") === (account.territory === "europe"));
  const toDevelopment = origin === "marketing" && chance(draw, 0.72);
  const to = pick(draw, toDevelopment ? developers : staff.available(account.territory, day));
  const at = chance(draw, 0.84)
    ? arrival.at + Math.ceil(logNormal(draw, 240, 0.9)) * 1000
    : afterWorking(to.zone, arrival.at, logNormal(draw, 1.2, 0.8));
  return at < plan.end ? { to, at } : null;
};

const nobody = (arrival: Arrival): LeadLife => ({
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
  const routed = route(draw, plan, staff, arrival);
  if (routed === null) return nobody(arrival);
  const { to: owner, at: assignedAt } = routed;
  const { id } = arrival;
  const stages: StageMove[] = [];
  const activities: Activity[] = [];
  const responses: Response[] = [];
  const day = reportDay(assignedAt);
  const boosted = staff.teamOf(owner.id, day) === plan.initiative.team && day >= plan.initiative.from;

  const leaves = owner.id === plan.leaver.person && assignedAt <= plan.leaver.leavesAt;
  const rerouted = !leaves && chance(draw, 0.035);
  const handedOverAt = leaves
    ? plan.leaver.leavesAt
    : rerouted
      ? afterWorking(owner.zone, assignedAt + between(draw, 8, 20) * dayMs, between(draw, 0, 6))
      : Number.POSITIVE_INFINITY;
  const heir = leaves || rerouted ? staff.teammate(draw, owner.id, reportDay(handedOverAt)) : owner;
  const keeper = (at: number): Person => (at > handedOverAt ? heir : owner);
  const work = (from: number, hours: number): number => {
    const at = afterWorking(keeper(from).zone, from, hours);
    return keeper(at) === keeper(from) ? at : afterWorking(heir.zone, at, between(draw, 0, 2));
  };
  const workAfterDays = (from: number, days: number): number => work(from + days * dayMs, between(draw, 0, 5));
  let stage: string | null = null;
  const move = (to: string, at: number): void => {
    stages.push({ of: "lead", id, stage: to, from: stage, at, by: at === arrival.at ? null : keeper(at).id });
    stage = to;
  };
  const touch = (types: readonly (readonly [Activity["type"], number])[], at: number): Activity => {
    const done = touchOf(draw, pickWeighted(draw, types), at, keeper(at).id, id);
    activities.push(done);
    return done;
  };
  const answer = (at: number, to: Activity, sentiment: Sentiment): void => {
    responses.push({ at, lead: id, to, person: to.person, sentiment });
  };

  move("new", arrival.at);
  if (arrival.origin === "marketing" && chance(draw, 0.3))
    activities.push({
      type: "email",
      at: arrival.at + whole(draw, 5, 90) * 1000,
      person: null,
      lead: id,
      direction: "outbound",
      status: "completed",
      automated: true,
      messageId: `<${id}.thanks@mail.example.com>`.toLowerCase(),
      subject: "Thank you for your interest",
    });
  if (arrival.origin === "sales" && chance(draw, 0.008))
    touch(firstTouch, afterWorking(owner.zone, arrival.at - between(draw, 2, 6) * dayMs, between(draw, 0, 3)));

  const followUp = Math.min(0.97, owner.followUp + (boosted ? plan.initiative.followUpGain : 0));
  const followed = chance(draw, followUp);
  const late = !followed && chance(draw, 0.14);
  const wait = owner.wait * (boosted ? plan.initiative.waitFactor : 1);
  const tail = chance(draw, 0.05) ? between(draw, 6, 16) : 0;
  const inTime = work(assignedAt, Math.min(logNormal(draw, wait, 1.05) + tail, 24));
  const deadline = assignedAt + 6.8 * dayMs;
  const firstAt = followed
    ? inTime <= deadline
      ? inTime
      : work(assignedAt, 2)
    : workAfterDays(assignedAt, between(draw, 9, 28));
  const touched = followed || late;

  const quality =
    arrival.channel === plan.weakChannel.channel
      ? plan.weakChannel.factor
      : (channelQuality[arrival.channel ?? ""] ?? (arrival.origin === "existing_customer" ? 1.35 : 1));
  const odds = conversionAtBest * quality * owner.skill * promptness((firstAt - arrival.at) / hour);
  const converts = touched && chance(draw, odds);
  const answers = converts || (touched && chance(draw, followed ? 0.42 : 0.22));

  let disqualified: LeadLife["disqualified"] = null;
  let opening: LeadLife["opening"] = null;
  let endsAt = Number.POSITIVE_INFINITY;
  const disqualify = (at: number, reason: string): void => {
    move("disqualified", at);
    disqualified = { at, reason };
    endsAt = at;
  };

  if (!touched) {
    if (chance(draw, 0.78)) disqualify(workAfterDays(assignedAt, between(draw, 45, 100)), "stale");
  } else {
    let last = touch(firstTouch, firstAt);
    const skips = converts && chance(draw, 0.12);
    if (!skips) move("contacted", firstAt);
    for (let left = Math.min(5, Math.floor(exponential(draw, answers ? 1.1 : 2.4))); left > 0; left -= 1)
      last = touch(laterTouch, work(last.at, between(draw, 7, 26)));
    if (answers) {
      const answeredAt = last.at + Math.ceil(logNormal(draw, 5, 1.1) * 3600) * 1000;
      const sentiment = converts
        ? "positive"
        : pickWeighted<Sentiment>(draw, [
            ["positive", 22],
            ["negative", 37],
            ["neutral", 21],
            ["unsubscribe", 9],
            ["auto", 12],
            ["unclassified", 4],
          ]);
      answer(answeredAt, last, sentiment);
      if (converts && chance(draw, 0.25))
        answer(Math.max(last.at + 1000, answeredAt - 60_000 * whole(draw, 1, 3)), last, "auto");
      const unhappy = sentiment === "negative" || sentiment === "unsubscribe";
      if (unhappy) {
        const reason = sentiment === "negative" ? "not interested" : "unsubscribed";
        disqualify(work(answeredAt, between(draw, 1, 20)), reason);
      } else if (sentiment === "positive") {
        const engagedAt = work(answeredAt, between(draw, 0.1, 2.5));
        move("engaged", engagedAt);
        let then = engagedAt;
        const talks = whole(draw, 1, 2);
        for (let left = talks; left > 0; left -= 1) then = touch(laterTouch, work(then, between(draw, 2, 14))).at;
        if (converts) {
          const convertsAt = work(then, logNormal(draw, 7, 0.8));
          endsAt = convertsAt;
          const by = keeper(convertsAt);
          const openDay = reportDay(convertsAt);
          const isRep = by.role === "rep" && staff.teamOf(by.id, openDay) !== "sdr";
          if (convertsAt < plan.end)
            opening = {
              at: convertsAt,
              owner: isRep ? by.id : pick(draw, staff.available(arrival.account.territory, openDay)).id,
              createdBy: by.id,
              account: arrival.account,
              campaign: arrival.campaign,
              type: arrival.origin === "existing_customer" ? "expansion" : "new",
              lead: id,
            };
        } else {
          if (chance(draw, 0.12)) {
            then = workAfterDays(then, between(draw, 3, 9));
            move("contacted", then);
          }
          if (chance(draw, 0.3)) {
            then = workAfterDays(then, between(draw, 6, 20));
            move("nurture", then);
            if (chance(draw, 0.6)) disqualify(workAfterDays(then, between(draw, 70, 150)), "no need yet");
          } else
            disqualify(workAfterDays(then, between(draw, 10, 70)), pick(draw, ["no budget", "not a fit", "timing"]));
        }
      } else disqualify(workAfterDays(last.at, between(draw, 15, 50)), "no response");
    } else if (chance(draw, 0.22)) {
      const restsFrom = workAfterDays(last.at, between(draw, 6, 14));
      move("nurture", restsFrom);
      if (chance(draw, 0.3)) {
        const again = touch(laterTouch, workAfterDays(restsFrom, between(draw, 25, 60)));
        move("contacted", again.at);
        disqualify(workAfterDays(again.at, between(draw, 14, 40)), "no response");
      } else if (chance(draw, 0.6)) disqualify(workAfterDays(restsFrom, between(draw, 60, 140)), "no need yet");
    } else if (chance(draw, 0.93)) disqualify(workAfterDays(last.at, between(draw, 14, 45)), "no response");
  }

  const handsOver = handedOverAt < plan.end && handedOverAt < endsAt;
  const kept: LeadLife = {
    arrival,
    owner: handsOver ? heir.id : owner.id,
    assignedAt,
    stages: stages.filter(({ at }) => at < plan.end),
    owners: handsOver ? [{ of: "lead", id, owner: heir.id, from: owner.id, at: handedOverAt }] : [],
    activities: activities.filter(({ at }) => at < plan.end),
    responses: responses.filter(({ at }) => at < plan.end),
    disqualified: null,
    opening,
  };
  return endsAt < plan.end ? { ...kept, disqualified } : kept;
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
