/** The time a made-up company lives in, and the ways its systems write an instant down. */
import { Temporal } from "temporal-polyfill";
import type { Dice } from "./dice.ts";

const second = 1000;
export const dayLong = 86_400 * second;

export interface Time {
  readonly zone: string;
  /** Epoch milliseconds: nothing happened before, nothing after. */
  readonly start: number;
  readonly end: number;
}

/** Whole seconds, spread over the time. */
export const anywhere = (dice: Dice, time: Time): number =>
  time.start + Math.floor((dice.next() * (time.end - time.start)) / second) * second;

/** Some days later, mostly few. */
export const later = (dice: Dice, t: number, days: number): number =>
  t + Math.floor((-Math.log(1 - dice.next()) * days * dayLong) / second) * second;

export const isoDate = (t: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Nights on which the clocks of New York or Berlin are changed. */
const oddNights = ["2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "2025-03-09", "2025-03-30"];

/** An instant as text: in UTC, with the offset, on the zone's clock without one. */
export const written = (dice: Dice, t: number, zone: string): string => {
  const how = dice.next();
  if (how < 0.6) return new Date(t).toISOString().replace(".000Z", "Z");
  const local = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone);
  if (how < 0.8) return local.toString({ timeZoneName: "never" });
  const plain = local.toPlainDateTime();
  const back = plain.toZonedDateTime(zone).epochMilliseconds;
  return back === t ? plain.toString({ smallestUnit: "second" }) : new Date(t).toISOString();
};

/** A local time in a night on which it occurs twice or not at all. */
export const oddHour = (dice: Dice): string =>
  `${dice.pick(oddNights)}T0${dice.int(0, 3)}:${dice.pick(["00", "30", "59"])}:00`;
