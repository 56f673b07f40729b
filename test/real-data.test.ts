import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { effectsIn } from "../src/cli/effects.ts";
import { type Engine, openDuckDb, type Session } from "../src/engines/index.ts";
import { contextAt, factsByInstant, keepFacts, recordFindings } from "../src/facts/index.ts";
import { loadStaged } from "../src/ingest/load/index.ts";
import { parseMapping } from "../src/ingest/mapping/index.ts";
import { stageFiles } from "../src/ingest/read/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { parseConfig } from "../src/model/config.ts";
import { createTables } from "../src/model/physical.ts";
import { type Asker, createAsker, lookupsOf } from "../src/query/index.ts";
import { sources } from "../src/sources/index.ts";
import { join as joined, sql } from "../src/sql/index.ts";

const data = join(import.meta.dirname, "../../shared/data");
const now = Date.parse("2030-01-01T00:00:00Z");

const all = { from: "2000-01-01", to: "2030-01-01" };

/** One of the real sets, imported with the mapping that is shipped for it and the process that the mapping offers. */
const given = (name: string, tests: (of: () => { asker: Asker; session: Session }) => void): void => {
  const folder = join(data, name);
  if (!existsSync(folder)) {
    it.skip(`${name}: the data set is not beside this repository (${folder})`, () => {});
    return;
  }
  describe(name, () => {
    let engine: Engine;
    let session: Session;
    let asker: Asker;
    beforeAll(async () => {
      engine = await openDuckDb({ fileAccess: true });
      session = await engine.session();
      for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
      const source = sources.find((one) => one.name === name);
      const mapping = parseMapping(source?.mapping ?? "", name);
      const config = parseConfig(JSON.stringify({ workspace: name, ...mapping.process }), "quarterdeck.yaml");
      await using staged = await stageFiles(session, [folder], { mapping });
      expect(staged.files.length).toBeGreaterThan(0);
      await loadStaged(session, { config, batch: 1, importedAt: now });
      const { watermark } = await keepFacts(session, { config, batch: 1, configHash: "", now });
      asker = await createAsker({
        runner: session,
        config,
        catalogue,
        watermark: watermark ?? 0,
        factsAt: factsByInstant(session, config, watermark ?? 0),
      });
    });
    afterAll(async () => {
      await session[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    });
    tests(() => ({ asker, session }));
  });
};

describe("real data comes out right:", () => {
  given("maven_crm", (of) => {
    it("4,238 of 6,711 closed deals were won: 63.1501 %", async () => {
      const { total } = await of().asker.answer({ kpi: "win_rate", range: all });
      expect([total.num, total.den, total.more.won, total.more.lost]).toEqual([4238, 6711, 4238, 2473]);
      expect(total.value).toBeCloseTo(0.631501, 6);
    });
    it("a closed deal took 47.9854 days on average and 45 in the middle, a won one 51.7820", async () => {
      const { total } = await of().asker.answer({ kpi: "sales_cycle_length", range: all });
      expect(total.value).toBeCloseTo(47.9854, 4);
      expect(total.more.median).toBe(45);
      expect(total.more.won_mean).toBeCloseTo(51.782, 4);
    });
    it("Marxen's team won 882 and lost 536", async () => {
      const { rows } = await of().asker.answer({ kpi: "win_rate", range: all, by: ["team"] });
      const marxen = rows.find((row) => row.labels.team?.includes("Marxen"));
      expect([marxen?.more.won, marxen?.more.lost]).toEqual([882, 536]);
    });
    it("1,442 deals stand open for longer than nine of ten take; lost, they would make it 4,238 of 8,100: 52.3 %", async () => {
      const { asker, session } = of();
      const lines = readFileSync(join(data, "maven_crm/sales_pipeline.csv"), "utf8").trim().split("\n").slice(1);
      const deals = lines.map((line) => line.trim().split(","));
      const dayOf = (text = "") => Date.parse(text) / 86_400_000;
      const took = deals
        .filter(([, , , , stage]) => stage === "Won" || stage === "Lost")
        .map(([, , , , , engaged, closed]) => dayOf(closed) - dayOf(engaged))
        .sort((a, b) => a - b);
      const place = 0.9 * (took.length - 1);
      const [low = 0, high = 0] = [took[Math.floor(place)], took[Math.ceil(place)]];
      const usual = low + (place % 1) * (high - low);
      const silent = deals.filter(
        ([, , , , stage, engaged = ""]) => stage === "Engaging" && dayOf("2018-01-01") - dayOf(engaged) > usual,
      );
      expect(silent).toHaveLength(1442);
      const { config, watermark } = asker;
      const lookups = await lookupsOf({ runner: session, config, watermark, factsAt: async () => "facts" });
      const found = await effectsIn({ runner: session, cleaner: session, asker, lookups }, ["stale_open"]);
      const rate = found.get("stale_open")?.find(({ kpi }) => kpi === "win_rate");
      // Some were last heard of before the twelve months.
      const within = silent.filter(([, , , , , engaged = ""]) => engaged >= "2017-01-01").length;
      expect(rate?.records).toBe(1442);
      expect(rate?.before).toBeCloseTo(4238 / 6711, 12);
      expect(rate?.after).toBeCloseTo(4238 / (6711 + within), 12);
      expect(rate?.after).toBeCloseTo(0.523, 3);
    });
    it("five agents without any opportunity stand in the answer, without a rate", async () => {
      const { rows } = await of().asker.answer({ kpi: "win_rate", range: all, by: ["person"] });
      const idle = rows.filter((row) => row.keys.person !== null && row.den === 0);
      expect(rows.filter((row) => row.keys.person !== null).length).toBe(35);
      expect(idle.map((row) => row.value)).toEqual([null, null, null, null, null]);
    });
    it("says that no deal has a history, and how many", async () => {
      const { notes } = await of().asker.answer({ kpi: "win_rate", range: all });
      expect(notes.find((note) => note.code === "no_history")?.count).toBe(6711);
    });
  });

  given("olist_funnel", (of) => {
    it("842 of 8,000 leads were converted: 10.525 %", async () => {
      const { total } = await of().asker.answer({ kpi: "lead_conversion", variant: "ever", range: all });
      expect([total.num, total.den]).toEqual([842, 8000]);
      expect(total.value).toBeCloseTo(0.10525, 10);
    });
    it("a deal won before its first contact has no negative duration: it is left out, and counted", async () => {
      const { total } = await of().asker.answer({ kpi: "sales_cycle_length", variant: "from_lead", range: all });
      expect(total.excluded.negative_duration ?? 0).toBe(1);
      expect(total.more.median ?? -1).toBeGreaterThanOrEqual(0);
    });
    it("and it is a finding", async () => {
      const { session, asker } = of();
      const context = await contextAt(session, asker.config, asker.watermark, "facts");
      const found = (await session.rows(joined(recordFindings(context), " union all "))).filter(
        (row) => row.code === "converted_before_created",
      );
      expect(found.length).toBe(1);
    });
  });

  given("enpal_pipedrive", (of) => {
    it("1,995 deals, every one lost: a win rate of 0, and a ratio of 0", async () => {
      const { total } = await of().asker.answer({ kpi: "win_rate", range: all });
      expect([total.value, total.more.ratio, total.num, total.den]).toEqual([0, 0, 0, 1995]);
    });
    it("reached, or went beyond, each stage as often as the change log says", async () => {
      const { rows } = await of().asker.answer({ kpi: "stage_conversion", variant: "reached", range: all });
      expect(rows.map((row) => row.den)).toEqual([1995, 1990, 1951, 1862, 1693, 1424, 1081, 723, 324]);
    });
    it("five ids that collide are reported", async () => {
      const rows = await of().session.rows(
        sql`select distinct record_id from findings where code = 'colliding_id' and table_name = 'opportunities'`,
      );
      expect(rows.length).toBe(5);
    });
  });

  given("marketing_spend", (of) => {
    it("a lead cost 466.4738", async () => {
      const { total } = await of().asker.answer({ kpi: "cost_per_lead", range: all });
      expect(total.value).toBeCloseTo(466.4738, 4);
    });
    it("on the four campaign-days without leads there is no cost per lead, and their spend is in the total", async () => {
      const { asker } = of();
      const { rows, total } = await asker.answer({
        kpi: "cost_per_lead",
        range: { from: "2021-02-01", to: "2021-03-01" },
        grain: "day",
        by: ["campaign"],
      });
      const without = rows.filter((row) => row.value === null);
      expect(without.length).toBe(4);
      expect(without.every((row) => (row.num ?? 0) > 0 && row.more.spend_without_leads === row.num)).toBe(true);
      expect(rows.reduce((sum, row) => sum + (row.num ?? 0), 0)).toBeCloseTo(total.num ?? 0, 4);
    });
  });
});
