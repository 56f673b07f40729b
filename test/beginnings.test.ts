/** A figure is not held against a time before its data begins: it did not rise from nothing, nothing is known of that time. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const dayOf = (index: number): string => new Date(Date.UTC(2025, 6, 3 + index)).toISOString().slice(0, 10);
const every = Array.from({ length: 240 }, (_, index) => index);

let made: Company;
beforeAll(async () => {
  // Leads since July 2025, activities since November.
  made = await company(exampleConfig, {
    people: [{ person_id: "ann", name: "Ann" }],
    leads: every.map((index) => ({ lead_id: `l${index}`, created_at: `${dayOf(index)}T10:00:00Z`, owner_id: "ann" })),
    activities: every.slice(124).map((index) => ({
      ...{ activity_id: `a${index}`, type: "call", status: "completed", person_id: "ann" },
      ...{ lead_id: `l${index}`, occurred_at: `${dayOf(index)}T12:00:00Z`, direction: "outbound" },
    })),
    opportunities: every.slice(0, 120).map((index) => ({
      ...{
        opportunity_id: `o${index}`,
        created_at: `${dayOf(index * 2)}T11:00:00Z`,
        owner_id: "ann",
        stage: "proposal",
      },
    })),
  });
});
afterAll(() => made[Symbol.asyncDispose]());

const asked = async (
  kpi: string,
  range: [string, string],
  compare: [string, string],
  grain?: "month",
  asOf?: string,
) => {
  const [from, to] = range;
  return made.asker.answer({
    ...{ kpi, range: { from, to }, compare: { from: compare[0], to: compare[1] } },
    ...(grain === undefined ? {} : { grain }),
    ...(asOf === undefined ? {} : { asOf }),
  });
};
const codes = ({ notes }: { notes: readonly { code: string }[] }) => notes.map(({ code }) => code);

describe("what a figure is compared with", () => {
  it("has no verdict where it lies before the data, and the day is said on which that begins", async () => {
    const before = await asked("opportunities_created", ["2025-08-01", "2026-02-01"], ["2024-08-01", "2025-02-01"]);
    expect([before.total.change?.verdict, before.total.previous?.value]).toEqual(["too_few", 0]);
    expect(before.notes.find(({ code }) => code === "begins_later")?.message).toContain("begins on 3 Jul 2025");
    const known = await asked("opportunities_created", ["2026-01-01", "2026-02-01"], ["2025-08-01", "2025-09-01"]);
    expect(codes(known)).not.toContain("begins_later");
  });

  it("has none where half of it lies before, and one where but the first days do", async () => {
    const half = await asked("opportunities_created", ["2025-08-01", "2025-09-01"], ["2025-06-15", "2025-07-15"]);
    expect(codes(half)).toContain("begins_later");
    // Nobody created a deal on the first two days of July.
    const days = await asked("opportunities_created", ["2025-08-01", "2025-09-01"], ["2025-07-01", "2025-08-01"]);
    expect(codes(days)).not.toContain("begins_later");
  });

  it("is judged by the data of the KPI: activities may be known later than leads", async () => {
    const range: [string, string] = ["2025-12-01", "2026-01-01"];
    const compare: [string, string] = ["2025-10-01", "2025-11-01"];
    const work = await asked("activities", range, compare);
    expect([work.total.change?.verdict, codes(work)]).toEqual(["too_few", expect.arrayContaining(["begins_later"])]);
    const deals = await asked("opportunities_created", range, compare);
    expect(codes(deals)).not.toContain("begins_later");
  });

  it("is judged unit by unit", async () => {
    const { rows, total } = await asked(
      "activities",
      ["2026-01-01", "2026-03-01"],
      ["2025-10-01", "2025-12-01"],
      "month",
    );
    expect(rows.map(({ change }) => change?.verdict)).toEqual(["too_few", expect.not.stringMatching("too_few")]);
    expect(total.change?.verdict).toBe("too_few");
  });

  it("is nothing to a month that has not begun: it has not fallen", async () => {
    const ahead = await asked("opportunities_created", ["2026-03-01", "2026-04-01"], ["2025-12-01", "2026-01-01"]);
    expect([ahead.total.value, ahead.total.previous?.value, ahead.total.change?.verdict]).toEqual([0, 15, "too_few"]);
    const asOf = "2026-02-01T00:00:00Z";
    const year = await asked(
      "opportunities_created",
      ["2026-01-01", "2026-03-01"],
      ["2025-11-01", "2026-01-01"],
      "month",
      asOf,
    );
    expect(year.rows.map(({ change }) => change?.verdict)).toEqual(["no_clear_change", "too_few"]);
  });

  it("of what stands somewhere is known from the day on which anything stood", async () => {
    const inside = await asked("pipeline_by_stage", ["2025-09-01", "2025-10-01"], ["2025-06-01", "2025-07-10"]);
    expect(codes(inside)).not.toContain("begins_later");
    const before = await asked("pipeline_by_stage", ["2025-09-01", "2025-10-01"], ["2025-06-01", "2025-07-01"]);
    expect([before.total.change?.verdict, codes(before)]).toEqual([
      "too_few",
      expect.arrayContaining(["begins_later"]),
    ]);
  });

  it("is judged of KPIs that follow leads and opportunities alike by the earlier of both", async () => {
    for (const kpi of ["stage_conversion", "stage_duration"]) {
      const before = await asked(kpi, ["2025-08-01", "2025-11-01"], ["2024-08-01", "2024-11-01"]);
      expect(codes(before), kpi).toContain("begins_later");
      expect([...new Set(before.rows.map(({ change }) => change?.verdict))], kpi).toEqual(["too_few"]);
    }
  });

  it("is judged as of an instant by what was known then", async () => {
    const then = await asked(
      "opportunities_created",
      ["2025-08-01", "2025-09-01"],
      ["2025-05-01", "2025-06-01"],
      undefined,
      "2025-09-15",
    );
    expect(codes(then)).toContain("begins_later");
  });
});
