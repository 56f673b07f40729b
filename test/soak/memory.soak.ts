import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyWorkspace, writeWork, writeWrong } from "./files.ts";
import { type Ran, run } from "./line.ts";
import { littleMemory } from "./machine.ts";
import { serving } from "./served.ts";

/** Leads, each with five activities; and as many rows with something wrong in each. */
const leads = Number(process.env.LEADS ?? 100_000);
const megabytes = Number(process.env.MEMORY ?? 512);

const memory = littleMemory(megabytes);
if (memory === null) console.log("No control group can be made here: the processes are not limited, only measured.");

const figures = (what: string, { code, ms, peak }: Ran): void =>
  console.log(
    `${what}: exit ${code}, ${(ms / 1000).toFixed(1)} s, ${peak.toFixed(0)} MB resident at most${memory === null ? "" : ` of ${megabytes}`}`,
  );

const activitiesOf = (count: number): number => 5 * count;

const within = async (what: string, ...words: readonly string[]): Promise<Ran> => {
  const ran = await run(words, undefined, memory ?? undefined);
  figures(what, ran);
  return ran;
};

describe(`${leads} leads within ${megabytes} MB`, () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quarterdeck-memory-"));
  });
  afterAll(async () => {
    memory?.[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Either the whole of it, or a problem in plain words; then what there is, is asked within the same memory. */
  const importing = async (what: string, workspace: string, before: number, after: number): Promise<void> => {
    const at = ["--workspace", workspace];
    const files = await writeWork(join(folder, "many"), leads);
    const { code, err } = await within(what, "import", ...files, ...at);
    if (code !== 0) {
      expect(code, err).toBe(1);
      expect(err).toContain("not enough memory");
    }
    const counted = await run(["kpi", "activities", "--period", "all", "--format", "json", ...at]);
    const count = counted.code === 0 ? JSON.parse(counted.out).total.value : 0;
    if (counted.code !== 0) expect(counted.err).toContain("no data yet");
    expect(code === 0 ? [after] : [before, after]).toContain(count);
    if (count === 0) return;
    for (const question of [["kpi", "response_time", "--by", "person"], ["scorecard"]]) {
      const asked = await within(question.join(" "), ...question, ...at);
      expect([0, 1], asked.err).toContain(asked.code);
    }
  };

  it("with five activities each go in, or are refused in plain words: the workspace is as before or as after", async () => {
    await importing("first import", await emptyWorkspace(join(folder, "first")), 0, activitiesOf(leads));
  });

  it("go in beside what is there, and change it, or are refused in plain words", async () => {
    const workspace = await emptyWorkspace(join(folder, "second"));
    const few = await writeWork(join(folder, "few"), 100);
    expect((await run(["import", ...few, "--workspace", workspace])).code).toBe(0);
    await importing("second import", workspace, activitiesOf(100), activitiesOf(leads));
  });

  it("with something wrong in each row go in, and what was found is shown, counted and paged", async () => {
    const workspace = await emptyWorkspace(join(folder, "wrong"));
    const at = ["--workspace", workspace];
    const imported = await within(
      "import of findings",
      "import",
      ...(await writeWrong(join(folder, "files"), leads)),
      ...at,
    );
    expect(imported.code, imported.err).toBe(0);
    const checked = await within("check", "check", ...at);
    expect(checked.code, checked.err).toBe(0);
    expect(checked.out).toContain("bad_instant");
    const deep = await within("a late page", "check", "bad_instant", "--offset", String(leads / 2 - 5), ...at);
    expect(deep.code, deep.err).toBe(0);
    await using server = await serving(workspace, memory ?? undefined);
    const groups = await server.get<{ groups: readonly { code: string; count: number }[] }>("/findings");
    expect(groups.groups.find(({ code }) => code === "bad_instant")?.count).toBe(leads / 2);
    const page = await server.get<{ findings: readonly unknown[]; total: number }>(
      `/findings/bad_instant?limit=50&offset=${leads / 2 - 10}`,
    );
    expect([page.findings.length, page.total]).toEqual([10, leads / 2]);
    console.log(`server: ${server.peak().toFixed(0)} MB resident at most`);
  });
});
