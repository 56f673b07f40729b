import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/cli/loader.ts";
import type { LoadReport } from "../../src/ingest/load/index.ts";
import { stageFiles } from "../../src/ingest/read/index.ts";
import type { Sql } from "../../src/sql/index.ts";
import { acmeIn, contentOf, emptyWarehouse, importedAt } from "./loaded.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-room-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (table: string, text: string) => {
  const path = join(folder, `${table}.csv`);
  await writeFile(path, text);
  return { name: `${table}.csv`, path, hash: path };
};

const leads = (count: number, width: number): string =>
  [
    "lead_id,created_at",
    ...Array.from({ length: count }, (_, id) => `${`L${id}`.padEnd(width, "x")},2026-07-01T09:30:00Z`),
    "",
  ].join("\n");

const spend = "campaign_id,spent_on,amount,currency\nC1,2026-07-02,10,EUR\n";

/** The tables that are not copied when the engine may use so much memory. */
const lyingWith = async (memoryLimit: string, count: number): Promise<readonly string[]> => {
  await using warehouse = await emptyWarehouse({ fileAccess: true, memoryLimit });
  const given = [await written("leads", leads(count, 400)), await written("spend", spend)];
  await using staged = await stageFiles(warehouse.session, given, { inPlaceFrom: 0 });
  return [...staged.inPlace.keys()].sort();
};

/** What an import leaves behind; with the error the first time that leads are added. */
const importedWith = async (error: Error | null, atTheEnd: Error | null = null, told: LoadReport[] = []) => {
  await using warehouse = await emptyWarehouse({ fileAccess: true });
  let toThrow = error;
  const failing =
    (of: "run" | "rows" | "columns") =>
    (statement: Sql): unknown => {
      const thrown = /^insert into "?leads"? /.test(statement.chunks[0] ?? "") ? toThrow : null;
      if (thrown === null) return warehouse.session[of](statement);
      toThrow = null;
      return Promise.reject(thrown);
    };
  const session = new Proxy(warehouse.session, {
    get: (of, property) =>
      property === "run" || property === "rows" || property === "columns"
        ? failing(property)
        : Reflect.get(of, property),
  });
  const files = [await written("leads", leads(20, 8)), await written("spend", spend)];
  const batch = { batch: 1, importedAt, mapping: null, files };
  const tell = async (one: LoadReport): Promise<void> => {
    told.push(one);
    if (atTheEnd !== null) throw atTheEnd;
  };
  await load({ session, config: acmeIn("UTC"), batch, inPlaceFrom: 0 }, () => {}, tell);
  return { isThrown: toThrow === null, told, content: await contentOf(warehouse.session) };
};

describe("a clean file, by the memory that the engine may use,", () => {
  it("is copied where that would not hold what the file says", async () => {
    expect(await lyingWith("100MB", 90_000)).toEqual(["spend"]);
  });

  it("lies where there is room to number and merge what it says, though not to hold it", async () => {
    expect(await lyingWith("210MB", 250_000)).toEqual(["leads", "spend"]);
  });

  it("is read from a copy, with the same outcome, where memory runs short as its rows are added", async () => {
    const short = new Error("Out of Memory Error: failed to pin block of size 256.0 KiB");
    expect(await importedWith(short)).toEqual({ ...(await importedWith(null)), isThrown: true });
  });

  it("is not read again where memory runs short once all of it is written", async () => {
    const told: LoadReport[] = [];
    const atTheEnd = new Error("Out of Memory Error: at the end");
    await expect(importedWith(null, atTheEnd, told)).rejects.toThrow("at the end");
    expect(told.length).toBe(1);
  });

  it("is not read again where something else goes wrong", async () => {
    await expect(importedWith(new Error("Constraint Error: no"))).rejects.toThrow("Constraint Error: no");
  });
});
