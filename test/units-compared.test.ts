import { describe, expect, it } from "vitest";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

/** So many opportunities created on each day. */
const created: Readonly<Record<string, number>> = {
  "2023-02-28": 1,
  "2023-03-01": 2,
  "2023-03-02": 3,
  "2024-02-28": 4,
  "2024-02-29": 5,
  "2024-03-01": 6,
  "2024-03-02": 7,
  "2025-02-28": 8,
  "2025-03-01": 9,
  "2025-03-02": 10,
};

const made = company(exampleConfig, {
  opportunities: Object.entries(created).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, index) => ({
      opportunity_id: `${day}/${index}`,
      created_at: `${day}T12:00:00Z`,
      stage: "proposal",
    })),
  ),
});

const days = async (from: string, to: string, kpi: string, variant?: string) => {
  const { asker } = await made;
  const before = {
    from: `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`,
    to: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`,
  };
  const asked = { kpi, range: { from, to }, compare: before, grain: "day" as const };
  const { rows } = await asker.answer(variant === undefined ? asked : { ...asked, variant });
  return rows;
};

describe("days that are compared with those of the year before", () => {
  it("are held against their own dates in a leap year, and its 29 February against nothing", async () => {
    const rows = await days("2024-02-28", "2024-03-03", "opportunities_created");
    expect(rows.map(({ period, value, previous }) => [period, value, previous?.value])).toEqual([
      ["2024-02-28", 4, 1],
      ["2024-02-29", 5, null],
      ["2024-03-01", 6, 2],
      ["2024-03-02", 7, 3],
    ]);
    expect(rows[1]?.previous?.flags).toEqual(["no_counterpart"]);
  });

  it("are held against their own dates in the year after one", async () => {
    const rows = await days("2025-02-28", "2025-03-03", "opportunities_created");
    expect(rows.map(({ period, previous }) => [period, previous?.value])).toEqual([
      ["2025-02-28", 4],
      ["2025-03-01", 6],
      ["2025-03-02", 7],
    ]);
  });

  it("are so where they tell what stands at their ends, and what moved in them", async () => {
    const rows = await days("2024-02-28", "2024-03-03", "pipeline_by_stage");
    const stood = rows.filter(({ keys }) => keys.stage === "proposal");
    expect(stood.map(({ previous }) => previous?.num)).toEqual([1, null, 3, 6]);
    const moved = (await days("2024-02-28", "2024-03-03", "pipeline_by_stage", "balance_sheet")).filter(
      ({ keys }) => keys.stage === "proposal",
    );
    expect(moved.map(({ previous }) => previous?.value)).toEqual([1, null, 3, 6]);
  });
});

interface Range {
  readonly from: string;
  readonly to: string;
}

const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const daysOf = ({ from, to }: Range): string[] => {
  const days: string[] = [];
  for (let day = from; day < to; day = dayAfter(day)) days.push(day);
  return days;
};

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** So many deals on a day as nobody would guess. */
const dealsOn = (date: string): number => ((Date.parse(date) / 86_400_000) % 7 === 3 ? 0 : Number(date.slice(8)) % 4);

/** The whole unit that holds the day, by its first one. */
const wholeOf = (date: string, grain: string, weekStart: number, fiscalMonth: number): string => {
  const [year = 0, month = 0] = date.split("-").map(Number);
  const monthsBack = (size: number, first: number): string => {
    const back = (month - first + 12) % size;
    return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
  };
  switch (grain) {
    case "day":
      return date;
    case "week":
      return dayAfter(date, -((weekday(date) - weekStart + 7) % 7));
    case "month":
      return monthsBack(1, 1);
    case "quarter":
      return monthsBack(3, 1);
    case "year":
      return monthsBack(12, 1);
    default:
      return monthsBack(grain === "fiscal-quarter" ? 3 : 12, fiscalMonth);
  }
};

interface Held {
  readonly period: string | undefined;
  readonly value: number;
  readonly before: number | null;
  readonly isUnequal: boolean;
}

/** The rows of a question, day by day: what happened in each unit, and in the one at the same place of the other range. */
const loop = (range: Range, compare: Range, grain: string, weekStart: number, fiscalMonth: number, ahead: string) => {
  const cut = (whole: Range) => {
    const found = new Map<string, string[]>();
    for (const day of daysOf(whole)) {
      const unit = wholeOf(day, grain, weekStart, fiscalMonth);
      found.set(unit, [...(found.get(unit) ?? []), day]);
    }
    return [...found].map(([start, days]) => ({ days, at: (Date.parse(start) - Date.parse(whole.from)) / 86_400_000 }));
  };
  const [now, then] = [cut(range), cut(compare)];
  let [shift, least] = [0, Number.POSITIVE_INFINITY];
  for (const by of [0, 1, -1]) {
    const [one, other] = [now[by < 0 ? 1 : 0], then[by > 0 ? 1 : 0]];
    if (one === undefined || other === undefined || Math.abs(one.at - other.at) >= least) continue;
    [shift, least] = [by, Math.abs(one.at - other.at)];
  }
  const deals = (days: readonly string[]) => days.reduce((sum, day) => sum + (day < ahead ? dealsOn(day) : 0), 0);
  const begun = (days: readonly string[]) => days.filter((day) => day < ahead);
  const working = (days: readonly string[]) => begun(days).filter((day) => weekday(day) % 6 !== 0).length;
  return now.map(({ days }, index): Held => {
    const other = then[index + shift];
    if (other === undefined) return { period: days[0], value: deals(days), before: null, isUnequal: false };
    const [a, b] = [begun(days).length, begun(other.days).length].sort((x, y) => x - y) as [number, number];
    const isUnequal = a > 0 && working(days) !== working(other.days) && a / b < 0.9;
    return { period: days[0], value: deals(days), before: deals(other.days), isUnequal };
  });
};

const pairs: readonly (readonly [string, Range, Range])[] = [
  ["four months, and those before", { from: "2025-01-01", to: "2025-05-01" }, { from: "2024-09-01", to: "2025-01-01" }],
  ["five months, and those before", { from: "2025-01-01", to: "2025-06-01" }, { from: "2024-08-01", to: "2025-01-01" }],
  [
    "a range from the middle of a month, and the days before",
    { from: "2025-03-17", to: "2025-06-10" },
    { from: "2024-12-22", to: "2025-03-17" },
  ],
  [
    "a range from the last day of a month, and the days before",
    { from: "2025-01-31", to: "2025-03-02" },
    { from: "2025-01-01", to: "2025-01-31" },
  ],
  [
    "ninety days from a Sunday, and the days before",
    { from: "2025-06-01", to: "2025-08-30" },
    { from: "2025-03-03", to: "2025-06-01" },
  ],
  [
    "ninety days from a Monday, and the days before",
    { from: "2025-06-02", to: "2025-08-31" },
    { from: "2025-03-04", to: "2025-06-02" },
  ],
  ["a year and the year before", { from: "2025-01-01", to: "2026-01-01" }, { from: "2024-01-01", to: "2025-01-01" }],
  [
    "a leap year and the year before",
    { from: "2024-01-01", to: "2025-01-01" },
    { from: "2023-01-01", to: "2024-01-01" },
  ],
  [
    "a year of 53 weeks and one of 52",
    { from: "2024-12-30", to: "2026-01-05" },
    { from: "2024-01-01", to: "2024-12-30" },
  ],
  [
    "this year so far, and as much of the year before",
    { from: "2026-01-01", to: "2027-01-01" },
    { from: "2025-01-01", to: "2025-11-22" },
  ],
  [
    "this year so far, and the whole year before",
    { from: "2026-01-01", to: "2027-01-01" },
    { from: "2025-01-01", to: "2026-01-01" },
  ],
  [
    "a week, and the same dates a year earlier",
    { from: "2025-07-21", to: "2025-07-28" },
    { from: "2024-07-21", to: "2024-07-28" },
  ],
  ["thirteen weeks and fourteen", { from: "2025-06-30", to: "2025-09-29" }, { from: "2025-03-24", to: "2025-06-30" }],
  [
    "days on which clocks change, and those before",
    { from: "2025-03-30", to: "2025-04-27" },
    { from: "2025-03-02", to: "2025-03-30" },
  ],
  [
    "a fiscal year and the year before",
    { from: "2025-02-01", to: "2026-02-01" },
    { from: "2024-02-01", to: "2025-02-01" },
  ],
];

describe.each([
  ["weeks begin on Monday", "mon", 1, "UTC"],
  ["weeks begin on Sunday, and clocks change", "sun", 0, "America/New_York"],
] as const)("where %s", (_, weekStarts, weekStart, timezone) => {
  const fiscalCalendars = [{ id: "fiscal", startsMonth: 2, label: "ending_year" as const }];
  const whole = { from: "2023-01-01", to: "2026-11-22" };
  const made = company(
    { ...exampleConfig, weekStarts, timezone, fiscalCalendars },
    {
      opportunities: daysOf(whole).flatMap((day) =>
        Array.from({ length: dealsOn(day) }, (_, index) => ({
          ...{ opportunity_id: `${day}/${index}`, created_at: `${day}T23:30:00`, stage: "proposal" },
        })),
      ),
    },
  );

  it.each(pairs)(
    "%s: each unit is held against the one at the same place, or says that it is longer",
    async (_, range, compare) => {
      const { asker } = await made;
      for (const grain of ["week", "month", "quarter", "year", "fiscal-quarter", "fiscal-year"] as const) {
        const asked = { kpi: "opportunities_created", range, compare, grain, asOf: "2026-11-22T12:00:00Z" };
        const { rows, notes } = await asker.answer(asked);
        const held = rows.map(({ period, value, previous }) => ({
          ...{ period, value, before: previous?.value },
          isUnequal: previous?.flags.includes("unequal_length") === true,
        }));
        const expected = loop(range, compare, grain, weekStart, 2, "2026-11-23");
        expect(held, grain).toEqual(expected);
        const unequal = expected.filter(({ isUnequal }) => isUnequal).length;
        expect(notes.find(({ code }) => code === "unequal_units")?.count ?? 0, grain).toBe(unequal);
        for (const { previous, change } of rows)
          if (previous?.flags.includes("unequal_length") === true) expect(change?.verdict, grain).toBe("too_few");
      }
    },
  );

  it("what stands at the ends of weeks, and what moved in them, is held against the same weeks", async () => {
    const { asker } = await made;
    const range = { from: "2024-01-01", to: "2024-03-01" };
    const compare = { from: "2023-01-01", to: "2023-03-01" };
    const standing = { kpi: "pipeline_by_stage", range, compare, grain: "week" } as const;
    for (const asked of [standing, { ...standing, variant: "balance_sheet" }]) {
      const rows = (await asker.answer(asked)).rows.filter(({ keys }) => keys.stage === "proposal");
      for (const { period, previous } of rows) {
        const end = dayAfter(wholeOf(period ?? "", "week", weekStart, 2), 7 - 364);
        const days = daysOf({ from: whole.from, to: end < compare.to ? end : compare.to });
        const stood = days.reduce((sum, day) => sum + dealsOn(day), 0);
        expect(previous?.num, `${asked.kpi} ${period}`).toBe(stood);
      }
    }
  });
});
