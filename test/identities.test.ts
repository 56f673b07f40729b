import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import type { Answer, Question } from "../src/query/index.ts";
import { dimensionsOf } from "../src/query/index.ts";
import { company } from "./engine.ts";
import { cutAt } from "./worlds/cut.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "7,8").split(",").map(Number);
const range = { from: "2024-02-01", to: "2025-02-01" };
const everything: Question[] = catalogue.flatMap((kpi) =>
  Object.keys(kpi.variants).map((variant) => ({ kpi: kpi.id, variant, range })),
);

/** What an answer says, without when the data ended. */
const said = ({ total, rows, question, watermark }: Answer) => ({
  total,
  rows: rows.map(({ labels: _, ...row }) => row),
  as_of: question.as_of,
  watermark,
});

describe.each(seeds)("in a company made from seed %i", (seed) => {
  const world = randomWorld(seed);
  const made = company(world.config, world.tables);

  it("splits of additive figures add up to the whole, but for teams within teams", async () => {
    const { asker } = await made;
    for (const kpi of catalogue.filter((one) => one.additivity === "additive"))
      for (const [variant, { additivity, measure }] of Object.entries(kpi.variants)) {
        if ((additivity ?? kpi.additivity) !== "additive") continue;
        const total = (await asker.answer({ kpi: kpi.id, variant, range })).total.value ?? 0;
        // One meeting counts for each of us who attended: people do not add up there.
        const splits = dimensionsOf(measure).filter(
          (id) => id !== "team" && !(kpi.id === "activities" && id === "person"),
        );
        for (const by of splits) {
          const { rows } = await asker.answer({ kpi: kpi.id, variant, range, by: [by] });
          expect(
            rows.reduce((sum, row) => sum + (row.value ?? 0), 0),
            `${kpi.id} ${variant} by ${by}`,
          ).toBeCloseTo(total, 6);
        }
        const { rows } = await asker.answer({ kpi: kpi.id, variant, range, grain: "week" });
        expect(
          rows.reduce((sum, row) => sum + (row.value ?? 0), 0),
          `${kpi.id} ${variant} by week`,
        ).toBeCloseTo(total, 6);
      }
  });

  it("the product of the stage conversions of one pipeline is the share won of those who reached its first stage", async () => {
    const { asker, session } = await made;
    const long = { from: "2023-01-01", to: "2026-06-01" };
    for (const pipeline of world.config.pipelines) {
      const rungs = pipeline.stages
        .filter((stage) => stage.of === "opportunity" && stage.category === "open")
        .map((stage) => stage.id);
      const { rows } = await asker.answer({
        kpi: "stage_conversion",
        variant: "reached",
        range: long,
        where: [{ dimension: "pipeline", operator: "=", values: [pipeline.id] }],
      });
      const cells = rungs.map((id) => rows.find((row) => row.keys.stage === id));
      const [won] = await session.rows({
        chunks: [
          `select count(*) filter (is_won) as n from facts.opportunities o join pipeline_ids p on p.no = o.pipeline_no where excluded is null and not no_close_date and p.id = '${pipeline.id}'`,
        ],
        values: [],
      });
      const first = cells[0]?.den ?? 0;
      if (first === 0) continue;
      const product = cells.reduce((all, cell) => all * ((cell?.num ?? 0) / Math.max(1, cell?.den ?? 1)), 1);
      expect(product).toBeCloseTo(Number(won?.n) / first, 10);
    }
  });

  it("the pipeline balance sheet closes to zero, in number and in money, for the whole and for each stage", async () => {
    const { asker } = await made;
    for (const grain of [undefined, "month"] as const) {
      const { total, rows } = await asker.answer({ kpi: "pipeline_by_stage", variant: "balance_sheet", range, grain });
      for (const { more } of [total, ...rows])
        for (const suffix of ["", "_money"]) {
          const of = (line: string): number => more[`${line}${suffix}`] ?? 0;
          const left =
            of("open_start") +
            of("created") +
            of("reopened") +
            of("moved_in") -
            of("won") -
            of("lost") -
            of("no_decision") -
            of("moved_out") -
            of("deleted") -
            of("open_end");
          const bars = suffix === "" ? 0 : (more.repriced_money ?? 0) + (more.currency_money ?? 0);
          expect(left + bars).toBeCloseTo(0, 6);
        }
    }
  });

  it("answers as of an instant are the same whatever has been recorded since", async () => {
    const { asker } = await made;
    for (const instant of ["2024-07-01T04:00:00Z", "2025-01-15T12:34:56Z"]) {
      const cut = cutAt(world, Date.parse(instant));
      await using then = await company(cut.config, cut.tables);
      for (const question of everything) {
        const asked = { ...question, asOf: instant };
        expect(said(await then.asker.answer(asked)), JSON.stringify(asked)).toEqual(said(await asker.answer(asked)));
      }
    }
  });

  it("answers do not depend on the order of the rows", async () => {
    const { asker } = await made;
    const turned = Object.fromEntries(
      Object.entries(world.tables).map(([table, rows]) => [table, [...rows].reverse()]),
    );
    await using other = await company(world.config, turned);
    for (const question of everything)
      expect(said(await other.asker.answer(question)), JSON.stringify(question)).toEqual(
        said(await asker.answer(question)),
      );
  });
});
