/** The oracle against numbers that can be counted by hand. */
import { describe, expect, it } from "vitest";
import type { Cells } from "../worlds/world.ts";
import { askOracle, oracleRecords } from "./ask.ts";
import { plainConfig, plainWorld } from "./fixtures.ts";
import { iso, readInstant } from "./time.ts";
import { federalHolidays, workingHours } from "./working-time.ts";

const start = Date.parse("2024-01-01T00:00:00Z");
const onDay = (days: number): string => iso(start + days * 86_400_000);

/** Ten deals, each created so long before the last day, with how it stands after that many days. */
const tenDeals = (): Cells[] => {
  const told = ["10 Won", "20 Lost", "30 Won", "35 A", "40 Lost", "50 A", "60 Won", "60 A", "90 A", "120 A"];
  return told.map((text, i) => {
    const [days = "0", stage = ""] = text.split(" ");
    const isOpen = stage === "A";
    const created = isOpen ? 120 - Number(days) : 0;
    return {
      opportunity_id: `o${i}`,
      created_at: onDay(created),
      stage,
      closed_at: isOpen ? "" : onDay(Number(days)),
    };
  });
};

const range = { from: "2024-01-01", to: "2025-01-01" };

describe("ten deals", () => {
  const world = plainWorld({ opportunities: tenDeals() });
  const asOf = onDay(120);

  it("took 32 days on average to close, those that were won 33.33", () => {
    const { total } = askOracle(world, { kpi: "sales_cycle_length", range, asOf });
    expect(total.value).toBeCloseTo(32, 12);
    expect(total.more.won_mean).toBeCloseTo(100 / 3, 12);
    expect(total.n).toBe(5);
  });

  it("were won three times of five, by Wilson's interval", () => {
    const { total } = askOracle(world, { kpi: "win_rate", range, asOf });
    expect(total.value).toBe(0.6);
    expect(total.interval?.[0]).toBeCloseTo(0.2307, 4);
    expect(total.interval?.[1]).toBeCloseTo(0.8824, 4);
    expect(oracleRecords(world, { kpi: "win_rate", range, asOf }, "num")).toEqual(["o0", "o2", "o6"]);
  });

  it("have a median of 60 days when the open ones are not forgotten", () => {
    expect(askOracle(world, { kpi: "sales_cycle_length", variant: "km", range, asOf }).total.value).toBe(60);
  });

  it("leave five in the pipeline", () => {
    const { total, rows } = askOracle(world, { kpi: "pipeline_by_stage", range, asOf });
    expect(total.value).toBe(5);
    expect(rows.find((row) => row.keys.stage === "A")?.value).toBe(5);
  });
});

describe("eight paths", () => {
  const paths = ["A B C Won", "A C Won", "A B Lost", "A B A B C Lost", "B C Won", "A", "A Lost", "A B"];
  const world = plainWorld({
    opportunities: paths.map((_, i) => ({ opportunity_id: `o${i}`, created_at: onDay(0) })),
    stage_changes: paths.flatMap((path, i) =>
      path.split(" ").map((stage, k) => ({
        subject_type: "opportunity",
        subject_id: `o${i}`,
        stage,
        changed_at: onDay(k),
      })),
    ),
  });
  const asked = (variant?: string) =>
    askOracle(world, { kpi: "stage_conversion", variant, range, asOf: onDay(200) }).rows.filter(
      ({ keys }) => keys.stage !== "suspect",
    );

  it("reach A, B, C and the win 8, 6, 4 and 3 times", () => {
    const rows = asked("reached");
    expect(rows.map(({ den }) => den)).toEqual([8, 6, 4]);
    expect(rows.map(({ num }) => num)).toEqual([6, 4, 3]);
  });

  it("end within the horizon in four ways that sum to the cohort", () => {
    for (const { den, more } of asked()) {
      expect((more.advanced ?? 0) + (more.lost ?? 0) + (more.still_there ?? 0) + (more.moved_away ?? 0)).toBe(den);
    }
    expect(asked()[0]?.more).toMatchObject({ advanced: 6, lost: 1, still_there: 1, moved_away: 0, horizon_days: 30 });
  });

  it("take a day in A, two for the one that came back", () => {
    const { rows } = askOracle(world, { kpi: "stage_duration", range, asOf: onDay(200) });
    const inA = rows.find((row) => row.keys.stage === "A");
    expect(inA?.den).toBe(7);
    expect(inA?.num).toBe(5);
    expect(inA?.value).toBe(1);
  });
});

describe("working time", () => {
  const at = (text: string): number => readInstant(text, "America/New_York")?.t ?? 0;

  it("counts one hour from Friday 16:30 to Monday 09:30", () => {
    const hours = workingHours(at("2024-03-08T16:30:00"), at("2024-03-11T09:30:00"), "America/New_York", plainConfig);
    expect(hours).toBe(1);
  });

  it("observes the federal holidays that fall on a weekend on the nearest working day", () => {
    expect(federalHolidays(2026)).toContain("2026-07-03");
    expect(federalHolidays(2023)).toContain("2023-01-02");
    expect(federalHolidays(2024)).toHaveLength(11);
  });
});

describe("instants", () => {
  it("reads a local time that occurs twice as the first, and one that does not exist with the offset before", () => {
    expect(readInstant("2024-11-03T01:30:00", "America/New_York")?.t).toBe(Date.parse("2024-11-03T05:30:00Z"));
    expect(readInstant("2024-03-10T02:30:00", "America/New_York")?.t).toBe(Date.parse("2024-03-10T07:30:00Z"));
  });
});
