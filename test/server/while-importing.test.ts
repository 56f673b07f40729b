/** Questions while an import is under way: answered at once, of one version of the data each, until it is there. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesBeside } from "../../src/cli/changes.ts";
import { gate } from "../../src/cli/gate.ts";
import { randomWorld } from "../worlds/random.ts";
import { type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(5));
});
afterAll(() => here[Symbol.asyncDispose]());

const brought = 40_000;
const range = { from: "2024-01-01", to: "2026-01-01" };

interface Seen {
  readonly version: string;
  readonly rows: number | undefined;
  readonly created: number | null;
}

/** Two statements at least, one of the rows and one of the facts. */
const look = (): Promise<Seen> =>
  here.house.within(new AbortController().signal, async (session, { version }) => {
    const { counts } = await session.overview({ findings: true });
    const { total } = await session.asker.answer({ kpi: "opportunities_created", range });
    return { version, rows: counts.find(({ table }) => table === "opportunities")?.rows, created: total.value };
  });

const opportunities = (first: number): string => {
  const rows = Array.from(
    { length: brought },
    (_, index) => `new${first + index},2024-${String(1 + (index % 12)).padStart(2, "0")}-11T10:00:00Z,${index}`,
  );
  return `opportunity_id,created_at,amount\n${rows.join("\n")}\n`;
};

describe("while an import is under way", () => {
  it("questions are answered of the version before, then of the one after, each as a whole", async () => {
    const path = join(here.folder, "sent.csv");
    await writeFile(path, opportunities(0));
    const before = await look();
    const during: Seen[] = [];
    let isLoading = false;
    const stop = here.house.onStep(({ words }) => {
      isLoading ||= words === "loading";
    });
    let isDone = false;
    const loading = here.house.load({ files: [{ name: "opportunities.csv", path }] }).finally(() => {
      isDone = true;
    });
    let heard = 0;
    while (!isDone) {
      const begun = isLoading;
      const seen = await look();
      if (begun && !isDone) heard += 1;
      during.push(seen);
    }
    await loading;
    stop();
    const after = await look();
    expect([after.rows, after.created]).toEqual([(before.rows ?? 0) + brought, (before.created ?? 0) + brought]);
    expect(after.version).not.toBe(before.version);
    for (const seen of during) expect([before, after]).toContainEqual(seen);
    expect(heard).toBeGreaterThan(0);
    expect(during.some(({ version }) => version === before.version)).toBe(true);
  });

  it("several are loaded one after another, and what cannot be loaded lets the questions go on", async () => {
    const path = join(here.folder, "sent.csv");
    await writeFile(path, opportunities(brought));
    const before = await look();
    const loads = [
      here.house.load({ files: [{ name: "opportunities.csv", path }] }),
      here.house.load({ files: [{ name: "opportunities.csv", path: join(here.folder, "nothing.csv") }] }),
      here.house.load({ files: [{ name: "opportunities.csv", path }] }),
      here.house.preview({ files: [{ name: "opportunities.csv", path }] }),
    ];
    const ended = await Promise.allSettled(loads);
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect((await look()).rows).toBe((before.rows ?? 0) + brought);
  });
});

describe("a change that breaks off", () => {
  it("when all of it was written is looked at like any other, and questions go on", async () => {
    const questions = gate();
    let looks = 0;
    const changes = changesBeside(questions, async () => {
      looks += 1;
    });
    const breaking = changes.change(async () => {
      await changes.begin();
      throw new Error("the disk is gone");
    });
    await expect(breaking).rejects.toThrow("the disk is gone");
    expect(looks).toBe(1);
    expect(await questions.reading(async () => "answered")).toBe("answered");
  });

  it("before anything of it was written leaves all as it was", async () => {
    const questions = gate();
    let looks = 0;
    const changes = changesBeside(questions, async () => {
      looks += 1;
    });
    await expect(changes.change(() => Promise.reject(new Error("unreadable")))).rejects.toThrow("unreadable");
    expect(looks).toBe(0);
    expect(await questions.reading(async () => "answered")).toBe("answered");
  });
});
