/** What becomes of an opportunity: its way through the stages, what is done about it, and how it ends. */
import { dateOf, dayMs, dayNamed } from "./days.ts";
import { afterWorking, instantText, reportDay } from "./hours.ts";
import { products } from "./names.ts";
import { between, chance, exponential, logNormal, pick, pickWeighted, poisson, random, whole } from "./random.ts";
import { type Activity, type Fields, noTraces, type Opening, type Sentiment, type Traces } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Person, Staff } from "./staff.ts";

export interface DealLife extends Traces {
  readonly id: string;
  readonly opening: Opening;
  readonly owner: string;
  readonly stage: string;
  readonly closedAt: number | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly expectedCloseOn: string;
  readonly lostReason: string | null;
  readonly product: string;
}

interface Rung {
  readonly stage: string;
  /** Days of a usual visit, and the spread of its logarithm. */
  readonly days: number;
  readonly spread: number;
  /** The chance to go on rather than to end here. */
  readonly advances: number;
}

const ladder: readonly Rung[] = [
  { stage: "discovery", days: 6, spread: 0.6, advances: 0.92 },
  { stage: "qualified", days: 11.5, spread: 0.6, advances: 0.76 },
  { stage: "proposal", days: 14.5, spread: 0.55, advances: 0.66 },
  { stage: "negotiation", days: 27, spread: 0.55, advances: 0.57 },
];
const rung = (index: number): Rung => {
  const found = ladder[Math.max(0, Math.min(index, ladder.length - 1))];
  if (found === undefined) throw new Error("the ladder has no rungs");
  return found;
};

const lostReasons: readonly (readonly [string, number])[] = [
  ["price", 27],
  ["competitor", 25],
  ["no budget", 18],
  ["missing feature", 13],
  ["lost contact", 10],
  ["timing", 7],
];
const usualAmount = { small: 7800, mid_market: 24_000, enterprise: 82_000 };
const currencyIn: Readonly<Record<string, string>> = { CA: "CAD", GB: "GBP", DE: "EUR", FR: "EUR", NL: "EUR" };

const work: readonly (readonly [Activity["type"], number])[] = [
  ["email", 45],
  ["call", 31],
  ["meeting", 19],
  ["message", 5],
];
const subjects: Readonly<Record<Activity["type"], readonly string[]>> = {
  call: ["Check-in", "Questions on scope", "Next steps", "Pricing call"],
  email: ["Recap", "Proposal", "Answers to your questions", "Dates", "Contract draft"],
  message: ["Quick question"],
  meeting: ["Needs workshop", "Demonstration", "Review with decision makers", "Negotiation"],
  other: ["Note"],
};

const rounded = (amount: number): number => Math.max(500, Math.round(amount / 100) * 100);

