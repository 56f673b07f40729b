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
