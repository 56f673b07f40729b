import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DateRange } from "../../src/model/calendar.ts";
import { firstDayAhead, previousRange, toDate, yearEarlier } from "../../src/model/comparison.ts";
import { dateOf, dayNumber, dayOf } from "../../src/model/day.ts";
import type { WorkingTime } from "../../src/model/process.ts";
import { workingDaysIn } from "../../src/model/working-time.ts";
import { localMidnight } from "../../src/model/zone.ts";

const workingTime: WorkingTime = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "09:00",
  to: "17:00",
  holidays: [],
};
const config = { timezone: "America/New_York", workingTime };
const range = (from: string, to: string): DateRange => ({ from, to });
const at = (text: string): number => Date.parse(text);

describe("the period before", () => {
  it.each([
    ["a month", range("2026-03-01", "2026-04-01"), range("2026-02-01", "2026-03-01")],
    ["a quarter", range("2026-07-01", "2026-10-01"), range("2026-04-01", "2026-07-01")],
    ["a year", range("2026-01-01", "2027-01-01"), range("2025-01-01", "2026-01-01")],
    ["a fiscal year", range("2025-02-01", "2026-02-01"), range("2024-02-01", "2025-02-01")],
    ["twelve months", range("2025-08-01", "2026-08-01"), range("2024-08-01", "2025-08-01")],
    ["a week", range("2026-07-20", "2026-07-27"), range("2026-07-13", "2026-07-20")],
    ["a day", range("2026-03-01", "2026-03-02"), range("2026-02-28", "2026-03-01")],
    ["ten days", range("2026-07-05", "2026-07-15"), range("2026-06-25", "2026-07-05")],
    ["a month and a day", range("2026-07-01", "2026-08-02"), range("2026-05-30", "2026-07-01")],
  ])("of %s", (_, given, expected) => {
    expect(previousRange(given, { config })).toEqual(expected);
  });

  it("ends where the period starts, and of whole months has as many", () => {
    const month = fc.integer({ min: 1990 * 12, max: 2060 * 12 });
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 48 }), (first, count) => {
        const start = (index: number): string => dateOf(dayOf(0, index + 1, 1));
        const before = previousRange(range(start(first), start(first + count)), { config });
        expect(before).toEqual(range(start(first - count), start(first)));
      }),
    );
  });
});

