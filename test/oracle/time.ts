/** Local dates and instants, read one at a time. An instant is a number of milliseconds; a date is `YYYY-MM-DD`. */
import { Temporal } from "temporal-polyfill";

export interface Instant {
  readonly t: number;
  /** Only the day was known: `t` is its local midnight. */
  readonly dateOnly: boolean;
}

export const day = 86_400_000;

const memo = <T>(make: (a: string | number, zone: string) => T): ((a: string | number, zone: string) => T) => {
  const known = new Map<string, T>();
  return (a, zone) => {
    const key = `${a}|${zone}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(a, zone);
    known.set(key, made);
    return made;
  };
};

const localToInstant = memo(
  (text, zone) =>
    Temporal.PlainDateTime.from(String(text)).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds,
);

const instantOf = memo((text) => Temporal.Instant.from(String(text)).epochMilliseconds);

/** A cell's instant: with an offset as it says, without one on the zone's clock, a date alone as its local midnight. */
export const readInstant = (text: string | undefined, zone: string): Instant | null => {
  if (text === undefined || text === "") return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { t: localToInstant(text, zone), dateOnly: true };
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(text)) return { t: instantOf(text, ""), dateOnly: false };
  return { t: localToInstant(text.replace(" ", "T"), zone), dateOnly: false };
};

export const midnight = (date: string, zone: string): number => localToInstant(date, zone);
export const clock = (date: string, time: string, zone: string): number => localToInstant(`${date}T${time}`, zone);
export const dateOf: (t: string | number, zone: string) => string = memo((t, zone) =>
  Temporal.Instant.fromEpochMilliseconds(Number(t)).toZonedDateTimeISO(zone).toPlainDate().toString(),
);
export const hourOf = (t: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).hour;
/** The same wall clock some months earlier. */
export const monthsBefore = (t: number, months: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone).subtract({ months }).epochMilliseconds;
export const iso = (t: number): string => new Date(t).toISOString();

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
export const addDays = (date: string, days: number): string =>
  new Date(utc(date) + days * day).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / day);
export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();
/** 0 is Monday. */
export const weekdayOf = (date: string): number => (new Date(utc(date)).getUTCDay() + 6) % 7;
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
