/** The ways a lead can go once it has been assigned: forgotten, silent, refusing, interested, converting. */
import type { LeadPen } from "./lead-pen.ts";
import { between, chance, exponential, logNormal, pick, pickWeighted, whole } from "./random.ts";
import type { Activity, Sentiment } from "./records.ts";

/** Nobody calls; some day somebody tidies up. */
export const forgotten = ({ draw, care, disqualify }: LeadPen, assignedAt: number): void => {
  if (chance(draw, 0.78)) disqualify(care.workAfterDays(assignedAt, between(draw, 45, 100)), "stale");
};

/** The first touch and the further attempts: the last of them. */
export const worked = (pen: LeadPen, firstAt: number, answers: boolean, skipsContacted: boolean): Activity => {
  const { draw, care } = pen;
  let last = pen.touch("first", firstAt);
  if (!skipsContacted) pen.move("contacted", firstAt);
  for (let left = Math.min(5, Math.floor(exponential(draw, answers ? 1.1 : 2.4))); left > 0; left -= 1)
    last = pen.touch("later", care.work(last.at, between(draw, 7, 26)));
  return last;
};

/** No answer: given up, or left to rest, from which a few are called again. */
export const silent = (pen: LeadPen, last: Activity): void => {
  const { draw, care, disqualify } = pen;
  if (!chance(draw, 0.22)) {
    if (chance(draw, 0.93)) disqualify(care.workAfterDays(last.at, between(draw, 14, 45)), "no response");
    return;
  }
  const restsFrom = care.workAfterDays(last.at, between(draw, 6, 14));
  pen.move("nurture", restsFrom);
  if (chance(draw, 0.3)) {
    const again = pen.touch("later", care.workAfterDays(restsFrom, between(draw, 25, 60)));
    pen.move("contacted", again.at);
    disqualify(care.workAfterDays(again.at, between(draw, 14, 40)), "no response");
  } else if (chance(draw, 0.6)) disqualify(care.workAfterDays(restsFrom, between(draw, 60, 140)), "no need yet");
};

const answers: readonly (readonly [Sentiment, number])[] = [
  ["positive", 22],
  ["negative", 37],
  ["neutral", 21],
  ["unsubscribe", 9],
  ["auto", 12],
  ["unclassified", 4],
];

/** The lead answers, hours after the last attempt: when, and how. */
const answered = (pen: LeadPen, last: Activity, sentiment: Sentiment): number => {
  const at = last.at + Math.ceil(logNormal(pen.draw, 5, 1.1) * 3600) * 1000;
  pen.answer(at, last, sentiment);
  return at;
};

/** A conversation begins: the instant of its last talk. */
const engaged = (pen: LeadPen, answeredAt: number): number => {
  const { draw, care } = pen;
  let at = care.work(answeredAt, between(draw, 0.1, 2.5));
  pen.move("engaged", at);
  for (let left = whole(draw, 1, 2); left > 0; left -= 1)
    at = pen.touch("later", care.work(at, between(draw, 2, 14))).at;
  return at;
};

const cooled = (pen: LeadPen, talkedAt: number): void => {
  const { draw, care, disqualify } = pen;
  let at = talkedAt;
  if (chance(draw, 0.12)) {
    at = care.workAfterDays(at, between(draw, 3, 9));
    pen.move("contacted", at);
  }
  if (!chance(draw, 0.3)) {
    const reason = pick(draw, ["no budget", "not a fit", "timing"]);
    disqualify(care.workAfterDays(at, between(draw, 10, 70)), reason);
    return;
  }
  at = care.workAfterDays(at, between(draw, 6, 20));
  pen.move("nurture", at);
  if (chance(draw, 0.6)) disqualify(care.workAfterDays(at, between(draw, 70, 150)), "no need yet");
};

/** An answer that leads to no opportunity. */
export const undecided = (pen: LeadPen, last: Activity): void => {
  const { draw, care, disqualify } = pen;
  const sentiment = pickWeighted(draw, answers);
  const at = answered(pen, last, sentiment);
  if (sentiment === "positive") cooled(pen, engaged(pen, at));
  else if (sentiment === "negative") disqualify(care.work(at, between(draw, 1, 20)), "not interested");
  else if (sentiment === "unsubscribe") disqualify(care.work(at, between(draw, 1, 20)), "unsubscribed");
  else disqualify(care.workAfterDays(Math.max(at, last.at), between(draw, 15, 50)), "no response");
};

/** A good answer, a conversation, an opportunity. */
export const converting = (pen: LeadPen, last: Activity): void => {
  const { draw, care } = pen;
  if (chance(draw, 0.25)) pen.answer(last.at + whole(draw, 20, 90) * 1000, last, "auto");
  const talkedAt = engaged(pen, answered(pen, last, "positive") + 90_000);
  pen.convert(care.work(talkedAt, logNormal(draw, 7, 0.8)));
};
