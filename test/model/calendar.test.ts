import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { CalendarRules, Grain } from "../../src/model/calendar.ts";
import { grainsOf, shiftUnits, unitStart, units } from "../../src/model/calendar.ts";
import { dateOf, dayNumber, weekdays } from "../../src/model/day.ts";
import { Problem } from "../../src/problem.ts";

const rules: CalendarRules = {
  weekStarts: "mon",
  fiscalCalendars: [
    { id: "fiscal", startsMonth: 2, label: "ending_year" },
    { id: "Tax", startsMonth: 4, label: "ending_year" },
  ],
};
const startOf = (date: string, grain: Grain, given = rules): string => dateOf(unitStart(dayNumber(date), grain, given));

const anyRules: fc.Arbitrary<CalendarRules> = fc.record({
  weekStarts: fc.constantFrom(...weekdays),
  fiscalCalendars: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(([first, other]) => [
    { id: "fiscal", startsMonth: first, label: "ending_year" as const },
    { id: "Tax", startsMonth: other, label: "ending_year" as const },
  ]),
});
const grains = fc.constantFrom(...grainsOf(rules));
const days = fc.integer({ min: dayNumber("1990-01-01"), max: dayNumber("2060-01-01") });

const lengths: Readonly<Record<string, Temporal.Duration>> = {
  day: Temporal.Duration.from({ days: 1 }),
  week: Temporal.Duration.from({ weeks: 1 }),
  month: Temporal.Duration.from({ months: 1 }),
  quarter: Temporal.Duration.from({ months: 3 }),
  year: Temporal.Duration.from({ years: 1 }),
  "fiscal-quarter": Temporal.Duration.from({ months: 3 }),
  "fiscal-year": Temporal.Duration.from({ years: 1 }),
  "fiscal-quarter@Tax": Temporal.Duration.from({ months: 3 }),
  "fiscal-year@Tax": Temporal.Duration.from({ years: 1 }),
};

describe("the unit that holds a day", () => {
  it.each([
    ["2026-07-19", "day", "2026-07-19"],
    ["2026-07-19", "week", "2026-07-13"],
    ["2026-07-20", "week", "2026-07-20"],
    ["2026-07-19", "month", "2026-07-01"],
    ["2026-09-30", "quarter", "2026-07-01"],
    ["2026-10-01", "quarter", "2026-10-01"],
    ["2026-12-31", "year", "2026-01-01"],
    ["2026-01-31", "fiscal-quarter", "2025-11-01"],
    ["2026-02-01", "fiscal-quarter", "2026-02-01"],
    ["2026-01-31", "fiscal-year", "2025-02-01"],
    ["2026-03-31", "fiscal-year@Tax", "2025-04-01"],
    ["2026-03-31", "fiscal-quarter@tax", "2026-01-01"],
    ["2026-03-31", "fiscal-year@fiscal", "2026-02-01"],
  ] as const)("begins for %s and %s on %s", (date, grain, expected) => {
    expect(startOf(date, grain)).toBe(expected);
  });

  it("begins on Sunday where weeks do", () => {
    expect(startOf("2026-07-19", "week", { ...rules, weekStarts: "sun" })).toBe("2026-07-19");
    expect(startOf("2026-07-18", "week", { ...rules, weekStarts: "sun" })).toBe("2026-07-12");
  });

  it("holds it, has the length that Temporal gives, and is the unit of each of its days", () => {
    fc.assert(
      fc.property(days, grains, anyRules, fc.nat(400), (day, grain, given, further) => {
        const start = unitStart(day, grain, given);
        const end = shiftUnits(start, 1, grain, given);
        expect(start).toBeLessThanOrEqual(day);
        expect(end).toBeGreaterThan(day);
        expect(dateOf(end)).toBe(
          Temporal.PlainDate.from(dateOf(start))
            .add(lengths[grain] ?? {})
            .toString(),
        );
        expect(unitStart(start + (further % (end - start)), grain, given)).toBe(start);
        expect(unitStart(end, grain, given)).toBe(end);
      }),
      { numRuns: 1000 },
    );
  });

  it("begins as declared: weeks on their day, fiscal years in their month", () => {
    fc.assert(
      fc.property(days, anyRules, (day, given) => {
        const week = Temporal.PlainDate.from(dateOf(unitStart(day, "week", given)));
        expect(weekdays[week.dayOfWeek - 1]).toBe(given.weekStarts);
        const year = Temporal.PlainDate.from(dateOf(unitStart(day, "fiscal-year", given)));
        expect([year.month, year.day]).toEqual([given.fiscalCalendars[0]!.startsMonth, 1]);
        const other = Temporal.PlainDate.from(dateOf(unitStart(day, "fiscal-year@Tax", given)));
        expect([other.month, other.day]).toEqual([given.fiscalCalendars[1]!.startsMonth, 1]);
      }),
    );
  });

  it("is fiscal by each calendar that is declared, the first without its name", () => {
    expect(grainsOf(rules)).toEqual([
      ...["day", "week", "month", "quarter", "year"],
      ...["fiscal-quarter", "fiscal-year", "fiscal-quarter@Tax", "fiscal-year@Tax"],
    ]);
    expect(() => unitStart(0, "fiscal-year@vat", rules)).toThrow(
      new Problem("bad_grain", { text: "fiscal-year@vat", known: grainsOf(rules), nearest: "year" }),
    );
  });

  it("cannot be fiscal without a fiscal calendar", () => {
    const none = { ...rules, fiscalCalendars: [] };
    expect(grainsOf(none)).toEqual(["day", "week", "month", "quarter", "year"]);
    expect(() => unitStart(0, "fiscal-quarter", none)).toThrow(
      new Problem("bad_grain", { text: "fiscal-quarter", known: grainsOf(none), nearest: "quarter" }),
    );
  });
});

describe("the units of a range", () => {
  it("are clipped to it at both ends", () => {
    expect(units({ from: "2026-07-15", to: "2026-09-02" }, "month", rules)).toEqual([
      { start: "2026-07-01", end: "2026-08-01", clippedStart: "2026-07-15", clippedEnd: "2026-08-01" },
      { start: "2026-08-01", end: "2026-09-01", clippedStart: "2026-08-01", clippedEnd: "2026-09-01" },
      { start: "2026-09-01", end: "2026-10-01", clippedStart: "2026-09-01", clippedEnd: "2026-09-02" },
    ]);
  });

  it("are none for an empty range", () => {
    expect(units({ from: "2026-07-15", to: "2026-07-15" }, "month", rules)).toEqual([]);
  });

  it("cover it without a hole or an overlap", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 1500 }), grains, anyRules, (from, length, grain, given) => {
        const range = { from: dateOf(from), to: dateOf(from + length) };
        const found = units(range, grain, given);
        expect(found[0]!.clippedStart).toBe(range.from);
        expect(found.at(-1)!.clippedEnd).toBe(range.to);
        found.slice(1).forEach((unit, index) => {
          expect(unit.start).toBe(found[index]!.end);
          expect(unit.clippedStart).toBe(found[index]!.clippedEnd);
        });
        const covered = found.reduce((sum, unit) => sum + dayNumber(unit.clippedEnd) - dayNumber(unit.clippedStart), 0);
        expect(covered).toBe(length);
      }),
      { numRuns: 300 },
    );
  });
});
