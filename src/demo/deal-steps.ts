/** One step of an opportunity after another: each either moves it and says so, or leaves it to the next kind of step. */
import type { Care } from "./care.ts";
import type { DealValues } from "./deal-values.ts";
import { reportDay } from "./hours.ts";
import { between, chance, logNormal, pickWeighted, type Random } from "./random.ts";
import type { Opening, StageMove } from "./records.ts";
import type { Scenario } from "./scenario.ts";

export interface Rung {
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
const last = ladder.length - 1;

export const rungAt = (position: number): Rung => {
  const found = ladder[Math.max(0, Math.min(position, last))];
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

/** An opportunity on its way: where it stands, since when, and what has happened to it once already. */
export interface Way {
  readonly draw: Random;
  readonly plan: Scenario;
  readonly id: string;
  readonly opening: Opening;
  readonly care: Care;
  readonly values: DealValues;
  readonly stages: StageMove[];
  /** Around 1: this opportunity's own speed, and the skill that decides at the end. */
  readonly pace: number;
  readonly skill: number;
  position: number;
  at: number;
  held: boolean;
  reopened: boolean;
  closed: { readonly at: number; readonly reason: string | null } | null;
}

export const enter = (way: Way, stage: string, at: number): void => {
  const from = way.stages.at(-1)?.stage ?? null;
  const by = from === null ? way.opening.createdBy : way.care.keeper(at).id;
  way.stages.push({ of: "opportunity", id: way.id, stage, from, at, by });
  way.at = at;
};

const close = (way: Way, stage: string, at: number): void => {
  enter(way, stage, at);
  way.closed = { at, reason: stage === "closed_lost" ? pickWeighted(way.draw, lostReasons) : null };
};

/** What ended begins again, once in a life; of those who leave nothing comes back. */
const mayReopen = (way: Way, probability: number, days: readonly [number, number], position: number): void => {
  const { draw, care, plan } = way;
  if (care.leaves || way.reopened || !chance(draw, probability)) return;
  const at = care.workAfterDays(way.at, between(draw, ...days));
  if (at >= plan.end) return;
  way.reopened = true;
  way.closed = null;
  way.position = position;
  enter(way, rungAt(position).stage, at);
  way.values.putOff(at, 20, 60);
};

/** On hold for weeks, once in a life: then back, or never decided. */
export const rests = (way: Way, at: number): boolean => {
  const { draw, care } = way;
  if (way.held || way.position === 0 || way.position === last || !chance(draw, 0.06)) return false;
  way.held = true;
  enter(way, "on_hold", at);
  const back = care.workAfterDays(at, logNormal(draw, 26, 0.6));
  if (chance(draw, 0.3)) close(way, "no_decision", back);
  else {
    enter(way, rungAt(way.position).stage, back);
    way.values.putOff(back, 25, 60);
  }
  return true;
};

/** Somebody added a stage to the CRM that the declared process does not know. */
export const isReviewed = (way: Way, at: number): boolean => {
  const { draw, care } = way;
  if (way.position !== last || !chance(draw, 0.02)) return false;
  enter(way, "legal_review", at);
  enter(way, rungAt(last).stage, care.workAfterDays(at, between(draw, 3, 14)));
  return true;
};

export const fallsBack = (way: Way, at: number): boolean => {
  if (way.position < 2 || !chance(way.draw, 0.055)) return false;
  way.position -= 1;
  enter(way, rungAt(way.position).stage, at);
  return true;
};

/** In its bad quarter one team wins far less of what it negotiates. */
const winFactor = ({ plan, care }: Way, at: number): number => {
  const { team, quarter, factor } = plan.winDrop;
  const day = reportDay(at);
  return care.teamAt(at) === team && day >= quarter.from && day < quarter.to ? factor : 1;
};

export const isLost = (way: Way, at: number): boolean => {
  const { draw } = way;
  const decides = way.position === last;
  const odds = rungAt(way.position).advances * (decides ? way.skill * winFactor(way, at) : 1);
  if (chance(draw, odds)) return false;
  if (way.position === 0 && chance(draw, 0.08)) close(way, "created_in_error", at);
  else if (chance(draw, 0.17)) close(way, "no_decision", at);
  else {
    close(way, "closed_lost", at);
    mayReopen(way, 0.045, [9, 45], 2);
  }
  return true;
};

export const isWon = (way: Way, at: number): boolean => {
  if (way.position !== last) return false;
  if (chance(way.draw, 0.3)) way.values.reprice(at, 0.84, 0.97);
  close(way, "closed_won", at);
  mayReopen(way, 0.008, [2, 9], last);
  return true;
};

/** One rung up; some jump over one, and in some the CRM notes two moves in the same second. */
export const advances = (way: Way, at: number): boolean => {
  const { draw, values } = way;
  const jumps = way.position < 2 && chance(draw, 0.07);
  const twoAtOnce = !jumps && way.position === 0 && chance(draw, 0.02);
  way.position += jumps ? 2 : 1;
  enter(way, rungAt(way.position).stage, at);
  if (twoAtOnce) {
    way.position += 1;
    enter(way, rungAt(way.position).stage, at);
  }
  if (way.position === 2 && chance(draw, 0.45)) values.reprice(at, 0.72, 1.38);
  if (way.position === last && chance(draw, 0.003)) values.toEuro(at);
  return true;
};
