import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addMonths, civilOf, dateOf, dayNumber, dayOf, isDate, weekdayOf, weekdays } from "../../src/model/day.ts";

const epoch = Temporal.PlainDate.from("1970-01-01");
const days = fc.integer({ min: dayOf(1, 1, 1), max: dayOf(9999, 12, 31) });
const plain = (day: number): Temporal.PlainDate => epoch.add({ days: day });

describe("a calendar day", () => {
  it("is counted from 1970-01-01", () => {
    expect(dayNumber("1970-01-01")).toBe(0);
    expect(dayNumber("1969-12-31")).toBe(-1);
    expect(dayNumber("2026-07-01")).toBe(20_635);
  });

  it("is the day that Temporal counts, there and back", () => {
    fc.assert(
      fc.property(days, (day) => {
        const { year, month, day: dayOfMonth } = plain(day);
        expect(civilOf(day)).toEqual({ year, month, day: dayOfMonth });
        expect(dateOf(day)).toBe(plain(day).toString());
        expect(dayNumber(dateOf(day))).toBe(day);
        expect(weekdayOf(day)).toBe(weekdays[plain(day).dayOfWeek - 1]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is shifted by months as Temporal does, to the last day where a month is shorter", () => {
    expect(dateOf(addMonths(dayNumber("2024-02-29"), -12))).toBe("2023-02-28");
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 200_000 }), fc.integer({ min: -600, max: 600 }), (day, months) => {
        expect(dateOf(addMonths(day, months))).toBe(plain(day).add({ months }).toString());
      }),
    );
  });

  it("exists or does not", () => {
    expect(["2024-02-29", "2026-12-31", "0001-01-01"].filter(isDate)).toHaveLength(3);
    expect(
      ["2026-02-29", "2026-13-01", "2026-00-10", "2026-7-1", "2026-07-01T00:00", "", "20260701"].filter(isDate),
    ).toEqual([]);
  });
});
