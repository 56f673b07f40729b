import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { factsByInstant, keepFacts } from "../src/facts/index.ts";
import { exportWorkspace } from "../src/ingest/index.ts";
import { loadRows, loadStaged } from "../src/ingest/load/index.ts";
import { stageFiles } from "../src/ingest/read/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { createTables } from "../src/model/physical.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { type Answer, type Asker, createAsker } from "../src/query/index.ts";
import { now } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const range = { from: "2024-02-01", to: "2025-02-01" };
const instants = [undefined, "2024-09-01T00:00:00Z"];

const said = ({ total, rows, watermark }: Answer) => ({
  total,
  watermark,
  rows: rows.map(({ labels: _, ...row }) => row),
});

const empty = async (session: Session): Promise<void> => {
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
};

const askerOf = async (session: Session, config: WorkspaceConfig): Promise<Asker> => {
  const { watermark } = await keepFacts(session, { config, batch: 1, configHash: "", now });
  const at = watermark ?? 0;
  return createAsker({
    runner: session,
    config,
    catalogue,
    watermark: at,
    factsAt: factsByInstant(session, config, at),
  });
};

it("a company that was exported and imported again gives the same answers, now and as of an earlier instant", async () => {
  const { config, tables } = randomWorld(9);
  const folder = mkdtempSync(join(tmpdir(), "quarterdeck-"));
  try {
    await using first = await openDuckDb({ fileAccess: true, threads: 1 });
    await using original = await first.session();
    await empty(original);
    await loadRows(original, tables, { config, batch: 1, importedAt: now });
    await exportWorkspace(original, folder, { timezone: config.timezone });
    await using second = await openDuckDb({ fileAccess: true, threads: 1 });
    await using copy = await second.session();
    await empty(copy);
    // One file at a time, the last one first: the order of files does not matter either.
    const files = readdirSync(folder)
      .reverse()
      .map((file) => join(folder, file));
    await using staged = await stageFiles(copy, files, {});
    expect(staged.files.length).toBeGreaterThan(10);
    await loadStaged(copy, { config, batch: 1, importedAt: now });
    const [ours, theirs] = [await askerOf(original, config), await askerOf(copy, config)];
    for (const kpi of catalogue)
      for (const variant of Object.keys(kpi.variants))
        for (const asOf of instants)
          for (const grain of [undefined, "month"] as const) {
            const question = { kpi: kpi.id, variant, range, asOf, grain };
            expect(said(await theirs.answer(question)), JSON.stringify(question)).toEqual(
              said(await ours.answer(question)),
            );
          }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
