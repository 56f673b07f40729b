/** What is done about an opportunity: mails, calls, meetings with those who were there, and what comes back. */
import type { Care } from "./care.ts";
import { dayMs } from "./days.ts";
import { afterWorking } from "./hours.ts";
import { between, chance, exponential, pick, pickWeighted, type Random, whole } from "./random.ts";
import type { Activity, Response, Sentiment } from "./records.ts";
import { messageId } from "./touches.ts";

const mix: readonly (readonly [Activity["type"], number])[] = [
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
const meetingEnds: readonly (readonly [Activity["status"], number])[] = [
  ["completed", 90],
  ["no_show", 5],
  ["cancelled", 5],
];
const tones: readonly (readonly [Sentiment, number])[] = [
  ["positive", 46],
  ["negative", 20],
  ["neutral", 34],
];
/** The sales engineer, who joins some of the meetings. */
const engineer = "P40";

const meeting = (draw: Random, id: string, at: number, person: string, manager: string | null): Activity => ({
  type: "meeting",
  at,
  person,
  opportunity: id,
  direction: null,
  status: pickWeighted(draw, meetingEnds),
  seconds: 900 * whole(draw, 2, 6),
  subject: pick(draw, subjects.meeting),
  attendees: [
    ...new Set([person, ...(chance(draw, 0.22) ? [manager ?? person] : []), ...(chance(draw, 0.1) ? [engineer] : [])]),
  ],
});

const talk = (draw: Random, type: Activity["type"], id: string, at: number, person: string): Activity => ({
  type,
  at,
  person,
  opportunity: id,
  direction: chance(draw, 0.17) ? "inbound" : "outbound",
  status: "completed",
  seconds: type === "call" ? whole(draw, 60, 2400) : undefined,
  messageId: type === "email" ? messageId(id, at) : undefined,
  subject: pick(draw, subjects[type]),
});

/** Some mails about an opportunity that never was a lead are answered; leads answer as leads. */
const reply = (draw: Random, id: string, to: Activity): Response[] =>
  to.type === "email" && to.direction === "outbound" && chance(draw, 0.12)
    ? [
        {
          at: to.at + whole(draw, 600, 90_000) * 1000,
          opportunity: id,
          to,
          person: to.person,
          sentiment: pickWeighted(draw, tones),
        },
      ]
    : [];

/** The work from one instant to another, about one activity in `every` days. */
export const workedOn = (
  draw: Random,
  id: string,
  care: Care,
  from: number,
  until: number,
  every: number,
  answers: boolean,
): { readonly activities: Activity[]; readonly responses: Response[] } => {
  const activities: Activity[] = [];
  const responses: Response[] = [];
  let at = from;
  for (;;) {
    at = afterWorking(care.keeper(at).zone, at + exponential(draw, every) * dayMs, between(draw, 0, 4));
    if (at >= until) return { activities, responses };
    const who = care.keeper(at);
    const type = pickWeighted(draw, mix);
    const done = type === "meeting" ? meeting(draw, id, at, who.id, who.manager) : talk(draw, type, id, at, who.id);
    activities.push(done);
    if (answers) responses.push(...reply(draw, id, done));
  }
};
