import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateOf, dayNumber } from "../../src/model/day.ts";
import type { PeriodContext } from "../../src/model/period.ts";
import { parsePeriod, watermarkDay } from "../../src/model/period.ts";
import { Problem } from "../../src/problem.ts";
import { grainNamed } from "../../src/query/worded.ts";
import { exampleConfig } from "../example.ts";

const context: PeriodContext = {
  config: { weekStarts: "sun", fiscalCalendars: [{ id: "fiscal", startsMonth: 2, label: "ending_year" }] },
  watermarkDay: dayNumber("2026-07-15"),
  firstDay: dayNumber("2024-03-05"),
  lastDay: dayNumber("2026-07-15"),
};
const given = (change: Partial<PeriodContext["config"]>): PeriodContext => ({
  ...context,
  config: { ...context.config, ...change },
});
const read = (text: string, within = context): string => {
  const { from, to } = parsePeriod(text, within);
  return `${from} ${to}`;
};
const nearestTo = (text: string, within = context): string | null => {
  try {
    parsePeriod(text, within);
  } catch (error) {
    if (error instanceof Problem && error.code === "bad_period") return error.facts.nearest;
    throw error;
  }
  throw new Error(`${text} was accepted`);
};

describe("a period", () => {
  it.each([
    ["2026", "2026-01-01 2027-01-01"],
    ["2026-Q3", "2026-07-01 2026-10-01"],
    ["2026-q4", "2026-10-01 2027-01-01"],
    ["2026-07", "2026-07-01 2026-08-01"],
    ["2026-12", "2026-12-01 2027-01-01"],
    ["2026-W30", "2026-07-20 2026-07-27"],
    ["2026-W01", "2025-12-29 2026-01-05"],
    ["2026-W53", "2026-12-28 2027-01-04"],
    ["2026-07-01", "2026-07-01 2026-07-02"],
    ["2026-07-01..2026-07-15", "2026-07-01 2026-07-15"],
    ["FY2026", "2025-02-01 2026-02-01"],
    ["FY2026-Q1", "2025-02-01 2025-05-01"],
    ["fy2026-q4", "2025-11-01 2026-02-01"],
    ["last-12-months", "2025-08-01 2026-08-01"],
    ["last-1-months", "2026-07-01 2026-08-01"],
    ["last-7-days", "2026-07-09 2026-07-16"],
    ["last-2-weeks", "2026-07-05 2026-07-19"],
    ["last-4-quarters", "2025-10-01 2026-10-01"],
    ["last-2-years", "2025-01-01 2027-01-01"],
    ["last-2-fiscal-years", "2025-02-01 2027-02-01"],
    ["this-week", "2026-07-12 2026-07-19"],
    ["last-week", "2026-07-05 2026-07-12"],
    ["this-month", "2026-07-01 2026-08-01"],
    ["last-month", "2026-06-01 2026-07-01"],
    ["this-quarter", "2026-07-01 2026-10-01"],
    ["last-quarter", "2026-04-01 2026-07-01"],
    ["this-year", "2026-01-01 2027-01-01"],
    ["last-year", "2025-01-01 2026-01-01"],
    ["this-fiscal-quarter", "2026-05-01 2026-08-01"],
    ["last-fiscal-year", "2025-02-01 2026-02-01"],
    ["today", "2026-07-15 2026-07-16"],
    ["yesterday", "2026-07-14 2026-07-15"],
    ["all", "2024-03-05 2026-07-16"],
    [" This-Quarter ", "2026-07-01 2026-10-01"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("names a fiscal year by the year in which it begins, where that is the label", () => {
    const starting = given({ fiscalCalendars: [{ id: "f", startsMonth: 10, label: "starting_year" }] });
    expect(read("FY2026", starting)).toBe("2026-10-01 2027-10-01");
    expect(read("FY2026-Q2", starting)).toBe("2027-01-01 2027-04-01");
  });

  it("of a fiscal year from January is the calendar year under both labels", () => {
    for (const label of ["starting_year", "ending_year"] as const)
      expect(read("FY2026", given({ fiscalCalendars: [{ id: "f", startsMonth: 1, label }] }))).toBe(read("2026"));
  });

  it("takes the first of several fiscal calendars", () => {
    const [first] = context.config.fiscalCalendars;
    const two = given({ fiscalCalendars: [first!, { id: "tax", startsMonth: 4, label: "ending_year" }] });
    expect(read("FY2026", two)).toBe(read("FY2026"));
  });

  it("takes the fiscal calendar that is named", () => {
    const [first] = context.config.fiscalCalendars;
    const two = given({ fiscalCalendars: [first!, { id: "Tax", startsMonth: 4, label: "starting_year" }] });
    expect(read("FY2026@fiscal", two)).toBe(read("FY2026"));
    expect(read("FY2026@tax", two)).toBe("2026-04-01 2027-04-01");
    expect(read("FY2026-Q1@Tax", two)).toBe("2026-04-01 2026-07-01");
    expect(read("this-fiscal-year@tax", two)).toMatch(/^\d{4}-04-01 \d{4}-04-01$/);
    expect(read("last-2-fiscal-quarters@tax", two)).toMatch(/^\d{4}-(01|04|07|10)-01 /);
    for (const none of ["FY2026@vat", "this-month@tax", "this-fiscal-year@", "FY2026@"])
      expect(() => read(none, two)).toThrow(Problem);
  });

  it("takes units of each fiscal calendar by its name, also where one is called as another begins", () => {
    const fiscalCalendars = ["Tax", "tax_uk"].map((id) => ({ id, startsMonth: 4, label: "ending_year" as const }));
    const named = (text: string) => grainNamed(text, { config: { ...exampleConfig, fiscalCalendars } });
    expect(["fiscal-year@tax_uk", "fiscal-year@tax", "fiscal-year"].map(named)).toEqual([
      "fiscal-year@tax_uk",
      "fiscal-year",
      "fiscal-year",
    ]);
    for (const none of ["month@tax", "fiscal-year@tax_"]) expect(() => named(none)).toThrow(Problem);
  });

  it("of a week is the ISO week that Temporal counts, wherever weeks begin", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const plain = Temporal.PlainDate.from(dateOf(day));
        const text = `${plain.yearOfWeek}-W${String(plain.weekOfYear).padStart(2, "0")}`;
        const { from, to } = parsePeriod(text, context);
        expect(from <= dateOf(day) && dateOf(day) < to).toBe(true);
        expect(Temporal.PlainDate.from(from).dayOfWeek).toBe(1);
      }),
    );
  });

  it("of the last N units has N units and holds the watermark in the last of them", () => {
    const unit = fc.constantFrom("days", "weeks", "months", "quarters", "years", "fiscal-quarters", "fiscal-years");
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        unit,
        fc.integer({ min: 10_000, max: 30_000 }),
        (count, word, day) => {
          const within = { ...context, watermarkDay: day };
          const all = parsePeriod(`last-${count}-${word}`, within);
          const fewer = parsePeriod(`last-${count - 1}-${word}`, within);
          const running = parsePeriod(`last-1-${word}`, within);
          expect(fewer.to).toBe(all.to);
          expect(running.from <= dateOf(day) && dateOf(day) < running.to).toBe(true);
          expect(parsePeriod(`last-${word.slice(0, -1) === "day" ? "1-days" : word.slice(0, -1)}`, within).to).toBe(
            word === "days" ? running.to : running.from,
          );
          expect(all.from < fewer.from && fewer.from <= running.from).toBe(true);
        },
      ),
    );
  });
});

