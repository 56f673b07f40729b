import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStaged } from "../../src/ingest/index.ts";
import { stageFiles } from "../../src/ingest/read/index.ts";
import { Problem } from "../../src/problem.ts";
import { name, sql } from "../../src/sql/index.ts";
import { acmeIn, emptyWarehouse, importedAt } from "../ingest/loaded.ts";
import type { Case } from "./case.ts";
import { encodingCases } from "./encodings.ts";
import { quotingCases } from "./quotings.ts";
import { shapeCases } from "./shapes.ts";
import { titledCases } from "./titled.ts";
import { valueCases } from "./values.ts";

const all: readonly Case[] = [...encodingCases, ...quotingCases, ...shapeCases, ...titledCases, ...valueCases];

interface Became {
  readonly refused: string | null;
  readonly ids: readonly string[];
  readonly sources: readonly (string | null)[];
  readonly findings: number;
}

const nothing: Omit<Became, "refused"> = { ids: [], sources: [], findings: 0 };

const importing = async (path: string, object: "lead" | "opportunity"): Promise<Became> => {
  await using warehouse = await emptyWarehouse({ fileAccess: true });
  const { session } = warehouse;
  try {
    await using _staged = await stageFiles(session, [path], {});
    const report = await loadStaged(session, { config: acmeIn(), batch: 1, importedAt });
    const source = object === "lead" ? sql`t.source` : sql`null`;
    const rows = await session.rows<{ id: string; source: string | null }>(
      sql`select i.id, ${source} as source from ${name(object === "lead" ? "leads" : "opportunities")} t join ${name(`${object}_ids`)} i on i.no = t.${name(`${object}_no`)} order by i.id`,
    );
    return {
      refused: null,
      ids: rows.map(({ id }) => id),
      sources: rows.map(({ source: one }) => one),
      findings: report.findings,
    };
  } catch (error) {
    if (error instanceof Problem) return { refused: error.code, ...nothing };
    throw error;
  }
};

describe("a hostile file", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quarterdeck-hostile-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is one of at least 300, each of another kind", () => {
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
  });

  it.each(all)(
    "$name: no good row is lost, and nothing but a problem comes of it",
    async ({ file, bytes, expected }) => {
      const own = await mkdtemp(join(folder, "case-"));
      const path = join(own, file);
      await writeFile(path, bytes);
      const became = await importing(path, file.startsWith("opportunities") ? "opportunity" : "lead");
      if ("refused" in expected) expect(expected.refused).toContain(became.refused ?? `loaded ${became.ids.length}`);
      else {
        expect(became.refused).toBeNull();
        expect(became.ids).toEqual(expect.arrayContaining([...expected.loads]));
        expect(became.findings).toBeGreaterThanOrEqual(expected.findings ?? 0);
        if (expected.sources !== undefined) {
          const order = new Map(became.ids.map((id, index) => [id, became.sources[index] ?? null]));
          expect(expected.loads.map((id) => order.get(id))).toEqual(expected.sources);
        }
      }
      expect(await readdir(own), "nothing is written beside it").toEqual([file]);
    },
  );
});
