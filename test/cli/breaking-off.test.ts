import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "files"));
  await writeFile(join(folder.path, "files", "leads.csv"), "lead_id,created_at\nl1,2026-01-02\n");
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Somebody presses Ctrl+C as soon as it is heard. */
const pressed: Io["onInterrupt"] = (hear) => {
  hear();
  return () => {};
};

describe("Ctrl+C in an import", () => {
  it("leaves the workspace as it was, and says so", async () => {
    await typed(["init", "sales", "--yes"], { folder: folder.path });
    const args = ["import", join(folder.path, "files"), "--workspace", "sales"];
    const broken = await typed(args, { folder: folder.path, onInterrupt: pressed });
    expect([broken.exitCode, broken.out]).toEqual([130, ""]);
    expect(broken.err).toContain("Breaking off ...\nThe import was broken off: nothing of it was loaded.");
    const tried = await typed([...args, "--dry-run"], { folder: folder.path, onInterrupt: pressed });
    expect([tried.exitCode, tried.err]).toEqual([130, broken.err]);
    const again = await typed([...args, "--format", "json"], { folder: folder.path });
    expect(JSON.parse(again.out).imported).toMatchObject({ batch: 1, tables: [{ table: "leads", new: 1 }] });
  });

  it("leaves nothing of a workspace that did not come to be", async () => {
    const args = ["init", "new", "--from", "files", "--yes"];
    const broken = await typed(args, { folder: folder.path, onInterrupt: pressed });
    expect(broken.exitCode).toBe(130);
    expect(await readdir(join(folder.path, "new"))).toEqual([]);
  });
});