describe("what is no period", () => {
  it.each([
    ["2026Q3", "2026-Q3"],
    ["Q3 2026", "2026-Q3"],
    ["q3/2026", "2026-Q3"],
    ["2026/07", "2026-07"],
    ["7/2026", "2026-07"],
    ["2026-7", "2026-07"],
    ["2026 W30", "2026-W30"],
    ["last 6 months", "last-6-months"],
    ["last_12_month", "last-12-months"],
    ["this quater", "this-quarter"],
    ["lastmonth", "last-month"],
    ["yesterdy", "yesterday"],
    ["FY 2026", "FY2026"],
    ["FY2026Q1", "FY2026-Q1"],
    ["2026-Q5", "2026-Q4"],
    ["fy2026-q0", "FY2026-Q1"],
    ["2026-13", "2026-12"],
    ["2025-W60", "2025-W52"],
    ["2026-02-30", "2026-02-28"],
    ["2026-7-1", "2026-07-01"],
    ["1.7.2026", "2026-07-01"],
    ["20260701", "2026-07-01"],
    ["2026-02-30..2026-13-01", "2026-02-28..2026-12-01"],
    ["2026-10-01..2026-07-01", "2026-07-01..2026-10-01"],
    ["gibberish", null],
    ["", null],
  ])("%j is nearest to %s", (text, expected) => {
    expect(nearestTo(text)).toBe(expected);
  });

  it.each([
    "2026-13",
    "2026-Q5",
    "2026-00",
    "2025-W53",
    "2026-02-30",
    "2026-07-15..2026-07-15",
    "last-0-days",
    "last-9999-years",
    "9999",
    "0000-W01x",
  ])("%s is refused", (text) => {
    expect(() => parsePeriod(text, context)).toThrow(Problem);
  });

  it("is a fiscal year where no fiscal calendar is declared: the calendar year is offered, never taken", () => {
    const none = given({ fiscalCalendars: [] });
    expect(nearestTo("FY2026", none)).toBe("2026");
    expect(nearestTo("FY2026-Q1", none)).toBe("2026-Q1");
    expect(nearestTo("this-fiscal-year", none)).toBe("this-year");
    expect(nearestTo("last-3-fiscal-quarters", none)).toBe("last-3-quarters");
  });

  it("offers only what it would take", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 \-/QW]{0,14}$/), (text) => {
        let near: string | null = null;
        try {
          parsePeriod(text, context);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== "bad_period") throw error;
          near = error.facts.nearest;
        }
        if (near !== null) expect(() => parsePeriod(near, context)).not.toThrow();
      }),
    );
  });
});

describe("the watermark's day", () => {
  it("is the day that ends, where the watermark is its last midnight", () => {
    const midnight = Date.parse("2018-01-01T00:00:00Z");
    expect(dateOf(watermarkDay(midnight, "UTC"))).toBe("2017-12-31");
    expect(dateOf(watermarkDay(midnight + 1, "UTC"))).toBe("2018-01-01");
    expect(dateOf(watermarkDay(midnight, "America/New_York"))).toBe("2017-12-31");
    expect(read("last-12-months", { ...context, watermarkDay: watermarkDay(midnight, "UTC") })).toBe(
      "2017-01-01 2018-01-01",
    );
  });
});
