/** What must hold in every world, asked of the oracle alone on made-up companies. */
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/query/question.ts";
import { cutAt } from "../worlds/cut.ts";
import { randomWorld } from "../worlds/random.ts";
import { askOracle, oracleRecords } from "./ask.ts";
import { oracleVariants } from "./catalogue.ts";
import { iso } from "./time.ts";
import { watermarkOf } from "./watermark.ts";

const seeds = [1, 2, 3, 4];
const range = { from: "2023-06-01", to: "2025-10-01" };
const middle = { from: "2024-02-01", to: "2025-02-01" };
const all = Object.entries(oracleVariants).flatMap(([kpi, variants]) => variants.map((variant) => ({ kpi, variant })));

describe.each(seeds)("a company made from seed %i", (seed) => {
  const world = randomWorld(seed, seed > 2 ? { leads: 25, opportunities: 25 } : {});

  it("is the same company each time", () => {
    expect(randomWorld(seed, seed > 2 ? { leads: 25, opportunities: 25 } : {})).toEqual(world);
  });

  it("gives the same answers as of an instant whatever has been recorded since", () => {
    for (const instant of [seed % 2 === 0 ? "2024-07-01T04:00:00Z" : "2025-01-15T12:34:56Z"]) {
      const cut = cutAt(world, Date.parse(instant));
      for (const { kpi, variant } of all) {
        const question: Question = { kpi, variant, range, asOf: instant };
        expect(askOracle(cut, question), `${kpi} ${variant} as of ${instant}`).toEqual(askOracle(world, question));
      }
    }
  });

  it("finds as many records behind a figure as the figure says", () => {
    for (const { kpi, variant } of all.filter((one) => one.kpi !== "goal_attainment")) {
      const question: Question = { kpi, variant, range: middle };
      const { total } = askOracle(world, question);
      if (total.flags.includes("not_additive") || variant === "balance_sheet" || variant === "records_touched")
        continue;
      const part = total.den === null || variant === "per_working_day" ? "num" : "den";
      const isByValue = variant === "value" || variant === "by_won_value";
      const records = oracleRecords(world, question, part);
      if (!isByValue) expect(records.length, `${kpi} ${variant}`).toBe(total.n);
      expect(total.value === null ? total.flags.length : 1, `${kpi} ${variant}`).toBeGreaterThan(0);
    }
  });

  it("closes its pipeline balance sheet, for the whole and for each stage", () => {
    for (const grain of ["quarter", "month"] as const) {
      const { total, rows } = askOracle(world, {
        kpi: "pipeline_by_stage",
        variant: "balance_sheet",
        range: middle,
        grain,
      });
      for (const { more: m } of [total, ...rows]) {
        const moved =
          m.open_start! +
          m.created! +
          m.reopened! +
          m.moved_in! -
          m.won! -
          m.lost! -
          m.no_decision! -
          m.moved_out! -
          m.deleted!;
        expect(m.open_end).toBe(moved);
      }
    }
  });

  it("has as many open on the sheet, less those deleted later, as in the stock", () => {
    const sheet = askOracle(world, { kpi: "pipeline_by_stage", variant: "balance_sheet", range: middle }).total;
    const stock = askOracle(world, { kpi: "pipeline_by_stage", range: middle }).total;
    expect(stock.value).toBe(sheet.more.open_end! - sheet.more.deleted_later!);
    expect(stock.value).toBeGreaterThan(0);
  });

  it("multiplies the conversions of all stages to the share won", () => {
    const asOf = iso(watermarkOf(world));
    const whole = { from: "2000-01-01", to: "2030-01-01" };
    const { rows } = askOracle(world, { kpi: "stage_conversion", variant: "reached", range: whole, asOf });
    for (const pipeline of world.config.pipelines) {
      const ladder = pipeline.stages.filter((stage) => stage.of === "opportunity" && stage.category === "open");
      const cells = ladder.map(({ id }) => rows.find((row) => row.keys.stage === id)!);
      for (const [i, cell] of cells.slice(0, -1).entries()) expect(cells[i + 1]?.den).toBe(cell.num);
      const where = [{ dimension: "pipeline", operator: "=", values: [pipeline.id] }] as const;
      const won = askOracle(world, { kpi: "win_rate", range: whole, asOf, where }).total.more.won;
      expect(cells.at(-1)?.num).toBe(won);
    }
  });

  it("counts every closed opportunity under one person, and shares of active leads that sum to one", () => {
    const { total, rows } = askOracle(world, { kpi: "win_rate", range: middle, by: ["person"] });
    expect(rows.reduce((sum, row) => sum + row.den!, 0)).toBe(total.den);
    const share = askOracle(world, { kpi: "lead_stage_share", range: middle });
    expect(share.rows.reduce((sum, row) => sum + row.num!, 0)).toBe(share.total.den);
  });
});
