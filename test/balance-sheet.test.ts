import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import type { Question } from "../src/query/index.ts";
import { described } from "../src/reports/table/catalogue.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { randomWorld } from "./worlds/random.ts";

const sheet = { kpi: "pipeline_by_stage", variant: "balance_sheet" } as const;

describe("an amount that changes at midnight, on the day of a new rate", () => {
  const made = company(exampleConfig, {
    opportunities: [
      { opportunity_id: "1", created_at: "2026-01-05T10:00:00Z", stage: "proposal", amount: "150", currency: "EUR" },
    ],
    value_changes: [
      {
        opportunity_id: "1",
        field: "amount",
        from_value: "100",
        value: "150",
        changed_at: "2026-02-01T00:00:00Z",
      },
    ],
    fx_rates: [
      { currency: "EUR", rate_on: "2026-01-01", rate: "1" },
      { currency: "EUR", rate_on: "2026-02-01", rate: "1.2" },
    ],
  });

  it("is repriced at the rate of that day; the rest is the currency's", async () => {
    const { asker } = await made;
    const { total } = await asker.answer({ ...sheet, range: { from: "2026-02-01", to: "2026-03-01" } });
    expect(total.more).toMatchObject({
      open_start_money: 100,
      open_end_money: 180,
      repriced_money: 60,
      currency_money: 20,
    });
  });
});

describe("a balance sheet", () => {
  const world = randomWorld(3);
  const made = company(world.config, world.tables);
  const question: Question = { ...sheet, range: { from: "2024-05-01", to: "2024-11-01" } };
  const answer = async (more: Partial<Question> = {}) => (await made).asker.answer({ ...question, ...more });

  it("of one stage is that stage's row, its total too", async () => {
    const { rows } = await answer();
    for (const row of rows) {
      const one = await answer({ where: [{ dimension: "stage", operator: "=", values: [row.keys.stage ?? null] }] });
      const { moved_on: _, moved_on_money: __, moved_back: ___, moved_back_money: ____, ...lines } = row.more;
      expect(one.rows).toEqual([row]);
      expect(one.total.more).toEqual(lines);
    }
  });

  it("of all stages but one closes: what went to that one moved out", async () => {
    const { rows } = await answer();
    const left = rows[0]?.keys.stage ?? null;
    const { total } = await answer({ where: [{ dimension: "stage", operator: "!=", values: [left] }] });
    const of = (line: string): number => total.more[line] ?? 0;
    const came = of("open_start") + of("created") + of("reopened") + of("moved_in");
    const went = of("won") + of("lost") + of("no_decision") + of("moved_out") + of("deleted");
    expect(came - went).toBe(of("open_end"));
  });

  it("is split and filtered by stages alone, and the catalogue says so", async () => {
    const kpi = catalogue.find(({ id }) => id === sheet.kpi);
    const told = kpi === undefined ? [] : described(kpi).variants;
    expect(told.find(({ id }) => id === "balance_sheet")?.dimensions).toEqual(["stage"]);
    expect(told.find(({ id }) => id === "default")?.dimensions).toContain("person");
    for (const dimension of ["person", "amount"])
      await expect(answer({ where: [{ dimension, operator: "=", values: ["1"] }] })).rejects.toMatchObject({
        code: "unknown_dimension",
      });
    await expect(answer({ by: ["person"] })).rejects.toMatchObject({ code: "unknown_dimension" });
  });

  it("is compared like any other answer, unit by unit", async () => {
    const compare = { from: "2023-11-01", to: "2024-05-01" };
    const before = await answer({ range: compare, grain: "month" });
    const { total, rows } = await answer({ compare, grain: "month" });
    expect(total.previous?.more).toEqual(before.total.more);
    expect(rows.filter((row) => row.previous === undefined)).toEqual([]);
    for (const [index, row] of before.rows.filter((one) => one.keys.stage !== "unknown").entries()) {
      const own = rows.filter((one) => one.keys.stage !== "unknown")[index];
      expect(own?.previous?.more).toEqual(row.more);
    }
  });
});

describe("a unit that the range compared with does not have", () => {
  const world = randomWorld(3);
  const made = company(world.config, world.tables);
  const range = { from: "2024-05-01", to: "2024-11-01" };
  const shorter = { from: "2024-01-01", to: "2024-05-01" };

  it.each([
    { kpi: "pipeline_by_stage", variant: "balance_sheet" },
    { kpi: "pipeline_by_stage" },
    { kpi: "lead_stage_share" },
    { kpi: "opportunities_created" },
  ])("is compared with nothing, not with 0: $kpi $variant", async (asked) => {
    const { rows } = await (await made).asker.answer({ ...asked, range, compare: shorter, grain: "month" });
    const months = [...new Set(rows.map(({ period }) => period))];
    expect(months).toHaveLength(6);
    for (const { period, previous, change } of rows) {
      if (months.indexOf(period) < 4) expect(previous?.flags).not.toContain("no_counterpart");
      else {
        expect(previous).toMatchObject({ value: null, num: null, n: 0, flags: ["no_counterpart"], more: {} });
        expect(change).toEqual({ absolute: null, relative: null, verdict: "too_few" });
      }
    }
  });
});

describe("the sheet of a deal that went on, back and on again, and past a stage", () => {
  const path = ["qualified", "needs_analysis", "qualified", "proposal", "needs_analysis"];
  const made = company(exampleConfig, {
    opportunities: [{ opportunity_id: "1", created_at: "2026-01-05T00:00:00Z", stage: "needs_analysis" }],
    stage_changes: path.map((stage, index) => ({
      subject_type: "opportunity",
      subject_id: "1",
      stage,
      changed_at: `2026-01-0${5 + index}T00:00:00Z`,
    })),
  });

  it("says of each stage what moved on from it and what moved back", async () => {
    const { rows } = await (await made).asker.answer({ ...sheet, range: { from: "2026-01-01", to: "2026-02-01" } });
    const told = rows.map(({ keys, more }) => [
      keys.stage,
      more.moved_in,
      more.moved_out,
      more.moved_on,
      more.moved_back,
    ]);
    expect(told).toEqual([
      ["qualified", 1, 2, 2, 0],
      ["needs_analysis", 2, 1, 0, 1],
      ["proposal", 1, 1, 0, 1],
    ]);
  });
});