/** The whole life of one opportunity, cut at the end of the data. */
export const dealLife = (plan: Scenario, staff: Staff, id: string, opening: Opening): DealLife => {
  const draw = random(plan.seed, `opportunity ${id}`);
  const traces = noTraces();
  const first = staff.person(opening.owner);
  const created = opening.at;

  const leaves = first.id === plan.leaver.person && created <= plan.leaver.leavesAt;
  const changesHands = !leaves && chance(draw, 0.035);
  const handedOverAt = leaves
    ? plan.leaver.leavesAt
    : changesHands
      ? afterWorking(first.zone, created + between(draw, 12, 55) * dayMs, between(draw, 0, 6))
      : Number.POSITIVE_INFINITY;
  const heir =
    leaves || changesHands ? staff.teammate(draw, first.id, reportDay(Math.min(handedOverAt, plan.end))) : first;
  const keeper = (at: number): Person => (at > handedOverAt ? heir : first);
  const teamAt = (at: number): string | null => staff.teamOf(keeper(at).id, reportDay(at));
  const workAfterDays = (from: number, days: number): number => {
    const at = afterWorking(keeper(from).zone, from + days * dayMs, between(draw, 0, 4));
    return keeper(at) === keeper(from) ? at : afterWorking(heir.zone, at, between(draw, 0, 2));
  };

  let stage: string | null = null;
  const move = (to: string, at: number): void => {
    const by = stage === null ? opening.createdBy : keeper(at).id;
    traces.stages.push({ of: "opportunity", id, stage: to, from: stage, at, by });
    stage = to;
  };

  const size = opening.type === "new" ? 1 : opening.type === "renewal" ? 0.9 : 0.55;
  let amount = rounded(logNormal(draw, usualAmount[opening.account.segment] * size, 0.5));
  const unpriced = chance(draw, 0.006);
  const reprice = (factor: number, at: number): void => {
    const to = rounded(amount * factor);
    if (to === amount || unpriced || at >= plan.end) return;
    traces.values.push({ id, field: "amount", value: `${to}`, from: `${amount}`, at });
    amount = to;
  };
  let currency = chance(draw, 0.004) ? "CHF" : (currencyIn[opening.account.country] ?? "USD");
  let expected = dateOf(reportDay(created) + Math.round(logNormal(draw, 62, 0.35)));
  const putOff = (at: number, days: number): void => {
    const to = dateOf(reportDay(at) + Math.round(days));
    if (to === expected || at >= plan.end) return;
    traces.values.push({ id, field: "expected_close_on", value: to, from: expected, at });
    expected = to;
  };

  /** Calls, mails and meetings of a visit from `from` to `to`, about one in `every` days. */
  const busy = (from: number, to: number, every: number): void => {
    const until = Math.min(to, plan.end);
    for (let at = from; ; ) {
      at = afterWorking(keeper(at).zone, at + exponential(draw, every) * dayMs, between(draw, 0, 4));
      if (at >= until) return;
      const who = keeper(at).id;
      const type = pickWeighted(draw, work);
      const inbound = type !== "meeting" && chance(draw, 0.17);
      const status =
        type === "meeting"
          ? pickWeighted<Activity["status"]>(draw, [
              ["completed", 90],
              ["no_show", 5],
              ["cancelled", 5],
            ])
          : "completed";
      const others = [
        ...(chance(draw, 0.22) ? [staff.person(who).manager ?? who] : []),
        ...(chance(draw, 0.1) ? ["P40"] : []),
      ];
      const activity: Activity = {
        type,
        at,
        person: who,
        opportunity: id,
        direction: type === "meeting" ? null : inbound ? "inbound" : "outbound",
        status,
        seconds: type === "call" ? whole(draw, 60, 2400) : type === "meeting" ? 900 * whole(draw, 2, 6) : undefined,
        messageId: type === "email" ? `<${id}.${Math.floor(at / 1000)}@mail.example.com>`.toLowerCase() : undefined,
        subject: pick(draw, subjects[type]),
        attendees: type === "meeting" ? [...new Set([who, ...others])] : undefined,
      };
      traces.activities.push(activity);
      if (opening.lead === null && !inbound && type === "email" && chance(draw, 0.12)) {
        const sentiment = pickWeighted<Sentiment>(draw, [
          ["positive", 46],
          ["negative", 20],
          ["neutral", 34],
        ]);
        traces.responses.push({
          at: at + whole(draw, 600, 90_000) * 1000,
          opportunity: id,
          to: activity,
          person: who,
          sentiment,
        });
      }
    }
  };

  let closedAt: number | null = null;
  let lostReason: string | null = null;
  let reopened = false;
  let held = false;
  let position = 0;
  let at = created;
  const pace = logNormal(draw, 1, 0.22);
  const skill = first.skill * (opening.type === "new" ? 0.97 : 1.12);

  const close = (to: string, when: number): void => {
    move(to, when);
    closedAt = when;
    lostReason = to === "closed_lost" ? pickWeighted(draw, lostReasons) : null;
  };
  const reopen = (to: number, when: number): void => {
    reopened = true;
    closedAt = null;
    lostReason = null;
    position = to;
    at = when;
    move(rung(to).stage, when);
    putOff(when, between(draw, 20, 60));
  };

  move("discovery", at);
  while (at < plan.end && closedAt === null) {
    const here = rung(position);
    const slowed =
      here.stage === plan.slowTeam.stage && teamAt(at) === plan.slowTeam.team && reportDay(at) >= plan.slowTeam.from;
    const days = Math.max(0.4, logNormal(draw, here.days * pace, here.spread)) * (slowed ? plan.slowTeam.factor : 1);
    const next = workAfterDays(at, days);
    busy(at, next, 4.6);
    if (next > dayNamed(expected) * dayMs && chance(draw, 0.8)) putOff(next, between(draw, 14, 50));

    if (!held && position > 0 && position < 3 && chance(draw, 0.06)) {
      held = true;
      move("on_hold", next);
      const back = workAfterDays(next, logNormal(draw, 26, 0.6));
      busy(next, back, 16);
      if (chance(draw, 0.3)) close("no_decision", back);
      else {
        move(here.stage, back);
        putOff(back, between(draw, 25, 60));
      }
      at = back;
      continue;
    }
    if (position === 3 && chance(draw, 0.02)) {
      move("legal_review", next);
      at = workAfterDays(next, between(draw, 3, 14));
      move(here.stage, at);
      continue;
    }
    if (position > 1 && chance(draw, 0.055)) {
      position -= 1;
      move(rung(position).stage, next);
      at = next;
      continue;
    }
    const last = position === ladder.length - 1;
    const drop = last && teamAt(next) === plan.winDrop.team;
    const day = reportDay(next);
    const dropped = drop && day >= plan.winDrop.quarter.from && day < plan.winDrop.quarter.to;
    const odds = here.advances * (last ? skill : 1) * (dropped ? plan.winDrop.factor : 1);
    if (!chance(draw, odds)) {
      if (position === 0 && chance(draw, 0.08)) close("created_in_error", next);
      else close(chance(draw, 0.17) ? "no_decision" : "closed_lost", next);
      at = next;
      const wakes = !leaves && !reopened && stage === "closed_lost" && chance(draw, 0.045);
      const again = workAfterDays(next, between(draw, 9, 45));
      if (wakes && again < plan.end) reopen(2, again);
      continue;
    }
    if (last) {
      if (chance(draw, 0.3)) reprice(between(draw, 0.84, 0.97), next);
      close("closed_won", next);
      at = next;
      const undone = workAfterDays(next, between(draw, 2, 9));
      if (!leaves && !reopened && chance(draw, 0.008) && undone < plan.end) reopen(3, undone);
      continue;
    }
    const jump = position < 2 && chance(draw, 0.07);
    const pair = !jump && position === 0 && chance(draw, 0.02);
    position += jump ? 2 : 1;
    move(rung(position).stage, next);
    if (pair) {
      position += 1;
      move(rung(position).stage, next);
    }
    if (position === 2 && chance(draw, 0.45)) reprice(between(draw, 0.72, 1.38), next);
    if (position === 3 && currency === "USD" && chance(draw, 0.003) && next < plan.end) {
      traces.values.push({ id, field: "currency", value: "EUR", from: currency, at: next });
      currency = "EUR";
    }
    at = next;
  }

  const before = <T extends { readonly at: number }>(list: readonly T[]): T[] =>
    list.filter((one) => one.at < plan.end);
  const stages = before(traces.stages);
  const standing = stages.at(-1)?.stage ?? "discovery";
  const closed = closedAt !== null && closedAt < plan.end ? closedAt : null;
  const handsOver = handedOverAt < plan.end && handedOverAt < (closedAt ?? Number.POSITIVE_INFINITY);
  return {
    ...traces,
    id,
    opening,
    owner: handsOver ? heir.id : first.id,
    stage: standing,
    closedAt: closed,
    amount: unpriced ? null : amount,
    currency,
    expectedCloseOn: expected,
    lostReason: closed === null ? null : lostReason,
    product: pickWeighted(draw, products),
    stages,
    owners: handsOver ? [{ of: "opportunity", id, owner: heir.id, from: first.id, at: handedOverAt }] : [],
    values: before(traces.values),
    activities: traces.activities.filter((one) => reportDay(one.at) >= plan.days.from),
    responses: before(traces.responses).filter((one) => reportDay(one.at) >= plan.days.from),
  };
};

