import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyWorkspace, writeWork } from "./files.ts";
import { type Ran, run, told } from "./line.ts";
import { smallDisk } from "./machine.ts";
import { serving } from "./served.ts";

const kilo = 1024;
const disk = smallDisk(96);
if (disk === null) console.log("No small disk can be mounted here: nothing is tried on a full one.");

describe.skipIf(disk === null)("a full disk", () => {
  const room = disk?.path ?? "";
  const workspace = join(room, "acme");
  const at = ["--workspace", workspace];
  let folder = "";
  let turn = 0;

  const free = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(room);
    return bavail * bsize;
  };
  /** Works while only so many kilobytes are free; makes room again after it. */
  const leaving = async <Result>(kilobytes: number, work: () => Promise<Result>): Promise<Result> => {
    const ballast = join(room, "ballast");
    await writeFile(ballast, Buffer.alloc(Math.max(0, (await free()) - kilobytes * kilo), 1));
    try {
      return await work();
    } finally {
      await rm(ballast, { force: true });
    }
  };
  const each = 2000;
  const newFiles = async (): Promise<readonly string[]> => {
    turn += 1;
    return writeWork(join(folder, `files-${turn}`), each, `t${turn}-`);
  };
  const count = async (): Promise<number> =>
    (await told<{ total: { value: number } }>("kpi", "activities", "--period", "all", ...at)).total.value;
  const goals = async () =>
    (await told<{ goals: readonly { goal_id: string; target: number }[] }>("goals", "list", ...at)).goals;
  const saysFull = ({ code, err }: Ran): void => {
    expect(code, err).toBe(1);
    expect(err).toContain("disk is full");
  };
  let step = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quarterdeck-full-"));
    await emptyWorkspace(workspace);
    const { code, err } = await run(["import", ...(await newFiles()), ...at]);
    expect(code, err).toBe(0);
    step = await count();
  });
  afterAll(async () => {
    disk?.[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it("ends an import in plain words, wherever it is on its way; what was there stays, and with room it goes in", async () => {
    const became: string[] = [];
    for (const kilobytes of [0, 16, 200, 500, 900, 1500, 2500, 4000, 6000]) {
      const before = await count();
      const files = await newFiles();
      const ran = await leaving(kilobytes, async () => {
        const imported = await run(["import", ...files, ...at]);
        const asked = await run(["kpi", "activities", "--period", "all", ...at]);
        if (asked.code !== 0) saysFull(asked);
        return imported;
      });
      if (ran.code !== 0) saysFull(ran);
      const after = await count();
      expect([before, before + step]).toContain(after);
      became.push(`${kilobytes} kB: ${ran.code === 0 ? "loaded" : after === before ? "as before" : "as after"}`);
      const again = await run(["import", ...files, ...at]);
      expect(again.code, again.err).toBe(0);
      expect(await count()).toBe(before + step);
    }
    console.log(`imports with so much room: ${became.join(", ")}`);
  });

  it("ends a change of a goal in plain words: all goals are as before, and with room it is changed", async () => {
    const set = (target: number): Promise<Ran> =>
      run(["goals", "set", "activities", String(target), "--period", "2025", "--id", "g", ...at]);
    expect((await set(100)).code).toBe(0);
    for (const kilobytes of [0, 8, 40, 120]) {
      const ran = await leaving(kilobytes, () => set(200));
      if (ran.code !== 0) saysFull(ran);
      const target = (await goals()).find(({ goal_id }) => goal_id === "g")?.target;
      expect(ran.code === 0 ? [200] : [100, 200]).toContain(target);
      expect((await set(100)).code).toBe(0);
    }
    expect((await set(300)).code).toBe(0);
    expect((await goals()).find(({ goal_id }) => goal_id === "g")?.target).toBe(300);
  });

  it("ends a backup in plain words and leaves nothing of it; with room it is whole", async () => {
    const to = join(room, "backups");
    for (const kilobytes of [0, 300, 1500]) {
      saysFull(await leaving(kilobytes, () => run(["backup", to, ...at])));
      expect(existsSync(to) ? await readdir(to) : []).toEqual([]);
    }
    const { folder: made } = await told<{ folder: string }>("backup", join(folder, "backups"), ...at);
    const before = await count();
    saysFull(await leaving(800, () => run(["restore", made, ...at])));
    expect(await count()).toBe(before);
    const restored = await run(["restore", made, "--workspace", join(folder, "copy")]);
    expect(restored.code, restored.err).toBe(0);
  });

  it("does not end a server: it says so, answers on, and takes the files once there is room", async () => {
    await using server = await serving(workspace);
    const value = async (): Promise<number> =>
      (await server.get<{ total: { value: number } }>("/kpis/activities?period=all")).total.value;
    const before = await value();
    for (const kilobytes of [0, 500, 1500, 3000]) {
      const files = await newFiles();
      const now = await value();
      await leaving(kilobytes, async () => {
        const ran = await run(["import", ...files, ...at]);
        if (ran.code !== 0) saysFull(ran);
        expect([now, now + step]).toContain(await value());
      });
      const again = await run(["import", ...files, ...at]);
      expect(again.code, again.err).toBe(0);
      expect(await value()).toBe(now + step);
    }
    expect(await value()).toBe(before + 4 * step);
  });
});