describe("a period that still runs", () => {
  const july = range("2026-07-01", "2026-08-01");

  it("is compared with as many working days of the one before", () => {
    // 1 to 15 July 2026 has eleven working days, and so has 1 to 15 June.
    expect(previousRange(july, { config, asOfMs: at("2026-07-15T16:00:00-04:00") })).toEqual(
      range("2026-06-01", "2026-06-16"),
    );
    // 1 to 8 July has six; those of June end on Monday the 8th.
    expect(previousRange(july, { config, asOfMs: at("2026-07-08T16:00:00-04:00") })).toEqual(
      range("2026-06-01", "2026-06-09"),
    );
  });

  it("leaves holidays out of both", () => {
    const us = { ...config, workingTime: { ...workingTime, holidays: "US" as const } };
    // 3 July is Independence Day as observed: 1 to 8 July has five working days, done in June by Friday the 5th.
    expect(previousRange(july, { config: us, asOfMs: at("2026-07-08T16:00:00-04:00") })).toEqual(
      range("2026-06-01", "2026-06-06"),
    );
  });

  it("counts a day as begun only after its local midnight", () => {
    const midnight = at("2026-07-09T00:00:00-04:00");
    expect(dateOf(firstDayAhead(midnight, config.timezone))).toBe("2026-07-09");
    expect(dateOf(firstDayAhead(midnight + 1, config.timezone))).toBe("2026-07-10");
    expect(previousRange(july, { config, asOfMs: midnight }).to).toBe("2026-06-09");
    expect(previousRange(july, { config, asOfMs: midnight + 1 }).to).toBe("2026-06-10");
  });

  it("is compared with the whole one before at most", () => {
    // March 2026 has 22 working days, February 20.
    const march = range("2026-03-01", "2026-04-01");
    expect(previousRange(march, { config, asOfMs: at("2026-03-31T12:00:00-04:00") })).toEqual(
      range("2026-02-01", "2026-03-01"),
    );
  });

  it("is compared with as many days before its first working day", () => {
    // 1 and 2 August 2026 are a weekend.
    expect(
      previousRange(range("2026-08-01", "2026-09-01"), { config, asOfMs: at("2026-08-02T12:00:00-04:00") }),
    ).toEqual(range("2026-07-01", "2026-07-03"));
  });

  it("is over at the midnight that ends it, and has not begun at the one that starts it", () => {
    const june = range("2026-06-01", "2026-07-01");
    expect(previousRange(july, { config, asOfMs: at("2026-08-01T00:00:00-04:00") })).toEqual(june);
    expect(previousRange(july, { config, asOfMs: at("2026-07-01T00:00:00-04:00") })).toEqual(june);
  });

  it("still runs on its last day", () => {
    // February 2026 has 20 working days; those of January end on the 28th.
    const february = range("2026-02-01", "2026-03-01");
    expect(previousRange(february, { config, asOfMs: at("2026-02-28T12:00:00-05:00") })).toEqual(
      range("2026-01-01", "2026-01-29"),
    );
    expect(previousRange(february, { config, asOfMs: at("2026-03-01T00:00:00-05:00") })).toEqual(
      range("2026-01-01", "2026-02-01"),
    );
  });

  it("has the same working days to date on both sides, unless the one before is too short", () => {
    const month = fc.integer({ min: 2000 * 12, max: 2040 * 12 });
    fc.assert(
      fc.property(month, fc.nat(27), fc.integer({ min: 1, max: 86_399_999 }), (index, elapsed, time) => {
        const from = dayOf(0, index + 1, 1);
        const whole = range(dateOf(from), dateOf(dayOf(0, index + 2, 1)));
        const today = Math.min(from + elapsed, dayNumber(whole.to) - 1);
        const done = workingDaysIn(range(whole.from, dateOf(today + 1)), config);
        const before = previousRange(whole, {
          config,
          asOfMs: localMidnight(today, config.timezone) + (time % 82_800_000) + 1,
        });
        const full = previousRange(whole, { config });
        expect(before.from).toBe(full.from);
        expect(before.to > before.from && before.to <= full.to).toBe(true);
        if (done > 0) expect(workingDaysIn(before, config)).toBe(Math.min(done, workingDaysIn(full, config)));
      }),
      { numRuns: 500 },
    );
  });

  it("can be compared to date with a year earlier, too", () => {
    expect(toDate(yearEarlier(july), july, at("2026-07-08T12:00:00-04:00"), config)).toEqual(
      range("2025-07-01", "2025-07-09"),
    );
  });
});

describe("a year earlier", () => {
  it.each([
    [range("2026-07-01", "2026-10-01"), range("2025-07-01", "2025-10-01")],
    [range("2024-02-01", "2024-03-01"), range("2023-02-01", "2023-03-01")],
    [range("2025-02-01", "2025-03-01"), range("2024-02-01", "2024-03-01")],
    [range("2024-02-01", "2024-02-29"), range("2023-02-01", "2023-03-01")],
    [range("2024-02-29", "2024-03-01"), range("2023-02-28", "2023-03-01")],
    [range("2026-07-06", "2026-07-13"), range("2025-07-06", "2025-07-13")],
    // One day is one day, seven are seven, though February was longer; twelve months end with their month.
    [range("2025-02-28", "2025-03-01"), range("2024-02-28", "2024-02-29")],
    [range("2025-02-22", "2025-03-01"), range("2024-02-22", "2024-02-29")],
    [range("2024-03-01", "2025-03-01"), range("2023-03-01", "2024-03-01")],
  ])("%o is %o", (given, expected) => {
    expect(yearEarlier(given)).toEqual(expected);
  });
});
