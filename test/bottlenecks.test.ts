import { describe, expect, it } from "vitest";
import { differences } from "./agreement.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { askOracle } from "./oracle/index.ts";

const start = Date.parse("2025-01-01T00:00:00Z");
const hour = 3_600_000;
const at = (hours: number): string => new Date(start + hours * hour).toISOString();
const days = 400;

/** Every day a deal begins; it takes some days in each stage. Needs analysis stops letting go of anything at `jam`, in days. */
const deals = (jam: number) => {
  const moves: Record<string, string>[] = [];
  const opportunities: Record<string, string>[] = [];
  for (let day = 0; day < days; day += 1) {
    const id = String(day + 1);
    opportunities.push({ opportunity_id: id, created_at: at(day * 24), stage: "qualified" });
    const steps = [
      ["qualified", day * 24],
      ["needs_analysis", day * 24 + 30 + (day % 5) * 20],
      ["proposal", day * 24 + 30 + (day % 5) * 20 + 90 + (day % 7) * 24],
      [day % 3 === 0 ? "lost" : "won", day * 24 + 500 + (day % 4) * 30],
    ] as const;
    for (const [index, [stage, hours]] of steps.entries()) {
      if (hours >= days * 24 || (index >= 2 && hours >= jam * 24)) break;
      moves.push({
        subject_type: "opportunity",
        subject_id: id,
        stage,
        changed_at: at(hours),
        change_id: `${day}${index}`,
      });
    }
  }
  const leads = [{ lead_id: "1", created_at: at(0), stage: "suspect" }];
  return { leads, opportunities, stage_changes: moves };
};

const asked = (from: string, to: string) => ({
  kpi: "lead_stage_share",
  variant: "process",
  range: { from, to },
});

describe("a stage that lets nothing go for four weeks", () => {
  const world = { config: exampleConfig, tables: deals(days - 28) };
  const made = company(world.config, world.tables);
  const month = asked("2026-01-08", "2026-02-05");

  it("is a bottleneck: more comes in than goes out, and half of it stays longer than ever", async () => {
    const { rows } = await (await made).asker.answer(month);
    const row = rows.find((one) => one.keys.stage === "needs_analysis");
    expect(row?.flags).toContain("bottleneck");
    expect(row?.more).toMatchObject({
      sign_net_inflow: 1,
      sign_median_days: 1,
      advanced: 0,
      left: 0,
      conversion: null,
    });
    expect(row?.more.net_inflow).toBe(row?.more.entered);
    expect(row?.more.norm_median_days).toBeGreaterThan(5);
    expect(row?.more.norm_median_days).toBeLessThan(8);
  });

  it("is one in a company without leads too: its process begins with the deals", async () => {
    await using dealsAlone = await company(exampleConfig, { ...world.tables, leads: [] });
    const { rows, total, notes } = await dealsAlone.asker.answer(month);
    expect(rows.filter((row) => row.flags.includes("bottleneck")).map((row) => row.keys.stage)).toEqual([
      "needs_analysis",
    ]);
    expect(total.value).toBe(1);
    expect(notes).toEqual([]);
  });

  it("is the only one", async () => {
    const { rows } = await (await made).asker.answer(month);
    expect(rows.filter((row) => row.flags.includes("bottleneck")).map((row) => row.keys.stage)).toEqual([
      "needs_analysis",
    ]);
  });

  it("is none in the months before", async () => {
    const { rows } = await (await made).asker.answer(asked("2025-12-01", "2026-01-01"));
    expect(rows.flatMap((row) => row.flags)).not.toContain("bottleneck");
    expect(rows.find((row) => row.keys.stage === "needs_analysis")?.more.sign_median_days).toBe(0);
  });

  it("has a norm only where enough came before", async () => {
    const { rows } = await (await made).asker.answer(asked("2025-03-01", "2025-03-29"));
    expect(rows.find((row) => row.keys.stage === "needs_analysis")?.more.norm_median_days).toBeNull();
  });

  it("looks the same to the oracle, over a week, a month and a year", async () => {
    const { asker } = await made;
    for (const [from, to] of [
      ["2026-01-08", "2026-02-05"],
      ["2025-11-03", "2025-11-10"],
      ["2025-12-01", "2026-01-01"],
      ["2025-02-01", "2026-02-01"],
      ["2026-02-01", "2026-03-01"],
    ] as const) {
      const ours = await asker.answer(asked(from, to));
      const theirs = askOracle(world, asked(from, to));
      const stages = theirs.rows.map((row) => row.keys.stage);
      const rows = ours.rows.filter((row) => stages.includes(row.keys.stage ?? null));
      expect(differences({ ...ours, rows }, theirs), from).toEqual([]);
    }
  });

  it("what stands at the end is what stood at the start, and what came, without what left", async () => {
    const { asker } = await made;
    const standing = async (to: string) => (await asker.answer({ ...asked("2025-01-01", to) })).rows;
    const [before, after] = [await standing("2025-10-01"), await standing("2026-01-15")];
    const { rows } = await asker.answer(asked("2025-10-01", "2026-01-15"));
    for (const [index, row] of rows.entries())
      expect((after[index]?.num ?? 0) - (before[index]?.num ?? 0)).toBe(row.more.net_inflow);
  });

  it("says nothing of a time that has not begun", async () => {
    const { rows } = await (await made).asker.answer(asked("2031-01-01", "2031-02-01"));
    expect(rows.flatMap(({ more }) => [more.entered, more.left, more.median_days]).every((one) => !one)).toBe(true);
  });
});
