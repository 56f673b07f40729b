import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { microsOf, parseInstant, readInstant } from "../../src/model/instant.ts";
import { Problem } from "../../src/problem.ts";

const zone = "America/New_York";
const utc = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

describe("an instant", () => {
  it.each([
    ["2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z"],
    ["2026-07-01t00:00:00z", "2026-07-01T00:00:00Z"],
    ["2026-07-01T00:00:00+02:00", "2026-06-30T22:00:00Z"],
    ["2026-07-01 00:00:00-0330", "2026-07-01T03:30:00Z"],
    ["2026-07-01T12:00+02", "2026-07-01T10:00:00Z"],
    ["2026-07-01 12:00:00 +05:30", "2026-07-01T06:30:00Z"],
    ["2026-07-01T12:00:00", "2026-07-01T16:00:00Z"],
    ["2026-12-01 12:00", "2026-12-01T17:00:00Z"],
    ["2026-11-01T01:30:00", "2026-11-01T05:30:00Z"],
    ["2026-03-08T02:30:00", "2026-03-08T07:30:00Z"],
    [" 2026-07-01T00:00:00Z ", "2026-07-01T00:00:00Z"],
  ])("written %s is %s", (text, expected) => {
    expect(parseInstant(text, zone)).toEqual({ utcMs: utc(expected), dateOnly: false });
  });

  it("is local midnight where only a date is given", () => {
    expect(parseInstant("2026-07-01", zone)).toEqual({ utcMs: utc("2026-07-01T04:00:00Z"), dateOnly: true });
    expect(parseInstant(" 2026-07-01 ", zone).dateOnly).toBe(true);
  });

  it.each([
    "",
    "yesterday",
    "2026-02-30",
    "2026-07-01T24:00:00Z",
    "2026-07-01T12",
    "2026-07-01T12:60Z",
    "07/01/2026",
    "2026-07-01Z",
    "1751328000",
  ])("is not %j", (text) => {
    expect(readInstant(text, zone)).toBeNull();
    expect(() => parseInstant(text, zone)).toThrow(`${text} is not an instant.`);
  });

  it("that names a day which does not exist is near one that does", () => {
    expect(() => parseInstant("2026-02-30", zone)).toThrow(
      new Problem("bad_instant", { text: "2026-02-30", nearest: "2026-02-28" }),
    );
  });

  it("keeps microseconds exactly, for the two centuries around us", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -2_000_000_000_000_000n, max: 4_000_000_000_000_000n }), (micros) => {
        const text = Temporal.Instant.fromEpochNanoseconds(micros * 1000n).toString();
        expect(microsOf(parseInstant(text, zone))).toBe(Number(micros));
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same instant in whatever offset it is written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2060, 0, 1) }),
        fc.constantFrom("Asia/Kathmandu", "America/St_Johns", "Europe/Berlin", "+14:00", "-12:00"),
        (ms, offset) => {
          const text = Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: offset });
          expect(parseInstant(text, zone).utcMs).toBe(ms);
        },
      ),
    );
  });
});
