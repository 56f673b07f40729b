import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, built } from "./built.ts";
import { type Folder, leadIds, newFolder, openIt } from "./folder.ts";

let compiled: Built;

/** Accepts one lead after another and says which were acknowledged. */
const program = `
import { readFile } from "node:fs/promises";
import { loadRows } from "~/ingest/load/index.ts";
import { openWorkspace } from "~/storage/index.ts";
const load = async ({ session, config, batch, mark }) =>
  loadRows(session, JSON.parse(await readFile(batch.files[0].path, "utf8")), { config, batch: batch.batch, importedAt: batch.importedAt, alongside: mark });
const workspace = await openWorkspace(process.argv[2], { load, accepting: true });
for (let index = 0; ; index += 1) {
  const id = process.argv[3] + "-" + index;
  const rows = { leads: [{ lead_id: id, created_at: "2026-01-01T00:00:00Z" }] };
  await workspace.acceptBatch([{ name: id, content: JSON.stringify(rows) }], null);
  console.log(id);
}
`;

beforeAll(async () => {
  compiled = await built("kill", program);
});

afterAll(() => compiled[Symbol.asyncDispose]());

const ended = (child: ChildProcess): Promise<void> => new Promise((done) => child.on("close", () => done()));

/** Lets a process accept leads until it is killed, `afterMs` after its first acknowledgement; the ids that it acknowledged. */
const acceptUntilKilled = async (folder: Folder, prefix: string, afterMs: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [join(compiled.folder, "cli/program.js"), folder.path, prefix], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (acknowledged.length === 0) setTimeout(() => child.kill("SIGKILL"), afterMs);
    acknowledged.push(line);
  });
  await ended(child);
  return acknowledged;
};

describe("a process killed at any moment", () => {
  it("leaves a workspace that holds all that was acknowledged, and each batch as a whole, once", async () => {
    await using folder = await newFolder();
    const acknowledged: string[] = [];
    for (const [round, afterMs] of [0, 110, 270, 480, 700].entries()) {
      acknowledged.push(...(await acceptUntilKilled(folder, `round${round}`, afterMs)));
      await using workspace = await openIt(folder);
      const ids = await leadIds(workspace);
      expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      const entries = await workspace.batches();
      expect(entries.map(({ files }) => files[0]?.name).toSorted()).toEqual([...ids]);
      expect(entries.every(({ state }) => state === "loaded")).toBe(true);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(5);
  });
});