/** Opportunities without a lead: the open ones that were taken over on the first day, and business with customers. */
export const openingsWithoutLead = (
  plan: Scenario,
  staff: Staff,
  accounts: readonly Opening["account"][],
): Opening[] => {
  const draw = random(plan.seed, "openings without a lead");
  const list: Opening[] = [];
  for (let day = plan.opensOn; day < plan.days.to; day += 1) {
    const usual = day < plan.days.from ? 3.4 : 0.2;
    for (let left = poisson(draw, usual); left > 0; left -= 1) {
      const account = pick(draw, accounts);
      const owner = pick(draw, staff.available(account.territory, day));
      const at = afterWorking(owner.zone, day * dayMs + 15 * 3_600_000, between(draw, 0, 5));
      const type = day < plan.days.from ? "new" : chance(draw, 0.45) ? "renewal" : "expansion";
      if (at < plan.end)
        list.push({ at, owner: owner.id, createdBy: owner.id, account, campaign: null, type, lead: null });
    }
  }
  return list;
};

export const dealRow = (life: DealLife): Fields => ({
  opportunity_id: life.id,
  created_at: instantText(life.opening.at),
  name: `${life.opening.account.name}: ${life.product}`,
  account_id: life.opening.account.id,
  campaign_id: life.opening.campaign,
  owner_id: life.owner,
  created_by: life.opening.createdBy,
  type: life.opening.type,
  pipeline_id: "sales",
  amount: life.amount,
  currency: life.currency,
  expected_close_on: life.expectedCloseOn,
  stage: life.stage,
  closed_at: life.closedAt === null ? null : instantText(life.closedAt),
  lost_reason: life.lostReason,
  product: life.product,
});
