import { describe, expect, it } from "vitest";
import { openDuckDb } from "../src/engines/index.ts";
import { watermark } from "../src/facts/index.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { createTables } from "../src/model/physical.ts";
import { now } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "1,2,3").split(",").map(Number);
const day = 86_400_000;

describe.each(seeds)("the watermark of a company made from seed %i", (seed) => {
  it("is the same wherever it lay before, and whatever the wall clock says", async () => {
    const { config, tables } = randomWorld(seed);
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
    await loadRows(session, tables, { config, batch: 1, importedAt: now });
    for (const clock of [now, now - 200 * day, now - 400 * day]) {
      const found = await watermark(session, config.timezone, clock);
      const at = found?.at ?? 0;
      expect(at).toBeGreaterThan(0);
      for (const former of [at - 900 * day, at - 20 * day, at - day, at - 1, at, at + 1, at + 30 * day])
        expect(await watermark(session, config.timezone, clock, former), `${former - at}`).toEqual(found);
    }
  });
});
