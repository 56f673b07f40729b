import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateOf, dayNumber } from "../../src/model/day.ts";
import {
  dayMs,
  instantOfLocal,
  instantOfWallClock,
  isZone,
  localDay,
  localMidnight,
  offsetAt,
  transitions,
} from "../../src/model/zone.ts";

// Half-hour and quarter-hour offsets, daylight saving at midnight and one minute past it, a day that was skipped,
// daylight saving that is interrupted for Ramadan, a change of the standard offset, winter time as the exception.
const zones = [
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Europe/Dublin",
  "America/Sao_Paulo",
  "America/St_Johns",
  "America/Havana",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Europe/Istanbul",
];
const zone = fc.constantFrom(...zones);
const utc = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2090, 0, 1) });

/** Mostly within some hours of a change of the clocks, where it is easy to be wrong. */
const nearChange = fc
  .tuple(zone, fc.nat(), fc.integer({ min: -30 * 3_600_000, max: 30 * 3_600_000 }))
  .map(([name, pick, off]) => {
    const changes = transitions(name, Date.UTC(1975, 0, 1), Date.UTC(2065, 0, 1));
    return { name, ms: changes[pick % changes.length]!.atMs + off };
  });
const anywhere = fc.tuple(zone, instants).map(([name, ms]) => ({ name, ms }));
const moments = fc.oneof(nearChange, anywhere);

const temporal = (ms: number, name: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);

it("a zone is one that has a name of its own: neither letters that several have nor an offset", () => {
  expect(["UTC", "Europe/Berlin", "europe/berlin", "US/Pacific", "CET"].filter((name) => !isZone(name))).toEqual([]);
  expect(["PST", "IST", "CST", "Berlin", "+02:00", "GMT-8", ""].filter(isZone)).toEqual([]);
});

describe("local time in a zone", () => {
  it("has the offset and the date that Temporal gives", () => {
    fc.assert(
      fc.property(moments, ({ name, ms }) => {
        expect(offsetAt(ms, name)).toBe(temporal(ms, name).offsetNanoseconds / 1e6);
        expect(dateOf(localDay(ms, name))).toBe(temporal(ms, name).toPlainDate().toString());
      }),
      { numRuns: 2000 },
    );
  });

  it("is read back as Temporal's `compatible` does: the first of two, the offset before a gap", () => {
    fc.assert(
      fc.property(moments, ({ name, ms }) => {
        const wall = temporal(ms, "UTC").toPlainDateTime();
        const expected = wall.toZonedDateTime(name, { disambiguation: "compatible" }).epochMilliseconds;
        expect(instantOfWallClock(ms, name)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes back to the same instant, unless the wall clock showed it before", () => {
    fc.assert(
      fc.property(moments, ({ name, ms }) => {
        const back = instantOfWallClock(ms + offsetAt(ms, name), name);
        expect(back).toBeLessThanOrEqual(ms);
        expect(back + offsetAt(back, name)).toBe(ms + offsetAt(ms, name));
      }),
      { numRuns: 1000 },
    );
  });

  it("reads a clock time that occurs twice as the first", () => {
    const wall = Date.UTC(2026, 10, 1, 1, 30);
    expect(instantOfWallClock(wall, "America/New_York")).toBe(utc("2026-11-01T05:30:00Z"));
  });

  it("reads a clock time that does not exist with the offset before the gap", () => {
    const wall = Date.UTC(2026, 2, 8, 2, 30);
    expect(instantOfWallClock(wall, "America/New_York")).toBe(utc("2026-03-08T07:30:00Z"));
    expect(instantOfLocal(2026, 3, 8, 2, 30, 15, 250, "America/New_York")).toBe(utc("2026-03-08T07:30:15.250Z"));
  });

  it("begins a day when the clocks skip midnight at one o'clock", () => {
    expect(localMidnight(dayNumber("2018-11-04"), "America/Sao_Paulo")).toBe(utc("2018-11-04T03:00:00Z"));
  });

  it("gives a skipped day no length", () => {
    const skipped = dayNumber("2011-12-30");
    expect(localMidnight(skipped, "Pacific/Apia")).toBe(localMidnight(skipped + 1, "Pacific/Apia"));
  });

  it("keeps thousandths of a millisecond", () => {
    expect(instantOfWallClock(Date.UTC(2026, 6, 1) + 0.125, "Europe/Berlin")).toBe(utc("2026-06-30T22:00:00Z") + 0.125);
    expect(localDay(utc("2026-06-30T22:00:00Z") - 0.001, "Europe/Berlin")).toBe(dayNumber("2026-06-30"));
  });
});

describe("the changes of a zone's offset", () => {
  it("start with the offset in force and are enough to find every local day", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 900 }), ({ name, ms }, span) => {
        const from = ms - span * dayMs;
        const changes = transitions(name, from, ms + 1);
        expect(changes[0]!.atMs).toBe(from);
        const inForce = changes.findLast(({ atMs }) => atMs <= ms);
        expect(inForce?.offsetMs).toBe(offsetAt(ms, name));
      }),
      { numRuns: 500 },
    );
  });

  it("lie within the asked span", () => {
    const changes = transitions("America/New_York", utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z"));
    expect(changes).toEqual([
      { atMs: utc("2026-01-01T00:00:00Z"), offsetMs: -5 * 3_600_000 },
      { atMs: utc("2026-03-08T07:00:00Z"), offsetMs: -4 * 3_600_000 },
      { atMs: utc("2026-11-01T06:00:00Z"), offsetMs: -5 * 3_600_000 },
    ]);
    const change = utc("2026-03-08T07:00:00Z");
    expect(transitions("America/New_York", change, change + dayMs)).toEqual([
      { atMs: change, offsetMs: -4 * 3_600_000 },
    ]);
    expect(transitions("America/New_York", change - dayMs, change)).toHaveLength(1);
    expect(transitions("UTC", 0, Date.UTC(2060, 0, 1))).toEqual([{ atMs: 0, offsetMs: 0 }]);
  });
});
