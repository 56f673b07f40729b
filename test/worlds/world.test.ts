/** A made-up company survives being written down as files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { randomWorld } from "./random.ts";
import { csv, writeWorld, yamlOf } from "./world.ts";

describe("a made-up company", () => {
  it.each([1, 2, 3, 4, 5, 6])("from seed %i declares a process that reads back as it was", (seed) => {
    const { config } = randomWorld(seed, { leads: 20, opportunities: 15 });
    expect(parseConfig(yamlOf(config), "quarterdeck.yaml")).toEqual(config);
  });

  it("quotes cells that hold a comma, a quote or a line break", () => {
    expect(csv([{ a: 'say "hi", twice', b: "" }, { a: "x\ny" }])).toBe('a,b\n"say ""hi"", twice",\n"x\ny",\n');
  });

  it("is written as one file per table that has rows, beside the process", () => {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    const world = randomWorld(1, { leads: 20, opportunities: 15 });
    writeWorld(world, folder);
    const filled = Object.entries(world.tables).filter(([, rows]) => rows.length > 0);
    expect(readdirSync(folder).sort()).toEqual([...filled.map(([name]) => `${name}.csv`), "quarterdeck.yaml"].sort());
    expect(readFileSync(join(folder, "leads.csv"), "utf8").split("\n")[0]).toContain("lead_id");
    rmSync(folder, { recursive: true });
  });

  it("holds what real companies hold: merges, deletions, tests, late records, ties, returns, gaps", () => {
    const worlds = [1, 2, 3, 4, 5, 6].map((seed) => randomWorld(seed));
    const rows = (name: "leads" | "opportunities" | "stage_changes" | "goals") =>
      worlds.flatMap((world) => world.tables[name] ?? []);
    for (const column of ["merged_into", "deleted_at", "is_test", "recorded_at", "closed_on", "closed_at"]) {
      expect(
        rows("opportunities").some((row) => (row[column] ?? "") !== ""),
        column,
      ).toBe(true);
    }
    const changes = rows("stage_changes");
    expect(changes.some((row) => row.stage === "legacy_review")).toBe(true);
    expect(changes.some((row) => /^\d{4}-\d{2}-\d{2}$/.test(row.changed_at ?? ""))).toBe(true);
    expect(changes.some((row) => row.change_id === "") && changes.some((row) => row.change_id !== "")).toBe(true);
    expect(rows("leads").some((row) => row.merged_into === "lead-unknown")).toBe(true);
    expect(new Set(rows("goals").map((row) => row.scope)).size).toBeGreaterThan(2);
  });
});
