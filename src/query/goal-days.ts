/** The days of a goal: those on which its person is here, what part they are, and how many of them are over. */
import type { Frame } from "../kinds/index.ts";
import { firstDayAhead } from "../model/comparison.ts";
import { dayNumber } from "../model/day.ts";
import { workingDaysBetween } from "../model/working-time.ts";
import { localMidnight } from "../model/zone.ts";
import type { Employed } from "./scopes.ts";

/** From the first, and before the other. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Those of the dates on which somebody is here. */
export const hereOf = ({ from, to }: Days, employed: Employed | null): Days => {
  const start = Math.max(from, employed?.from == null ? from : dayNumber(employed.from));
  const end = Math.min(to, employed?.to == null ? to : dayNumber(employed.to) + 1);
  return { from: start, to: Math.max(start, end) };
};

/** The share of the working days of all that are in a part. */
export const shareOf = (part: Days, whole: Days, { config }: Frame): number => {
  if (part.from === whole.from && part.to === whole.to) return 1;
  const all = workingDaysBetween(whole.from, whole.to, config);
  return all === 0 ? 1 : workingDaysBetween(part.from, part.to, config) / all;
};

export interface Elapsed {
  readonly gone: number;
  readonly all: number;
}

/** Working days of a goal's dates that have begun by the as-of, and all of them. */
export const elapsed = ({ from, to }: Days, frame: Frame): Elapsed => {
  const reached = Math.min(Math.max(firstDayAhead(frame.asOf, frame.config.timezone), from), to);
  const before = localMidnight(reached, frame.config.timezone) > frame.asOf ? reached - 1 : reached;
  return {
    gone: workingDaysBetween(from, Math.max(from, before), frame.config),
    all: workingDaysBetween(from, to, frame.config),
  };
};
