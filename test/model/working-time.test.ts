import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateOf, dayNumber, weekdays } from "../../src/model/day.ts";
import { holidaysOf, isHoliday, usFederalHolidays } from "../../src/model/holidays.ts";
import type { WorkingTime } from "../../src/model/process.ts";
import {
  isWorkingDay,
  workedUntil,
  workingCalendar,
  workingDaysBetween,
  workingDaysIn,
  workingMs,
} from "../../src/model/working-time.ts";
import { localDay, localMidnight } from "../../src/model/zone.ts";

const hour = 3_600_000;
const zone = "America/New_York";
const office: WorkingTime = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00", holidays: [] };
const roundTheClock: WorkingTime = { days: weekdays, from: "00:00", to: "24:00", holidays: [] };
const local = (text: string, name = zone): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(name).epochMilliseconds;
const hoursBetween = (from: string, to: string, workingTime = office): number =>
  workingMs(local(from), local(to), zone, workingTime) / hour;

describe("the federal holidays", () => {
  // https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/
  it.each([
    [2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25"],
    [2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24"],
    [2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"],
    [2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"],
    [2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"],
  ])("of %i are on their observed days", (year, expected) => {
    expect(usFederalHolidays(year).map(dateOf)).toEqual(expected.split(" ").map((day) => `${year}-${day}`));
  });

  it("begin with the last day of the year before, where New Year's Day is a Saturday", () => {
    expect(usFederalHolidays(2022).map(dateOf).slice(0, 2)).toEqual(["2021-12-31", "2022-01-17"]);
    const us = { workingTime: { holidays: "US" as const } };
    expect(holidaysOf(us, 2021, 2021)).toHaveLength(12);
    expect(holidaysOf(us, 2021, 2021).at(-1)).toBe("2021-12-31");
    expect(holidaysOf(us, 2022, 2022)[0]).toBe("2022-01-17");
  });

  it("fall on working days only, in order", () => {
    for (let year = 1990; year < 2060; year += 1) {
      const days = usFederalHolidays(year);
      expect(days).toHaveLength(year < 2021 ? 10 : 11);
      expect(days.every((day) => isWorkingDay(day, { workingTime: office }))).toBe(true);
      expect([...days].sort((a, b) => a - b)).toEqual(days);
    }
  });

  it("are the days of the years asked for", () => {
    const us = { workingTime: { holidays: "US" as const } };
    for (let day = dayNumber("2019-01-01"); day < dayNumber("2024-01-01"); day += 1)
      expect(isHoliday(day, us.workingTime)).toBe(holidaysOf(us, 2019, 2023).includes(dateOf(day)));
  });
});

describe("declared holidays", () => {
  it("are sorted, once each, within the years", () => {
    const workingTime = { ...office, holidays: ["2026-12-25", "2026-01-06", "2026-01-06", "2027-01-01"] };
    expect(holidaysOf({ workingTime }, 2026, 2026)).toEqual(["2026-01-06", "2026-12-25"]);
    expect(isWorkingDay(dayNumber("2026-01-06"), { workingTime })).toBe(false);
    expect(isWorkingDay(dayNumber("2026-01-07"), { workingTime })).toBe(true);
  });
});

describe("working days", () => {
  it("are counted without the day on which the range ends", () => {
    expect(workingDaysIn({ from: "2026-07-01", to: "2026-08-01" }, { workingTime: office })).toBe(23);
    expect(
      workingDaysIn({ from: "2026-07-01", to: "2026-08-01" }, { workingTime: { ...office, holidays: "US" } }),
    ).toBe(22);
    expect(workingDaysBetween(dayNumber("2026-07-04"), dayNumber("2026-07-06"), { workingTime: office })).toBe(0);
    expect(workingDaysBetween(10, 5, { workingTime: office })).toBe(0);
  });

  it("are as many as if each day were looked at, however many there are", () => {
    const rules = { workingTime: { ...office, holidays: "US" as const } };
    fc.assert(
      fc.property(fc.integer({ min: -1500, max: 25_000 }), fc.integer({ min: 0, max: 1200 }), (from, length) => {
        const days = Array.from({ length }, (_, index) => from + index);
        const looked = days.filter((day) => isWorkingDay(day, rules)).length;
        expect(workingDaysBetween(from, from + length, rules)).toBe(looked);
      }),
    );
  });
});

describe("working time", () => {
  it("from Friday 16:30 to Monday 09:30 is one hour", () => {
    expect(hoursBetween("2026-07-10T16:30", "2026-07-13T09:30")).toBe(1);
  });

  it.each([
    ["within a day", "2026-07-07T10:00", "2026-07-07T11:30", 1.5],
    ["over a night", "2026-07-07T16:00", "2026-07-08T10:00", 2],
    ["before the desk opens", "2026-07-07T06:00", "2026-07-07T08:59", 0],
    ["from the evening to the next opening", "2026-07-07T20:00", "2026-07-08T09:00", 0],
    ["on a weekend", "2026-07-11T10:00", "2026-07-12T15:00", 0],
    ["of a whole week", "2026-07-06T00:00", "2026-07-13T00:00", 40],
    ["backwards", "2026-07-08T10:00", "2026-07-07T10:00", 0],
  ])("%s", (_, from, to, expected) => {
    expect(hoursBetween(from, to)).toBe(expected);
  });

  it("stops on a holiday", () => {
    expect(hoursBetween("2026-07-02T16:00", "2026-07-06T10:00", { ...office, holidays: "US" })).toBe(2);
  });

  it("is that of the desk's zone", () => {
    const berlin = workingMs(local("2026-07-07T04:00"), local("2026-07-07T05:00"), "Europe/Berlin", office);
    expect(berlin).toBe(hour);
  });

  it("of a night is an hour less when the clocks go forward, an hour more when they go back", () => {
    expect(hoursBetween("2026-03-07T00:00", "2026-03-09T00:00", roundTheClock)).toBe(47);
    expect(hoursBetween("2026-10-31T00:00", "2026-11-02T00:00", roundTheClock)).toBe(49);
    const night = { ...roundTheClock, from: "01:00", to: "05:00" };
    expect(hoursBetween("2026-03-08T00:00", "2026-03-09T00:00", night)).toBe(3);
    expect(hoursBetween("2026-11-01T00:00", "2026-11-02T00:00", night)).toBe(5);
  });

  it("is all time where the desk never closes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 1e10 }), (from, length) => {
        expect(workingMs(from, from + length, zone, roundTheClock)).toBe(length);
      }),
    );
  });

  const desk = fc.record({
    days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
    hours: fc.constantFrom(
      ["09:00", "17:00"] as const,
      ["00:00", "24:00"] as const,
      ["01:30", "02:30"] as const,
      ["07:45", "23:59"] as const,
    ),
    holidays: fc.constantFrom<WorkingTime["holidays"]>([], "US", ["2026-03-09", "2026-10-26"]),
    name: fc.constantFrom(
      zone,
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Pacific/Apia",
    ),
  });
  const start = Date.parse("2011-01-01T00:00:00Z");
  const instants = fc.integer({ min: start, max: Date.parse("2030-01-01T00:00:00Z") });
  const workingTimeOf = ({
    days,
    hours: [from, to],
    holidays,
  }: {
    days: WorkingTime["days"];
    hours: readonly [string, string];
    holidays: WorkingTime["holidays"];
  }) => ({ days, from, to, holidays });

  /** The plainest way: look at the clock on the wall every quarter of an hour. */
  const byTheClock = (from: number, to: number, name: string, workingTime: WorkingTime): number => {
    let sum = 0;
    for (let at = from; at < to; at += hour / 4) {
      const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
      const day = dayNumber(now.toPlainDate().toString());
      const clock = now.toPlainTime().toString().slice(0, 5);
      if (isWorkingDay(day, { workingTime }) && clock >= workingTime.from && clock < workingTime.to) sum += hour / 4;
    }
    return sum;
  };

  it("is what the clock on the wall shows, quarter by quarter of an hour", () => {
    const days = fc.integer({ min: dayNumber("2011-01-01"), max: dayNumber("2030-01-01") });
    const name = fc.constantFrom(zone, "Europe/Berlin", "Asia/Kolkata");
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 400 }),
        name,
        fc.constantFrom<WorkingTime["holidays"]>([], "US"),
        (day, quarters, place, holidays) => {
          const from = localMidnight(day, place);
          const workingTime = { ...office, holidays };
          const to = from + (quarters * hour) / 4;
          expect(workingMs(from, to, place, workingTime)).toBe(byTheClock(from, to, place, workingTime));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of two stretches adds up, and is never more than the time that passed", () => {
    fc.assert(
      fc.property(
        desk,
        instants,
        fc.integer({ min: 0, max: 3e9 }),
        fc.integer({ min: 0, max: 3e9 }),
        (given, from, first, second) => {
          const workingTime = workingTimeOf(given);
          const between = (a: number, b: number): number => workingMs(a, b, given.name, workingTime);
          const whole = between(from, from + first + second);
          expect(between(from, from + first) + between(from + first, from + first + second)).toBe(whole);
          expect(whole).toBeLessThanOrEqual(first + second);
        },
      ),
    );
  });

  it("is the difference of two lookups in the working calendar", () => {
    fc.assert(
      fc.property(desk, instants, fc.integer({ min: 0, max: 3e9 }), (given, from, length) => {
        const workingTime = workingTimeOf(given);
        const first = localDay(start, given.name) - 2;
        const calendar = workingCalendar(given.name, { workingTime }, first, localDay(from + length, given.name) + 2);
        const difference = workedUntil(calendar, from + length) - workedUntil(calendar, from);
        expect(difference).toBe(workingMs(from, from + length, given.name, workingTime));
      }),
      { numRuns: 50 },
    );
  });
});

describe("the working calendar", () => {
  it("has one opening a working day, in order, with the time worked before it", () => {
    const from = dayNumber("2026-07-03");
    const calendar = workingCalendar(zone, { workingTime: office }, from, from + 5);
    expect(calendar.map(({ day, beforeMs }) => [dateOf(day), beforeMs / hour])).toEqual([
      ["2026-07-03", 0],
      ["2026-07-06", 8],
      ["2026-07-07", 16],
    ]);
    expect(calendar[0]).toMatchObject({ openMs: local("2026-07-03T09:00"), closeMs: local("2026-07-03T17:00") });
  });
});

describe("a day that a zone leaves out", () => {
  const apia = "Pacific/Apia";

  it("has no working hours, and gives none to the day after it", () => {
    const [thursday, monday] = [local("2011-12-29T16:00", apia), local("2012-01-02T10:00", apia)];
    expect(workingMs(thursday, monday, apia, office) / hour).toBe(2);
    expect(workingMs(thursday, local("2011-12-31T12:00", apia), apia, roundTheClock) / hour).toBe(20);
  });
});
