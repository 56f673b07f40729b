/** Writes down what happens to one lead, step by step. */
import type { Care } from "./care.ts";
import type { Random } from "./random.ts";
import type { Activity, Arrival, Response, Sentiment, StageMove } from "./records.ts";
import { firstTouches, laterTouches, touchOf } from "./touches.ts";

export interface LeadPen {
  readonly draw: Random;
  readonly arrival: Arrival;
  readonly care: Care;
  readonly stages: StageMove[];
  readonly activities: Activity[];
  readonly responses: Response[];
  readonly move: (stage: string, at: number) => void;
  readonly touch: (which: "first" | "later", at: number) => Activity;
  readonly answer: (at: number, to: Activity, sentiment: Sentiment) => void;
  readonly disqualify: (at: number, reason: string) => void;
  readonly convert: (at: number) => void;
  /** How the life ended; without an end it goes on. */
  readonly ended: () => { readonly at: number; readonly reason: string | null } | null;
}

export const leadPen = (draw: Random, arrival: Arrival, care: Care): LeadPen => {
  const { id } = arrival;
  const stages: StageMove[] = [];
  const activities: Activity[] = [];
  const responses: Response[] = [];
  const ends: { at: number; reason: string | null }[] = [];
  const move = (stage: string, at: number): void => {
    const by = at === arrival.at ? null : care.keeper(at).id;
    stages.push({ of: "lead", id, stage, from: stages.at(-1)?.stage ?? null, at, by });
  };
  return {
    draw,
    arrival,
    care,
    stages,
    activities,
    responses,
    move,
    touch: (which, at) => {
      const mix = which === "first" ? firstTouches : laterTouches;
      const done = touchOf(draw, mix, at, care.keeper(at).id, id);
      activities.push(done);
      return done;
    },
    answer: (at, to, sentiment) => {
      responses.push({ at, lead: id, to, person: to.person, sentiment });
    },
    disqualify: (at, reason) => {
      move("disqualified", at);
      ends.push({ at, reason });
    },
    convert: (at) => {
      ends.push({ at, reason: null });
    },
    ended: () => ends[0] ?? null,
  };
};
