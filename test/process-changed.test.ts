/** What answers call stages and pipelines once `quarterdeck.yaml` says something else than when the data came in. */
import { afterAll, describe, expect, it } from "vitest";
import { buildFacts, contextAt } from "../src/facts/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { parseConfig } from "../src/model/config.ts";
import { createAsker } from "../src/query/index.ts";
import { company } from "./engine.ts";

const processOf = (pipelines: string) =>
  parseConfig(`workspace: Renamed\npipelines:\n${pipelines}`, "quarterdeck.yaml");
const closing = "{id: won, of: opportunity, category: won}, {id: lost, of: opportunity, category: lost}";
const before =
  processOf(`  - {id: direct, stages: [{id: offer, of: opportunity}, {id: trial, of: opportunity}, ${closing}]}
  - {id: dropped, stages: [{id: dropped_new, of: opportunity}]}`);
const after =
  processOf(`  - {id: partners, name: With partners, stages: [{id: joint, name: Joint offer, of: opportunity}]}
  - {id: direct, name: Direct sales, stages: [{id: offer, of: opportunity}, {id: pilot, name: Pilot, of: opportunity}, ${closing}]}`);

const deal = (opportunity_id: string, stage: string, pipeline_id: string) => ({
  ...{ opportunity_id, stage, pipeline_id, created_at: "2026-01-05T09:00:00Z" },
  ...(stage === "won" ? { closed_at: "2026-01-20T09:00:00Z" } : {}),
});
const made = company(before, {
  opportunities: [
    ...[deal("a", "won", "direct"), deal("b", "won", "partners"), deal("c", "won", "")],
    deal("d", "reviewed", "elsewhere"),
  ],
});
const range = { from: "2026-01-01", to: "2026-02-01" };

/** The same data, asked by what the process says now. */
const asked = (async () => {
  const { session: runner, asker } = await made;
  await buildFacts(runner, await contextAt(runner, after, asker.watermark, "facts"));
  const { watermark } = asker;
  return createAsker({ runner, config: after, catalogue, watermark, factsAt: async () => "facts" });
})();
afterAll(async () => (await made)[Symbol.asyncDispose]());

describe("a process that was declared otherwise when the data came in", () => {
  const askedOf = async (dimension: string, value: string) =>
    (await asked).answer({ kpi: "pipeline_by_stage", range, where: [{ dimension, operator: "=", values: [value] }] });

  it.each([
    ["stage", "trial"],
    ["pipeline", "dropped"],
  ])("has no %s any more that it alone named", async (dimension, value) => {
    expect((await (await asked).members(dimension)).map(({ id }) => id)).not.toContain(value);
    await expect(askedOf(dimension, value)).rejects.toMatchObject({ code: "unknown_value" });
  });

  it.each([
    ["stage", "reviewed"],
    ["pipeline", "elsewhere"],
  ])("still has the %s that records name and nobody declares", async (dimension, value) => {
    expect((await (await asked).members(dimension)).map(({ id }) => id)).toContain(value);
    expect((await askedOf(dimension, value)).total.value).toBe(0);
  });

  it("calls pipelines as they are called there, in that order", async () => {
    const { rows } = await (await asked).answer({ kpi: "win_rate", range, by: ["pipeline"] });
    expect(rows.map(({ keys, labels }) => [keys.pipeline, labels.pipeline])).toEqual([
      ["partners", "With partners"],
      ["direct", "Direct sales"],
    ]);
    expect((await (await asked).members("pipeline")).map(({ label }) => label)).toEqual([
      "With partners",
      "Direct sales",
      "elsewhere",
    ]);
  });
});
