import { describe, expect, it } from "vitest";
import { openDuckDb } from "../src/engines/index.ts";
import { keepFacts } from "../src/facts/index.ts";
import { survivors } from "../src/facts/merges.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { createTables } from "../src/model/physical.ts";
import { sql } from "../src/sql/index.ts";
import { company, now } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { randomWorld } from "./worlds/random.ts";

const at = (day: string): string => `${day}T12:00:00Z`;

const merged = (...pairs: [number, number][]): Record<string, number> =>
  Object.fromEntries(survivors(pairs.map(([from, to]) => ({ from, to }))));

describe("of merged records", () => {
  it("a chain is followed to the record that survives", () => expect(merged([1, 2], [2, 3])).toEqual({ 1: 3, 2: 3 }));
  it("those that merge into each other stand alone", () => expect(merged([1, 2], [2, 1])).toEqual({}));
  it("one that merges into itself stands alone", () => expect(merged([1, 1])).toEqual({}));
  it("one that merges into a circle stands alone too", () => expect(merged([9, 1], [1, 2], [2, 1])).toEqual({}));
  it("two may merge into one", () => expect(merged([1, 3], [2, 3])).toEqual({ 1: 3, 2: 3 }));
});

describe("the columns that no model knows, of a merged lead or opportunity", () => {
  const attributesOf = async (table: "leads" | "opportunities", rows: readonly Record<string, string>[]) => {
    const { config } = randomWorld(1);
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
    const key = table === "leads" ? "lead_id" : "opportunity_id";
    const told = rows.map(({ id = "", ...row }) => ({ [key]: id, ...row }));
    await loadRows(session, { [table]: told }, { config, batch: 1, importedAt: now });
    await keepFacts(session, { config, batch: 1, configHash: "a", now });
    const facts = table === "leads" ? sql`facts.leads` : sql`facts.opportunities`;
    const ids = table === "leads" ? sql`lead_ids` : sql`opportunity_ids`;
    const found = await session.rows(
      sql`select i.id, f.attributes from ${facts} f join ${ids} i on i.no = f.no order by 1`,
    );
    return Object.fromEntries(
      found.map((row) => [String(row.id), row.attributes && JSON.parse(String(row.attributes))]),
    );
  };
  const merged_into = "kept";
  const rows: readonly Record<string, string>[] = [
    { id: "kept", created_at: "2026-03-03T10:00:00Z", segment: "large" },
    { id: "first", created_at: "2026-03-01T10:00:00Z", merged_into, segment: "small", region: "north" },
    { id: "second", created_at: "2026-03-02T10:00:00Z", merged_into, region: "south", size: "7" },
  ];
  for (const table of ["leads", "opportunities"] as const)
    it(`are filled one by one from the earliest that has one: ${table}`, async () => {
      expect(await attributesOf(table, rows)).toEqual({
        kept: { segment: "large", region: "north", size: "7" },
        first: { segment: "small", region: "north" },
        second: { region: "south", size: "7" },
      });
    });
  it("are none where no member has any", async () => {
    const bare = rows.map(({ id = "", created_at = "", merged_into: into }) => ({
      id,
      created_at,
      ...(into ? { merged_into } : {}),
    }));
    expect(await attributesOf("leads", bare)).toEqual({ kept: null, first: null, second: null });
  });
});

describe("a merged lead of which one member converts later than another has", () => {
  it("is converted into the opportunity that has come, and into its own once that has", async () => {
    await using made = await company(exampleConfig, {
      opportunities: ["early", "late"].map((id) => ({ opportunity_id: id, created_at: "2025-01-02T00:00:00Z" })),
      leads: [
        { lead_id: "kept", created_at: "2025-01-01T00:00:00Z", opportunity_id: "late", converted_at: at("2025-06-01") },
        {
          lead_id: "other",
          created_at: "2025-01-01T00:00:00Z",
          opportunity_id: "early",
          converted_at: at("2025-02-01"),
          merged_into: "kept",
          merged_at: at("2025-01-15"),
        },
      ],
    });
    const converted = async (asOf: string) => {
      const range = { from: "2025-01-01", to: "2025-07-01" };
      const { total } = await made.asker.answer({ kpi: "lead_conversion", variant: "flow", range, asOf: at(asOf) });
      const { rows } = await made.asker.answer({
        kpi: "lead_conversion",
        variant: "flow",
        range,
        asOf: at(asOf),
        grain: "month",
      });
      return [total.num, rows.filter(({ num }) => num === 1).map(({ period }) => period)];
    };
    expect(await converted("2025-01-20")).toEqual([0, []]);
    expect(await converted("2025-03-01")).toEqual([1, ["2025-02-01"]]);
    expect(await converted("2025-06-02")).toEqual([1, ["2025-06-01"]]);
  });
});

describe("a merged lead of which one member is linked without an instant, and another converts later", () => {
  it("is linked from its opportunity's creation on, and from the conversion once that has come", async () => {
    const kept = { lead_id: "kept", created_at: "2025-01-01T00:00:00Z" };
    const other = {
      lead_id: "other",
      created_at: "2025-01-01T00:00:00Z",
      merged_into: "kept",
      merged_at: at("2025-01-05"),
    };
    const linked = { opportunity_id: "o" };
    const converts = { converted_at: at("2025-06-01") };
    for (const leads of [
      [
        { ...kept, ...linked },
        { ...other, ...converts },
      ],
      [
        { ...kept, ...converts, opportunity_id: "late" },
        { ...other, ...linked },
      ],
    ]) {
      await using made = await company(exampleConfig, {
        leads,
        opportunities: ["o", "late"].map((id) => ({ opportunity_id: id, created_at: "2025-02-02T00:00:00Z" })),
      });
      const converted = async (asOf: string) => {
        const { rows } = await made.asker.answer({
          ...{ kpi: "lead_conversion", variant: "flow", range: { from: "2025-01-01", to: "2025-07-01" } },
          ...{ asOf: at(asOf), grain: "month" },
        });
        return rows.filter(({ num }) => num === 1).map(({ period }) => period);
      };
      expect(await converted("2025-03-01")).toEqual(["2025-02-01"]);
      expect(await converted("2025-06-02")).toEqual(["2025-06-01"]);
    }
  });
});

describe("a merged opportunity of which one member closes later than another has", () => {
  it("stands open until its own close, whenever the other closed", async () => {
    const created_at = "2025-01-01T00:00:00Z";
    await using made = await company(exampleConfig, {
      opportunities: [
        { opportunity_id: "kept", created_at, stage: "won", closed_at: at("2025-06-01") },
        {
          ...{ opportunity_id: "other", created_at, stage: "lost", closed_at: at("2025-02-01") },
          ...{ merged_into: "kept", merged_at: at("2025-01-15") },
        },
      ],
    });
    const range = { from: "2025-01-01", to: "2025-07-01" };
    const told = async (asOf: string) => {
      const { total } = await made.asker.answer({ kpi: "win_rate", range, asOf: at(asOf) });
      const open = await made.asker.answer({ kpi: "pipeline_by_stage", range, asOf: at(asOf) });
      return [total.more.won, total.more.lost, open.total.value];
    };
    expect(await told("2025-03-01")).toEqual([0, 0, 1]);
    expect(await told("2025-06-02")).toEqual([1, 0, 0]);
  });
});
