import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, built, command, serve } from "./built.ts";
import { acmeYaml } from "./folder.ts";

const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `o${from + index},2026-01-05,qualified,${from + index}00\r\n`).join(
    "",
  );

describe("where a system refuses what Windows refuses", () => {
  let place = "";
  let commands: Built;
  beforeAll(async () => {
    // Brackets and braces, which Windows allows in names.
    place = await mkdtemp(join(tmpdir(), "quarterdeck [1] {a}-"));
    const preload = join(import.meta.dirname, "as-windows.mjs");
    commands = { ...(await built("windows")), as: { preload, cwd: place } };
    await mkdir(join(place, "exports"));
    await writeFile(join(place, "exports/quarterdeck.yaml"), acmeYaml().replaceAll("\n", "\r\n"));
    const head = "opportunity_id,created_at,stage,amount\r\n";
    await writeFile(join(place, "exports/opportunities.csv"), `\uFEFF${head}${rows(0, 20)}`);
    await writeFile(join(place, "exports/~$opportunities.csv"), "\u0004Anna");
    await writeFile(join(place, "opportunities.csv"), `${head}${rows(20, 30)}nobody,soon,qualified,1\r\n`);
  });
  afterAll(async () => {
    await commands[Symbol.asyncDispose]();
    await rm(place, { recursive: true, force: true });
  });
  const type = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await command(commands, words);
    expect([code, code === 0 ? "" : err]).toEqual([0, ""]);
    return out;
  };

  it("a workspace is made, filled, kept, brought back and looked over", async () => {
    await type("init", "ws", "--from", "exports", "--yes");
    expect(await type("import", "*.csv", "--workspace", "ws", "--rejected", "rejected.csv")).toContain("10");
    expect(await readFile(join(place, "rejected.csv"), "utf8")).toContain("nobody");
    await type("backup", "--workspace", "ws");
    await type("restore", "--workspace", "ws");
    expect(await type("doctor", "--workspace", "ws")).not.toMatch(/DAMAGED|mended/);
    expect(await type("kpi", "opportunities_created", "--workspace", "ws", "--period", "2026")).toContain("30");
  }, 240_000);

  it("a server that was killed leaves a workspace that the next command takes over", async () => {
    const asked = ["kpi", "opportunities_created", "--workspace", "ws", "--period", "2026"];
    const server = await serve(commands, "ws");
    expect(await type(...asked)).toContain("30");
    await server.end("SIGKILL");
    // Its number is another process's by now.
    const lock = join(place, "ws/quarterdeck.lock");
    const left = JSON.parse(await readFile(lock, "utf8"));
    expect(left).toMatchObject({ began: null, beacon: expect.stringContaining("pipe") });
    await writeFile(lock, JSON.stringify({ ...left, pid: process.pid }));
    expect(await type(...asked)).toContain("30");
  });
});
