import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import { definitionOf } from "../../src/facts/definition.ts";
import { sql } from "../../src/sql/index.ts";
import { type Built, built, command, type Ended, serve } from "./built.ts";

const each = 40;
const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
`;

let cli: Built;
let folder = "";
let workspace = "";
let imports = 0;

beforeAll(async () => {
  cli = await built("together");
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-together-"));
  workspace = join(folder, "acme");
  await mkdir(workspace);
  await writeFile(join(workspace, "quarterdeck.yaml"), yaml);
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Whoever finds the workspace in use for long is told so, and comes again. */
const persistently = async (...words: readonly string[]): Promise<Ended> => {
  for (;;) {
    const ended = await command(cli, [...words, "--workspace", workspace]);
    if (ended.code === 1 && ended.err.includes(" is in use by ")) continue;
    expect(ended.code, ended.err).toBe(0);
    return ended;
  }
};

/** Opportunities of two months, as many in each: half an import would show. */
const importing = async (): Promise<void> => {
  imports += 1;
  const number = imports;
  const file = join(folder, `opportunities-${number}.csv`);
  const rows = Array.from(
    { length: each },
    (_, row) => `o${number}-${row},2026-0${1 + (row % 2)}-10T10:00:00Z,qualified,100,USD`,
  );
  await writeFile(file, ["opportunity_id,created_at,stage,amount,currency", ...rows].join("\n"));
  await persistently("import", file, "--as", "canonical");
};

interface Answer {
  readonly total: { readonly value: number };
  readonly rows: readonly { readonly value: number }[];
}

const isOfOneVersion = ({ total, rows }: Answer): number => {
  const values = rows.map(({ value }) => value).filter((value) => value > 0);
  expect(total.value % each, "an import is there as a whole, or not at all").toBe(0);
  expect(values).toEqual([total.value / 2, total.value / 2]);
  return total.value / each;
};

const asking = async (): Promise<number> => {
  const words = ["kpi", "opportunities_created", "--period", "2026", "--grain", "month", "--format", "json"];
  return isOfOneVersion(JSON.parse((await persistently(...words)).out));
};

/** What was seen never goes back. */
const askingOften = async (times: number, ask: () => Promise<number>): Promise<void> => {
  let before = 0;
  for (let time = 0; time < times; time += 1) {
    const now = await ask();
    expect(now).toBeGreaterThanOrEqual(before);
    before = now;
  }
};

const settingGoals = async (month: number, count: number): Promise<void> => {
  for (let turn = 1; turn <= count; turn += 1)
    await persistently(
      ...["goals", "set", "opportunities_created", String(turn)],
      ...["--period", `2026-0${month}`, "--id", `goal-${month}`],
    );
};

const goals = async (): Promise<readonly (readonly [string, number])[]> => {
  const told: { goals: readonly { goal_id: string; target: number }[] } = JSON.parse(
    (await persistently("goals", "list", "--format", "json")).out,
  );
  return told.goals.map(({ goal_id: id, target }) => [id, target] as const).toSorted();
};

const together = async (ask: () => Promise<number>): Promise<void> => {
  const importingTwice = async (): Promise<void> => {
    await importing();
    await importing();
  };
  await Promise.all([importingTwice(), importingTwice(), askingOften(4, ask), askingOften(4, ask), settingGoals(3, 2)]);
};

describe("several processes at one workspace at the same time", () => {
  it("import, ask and set goals, each in its turn: every answer is of one version, and nothing is lost", async () => {
    await importing();
    await together(asking);
    expect(await asking()).toBe(imports);
    expect(await goals()).toEqual([["goal-3", 2]]);
  });

  it("do so through the server that has it open, which others ask meanwhile", async () => {
    const server = await serve(cli, workspace);
    const overHttp = async (): Promise<number> => {
      const path = "/api/v1/kpis/opportunities_created?period=2026&grain=month";
      return isOfOneVersion(JSON.parse(await (await fetch(`${server.address}${path}`)).text()));
    };
    await Promise.all([together(asking), askingOften(20, overHttp), settingGoals(4, 2)]);
    expect([await asking(), await overHttp()]).toEqual([imports, imports]);
    await server.end("SIGTERM");
    expect(await asking()).toBe(imports);
    expect(await goals()).toEqual([
      ["goal-3", 2],
      ["goal-4", 2],
    ]);
  });

  it("take the workspace over from a server that was killed: its lock is known to be left", async () => {
    const server = await serve(cli, workspace);
    await importing();
    await server.end("SIGKILL");
    const [first, second] = await Promise.all([asking(), asking(), importing()]);
    expect([imports - 1, imports]).toEqual(expect.arrayContaining([first, second]));
    expect(await asking()).toBe(imports);
    const again = await serve(cli, workspace);
    await again.end("SIGKILL");
    const { out } = await persistently("doctor", "--format", "json");
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ of: "lock", state: "mended" }));
  });

  it("leave facts that modules which are not bundled take for current as well: what computes them is told by the same texts", async () => {
    await using engine = await openDuckDb({ file: join(workspace, "warehouse.duckdb") });
    await using session = await engine.session();
    const computedBy = definitionOf(resolve(import.meta.dirname, "../../src/facts/keep.ts"));
    expect(await session.rows(sql`select definition from facts.meta`)).toEqual([{ definition: computedBy }]);
  });
});
