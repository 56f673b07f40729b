import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { serveWorkspace } from "../../src/cli/serving.ts";
import { createApp } from "../../src/server/index.ts";
import { standingIn, typed } from "../cli/line.ts";
import { fixture } from "../sources/crm.ts";
import { randomWorld } from "../worlds/random.ts";
import { quiet, type Served, servedFolder, workspaceOf } from "./served.ts";

let here: Served;
/** The same company, in a workspace that nobody serves. */
let alone: string;
let files: string;
beforeAll(async () => {
  alone = await workspaceOf(randomWorld(7));
  const copy = `${alone}-served`;
  // The journal's log goes when the engine of the state finds that nobody has it open any more: that may be in the middle of it.
  await vi.waitFor(() => cp(alone, copy, { recursive: true }), { timeout: 10_000 });
  here = await servedFolder(copy);
  await here.house.announce(await here.app.listen({ host: "127.0.0.1", port: 0 }));
  files = await mkdtemp(join(tmpdir(), "quarterdeck-sent-"));
});
afterAll(async () => {
  await here[Symbol.asyncDispose]();
  for (const folder of [alone, files]) await rm(folder, { recursive: true, force: true });
});

const both = async (...args: readonly string[]) => {
  const now = "2025-03-01T00:00:00Z";
  const said = async (workspace: string) => {
    const { out, ...rest } = await standingIn(files, () =>
      typed([...args, "--workspace", workspace], { now, folder: files }),
    );
    return { ...rest, out: out.replaceAll(`--workspace ${workspace} `, "--workspace WORKSPACE ") };
  };
  return { asked: await said(here.folder), own: await said(alone) };
};

const same = async (...args: readonly string[]): Promise<string> => {
  const { asked, own } = await both(...args);
  expect(asked, args.join(" ")).toEqual(own);
  return asked.out;
};

const formats = ["json", "table", "csv"];
let groups: readonly { readonly code: string }[] | undefined;

describe("a command on a workspace that a server has open says the same to the byte as without one", () => {
  it.each(formats)("check, as %s", async (format) => {
    const told = await same("check", "--format", format);
    groups ??= JSON.parse(
      format === "json" ? told : (await typed(["check", "--workspace", alone, "--format", "json"])).out,
    ).groups as readonly { code: string }[];
    expect(groups.length).toBeGreaterThan(0);
    // Some codes, each in one of the formats: all of all would take minutes, and are told by the same lines.
    for (const [index, { code }] of groups.slice(0, 3).entries())
      if (formats[index % formats.length] === format) await same("check", code, "--format", format, "--limit", "1500");
    await same("check", "--code", groups[0]?.code ?? "", "--format", format, "--limit", "2", "--offset", "1");
    await same("check", "--code", "nothing", "--format", format);
  });

  it("scorecard, which is the file of the API, too", async () => {
    const out = await same("scorecard", "--period", "2024", "--format", "csv");
    const url = "/api/v1/scorecard/export?period=2024&compare=previous";
    const { body, headers } = await here.app.inject({ url, headers: { host: "localhost" } });
    expect(body).toBe(out);
    expect(headers["content-disposition"]).toBe('attachment; filename="scorecard-2024-01-01-2025-01-01.csv"');
    const { rawPayload } = await here.app.inject({ url: `${url}&format=xlsx`, headers: { host: "localhost" } });
    const [sheet] = await readXlsx(rawPayload);
    expect(sheet?.data.length).toBe(out.trimEnd().split("\r\n").length);
  });

  it("records as CSV, all of them, which is the file of the API, too", async () => {
    const out = await same("records", "activities", "--period", "2024", "--format", "csv");
    const url = "/api/v1/kpis/activities/records/export?period=2024";
    expect((await here.app.inject({ url, headers: { host: "localhost" } })).body).toBe(out);
    expect(out.trimEnd().split("\r\n").length).toBeGreaterThan(51);
  });

  it("records of a mean, where no part is said, are those that it is of", async () => {
    const asked = ["sales_cycle_length", "--period", "2024", "--format", "json"];
    const { n } = JSON.parse(await same("kpi", ...asked)).total;
    const listed = JSON.parse(await same("records", ...asked));
    expect([listed.part, listed.total]).toEqual(["den", n]);
    expect(n).toBeGreaterThan(0);
    const told = async (path: string) =>
      await here.app.inject({
        url: `/api/v1/kpis/sales_cycle_length/${path}?period=2024`,
        headers: { host: "localhost" },
      });
    expect((await told("records")).json()).toEqual(listed);
    expect((await told("records/export")).body.trimEnd().split("\r\n").length).toBe(n + 1);
  });

  it("goals, set and changed, imported and listed", async () => {
    const goal = ["goals", "set", "win_rate", "45%", "--period", "2025-Q1"];
    expect(await same(...goal)).toContain("is set: 0.45");
    expect(await same("goals", "set", "win_rate", "50%", "--period", "2025-Q1")).toContain("is changed from 0.45");
    expect(await same("goals", "withdraw", "win_rate", "--period", "2025-Q1")).toContain("is withdrawn");
    await same("goals", "withdraw", "win_rate", "--period", "2025-Q1");
    for (const format of formats) await same("goals", "list", "--withdrawn", "--format", format);
    expect(await same("goals", "set", "win_rate", "50%", "--period", "2025-Q1")).toContain("is set: 0.5");
    await same("goals", "set", "win_rat", "1", "--period", "2025");
    await same("goals", "set", "win_rate", "1", "--period", "2025", "--team", "nowhere");
    await writeFile(
      join(files, "targets.csv"),
      "goal_id,kpi,scope,starts_on,ends_on,target\ng1,opportunities_created,company,2025-01-01,2025-03-31,20\ng2,win_rate,nobody,soon,2025-03-31,x\n",
    );
    expect(await same("goals", "import", "targets.csv")).toMatch(/goals +2 +1/);
    await same("goals", "import", "nothing.csv");
    for (const format of formats) expect(await same("goals", "list", "--format", format)).toContain("g1");
    expect(await same("kpi", "goal_attainment", "--period", "2025-Q1")).toContain("win_rate");
  });

  it("export: the same tables, which make the same workspace", async () => {
    const written = async (workspace: string, to: string) => {
      const { out, err, exitCode } = await typed(["export", to, "--workspace", workspace, "--format", "json"]);
      expect([exitCode, err]).toEqual([0, ""]);
      const names = (await readdir(to)).toSorted();
      const texts = await Promise.all(names.map((name) => readFile(join(to, name), "utf8")));
      return { tables: JSON.parse(out).tables, files: names.map((name, index) => [name, texts[index]]) };
    };
    const [asked, own] = [await written(here.folder, join(files, "asked")), await written(alone, join(files, "own"))];
    expect(asked.files.length).toBeGreaterThan(10);
    // When goals were set is the time of each workspace.
    const timeless = (told: typeof own) => told.files.filter(([name]) => name !== "goals.csv");
    expect(timeless(asked)).toEqual(timeless(own));
    expect(asked.tables).toEqual(own.tables);
    expect(await readdir(join(here.folder, ".temp/tables"))).toEqual([]);
    await same("export", "asked");
  });

  it("import of a folder, of a packed file and of many at once", async () => {
    const folder = join(files, "new");
    await mkdir(folder);
    await writeFile(join(folder, "people.csv"), "person_id,name,started_on\nnew1,Zoë Ødegård,2024-01-01\n");
    await writeFile(
      join(folder, "leads.csv"),
      "lead_id,created_at,source\nnew1,2024-03-01T10:00:00Z,web\nnew2,soon,\n",
    );
    await writeFile(join(files, "accounts.csv.gz"), gzipSync("account_id,name\nnew1,Nova\n"));
    expect(await same("import", "new", "accounts.csv.gz")).toMatch(/accounts +1 +1/);
    expect(JSON.parse(await same("import", "new", "--format", "json")).imported.batch).toBeGreaterThan(1);
    await same("check");
  });

  it("import of what cannot be: nothing is loaded, and nothing stays on the server", async () => {
    await writeFile(join(files, "twice.csv"), "lead_id,created_at,lead_id\n1,2026-01-01,1\n");
    await writeFile(join(files, "bad.yaml"), "name: [\n");
    const { version } = here.house.present();
    for (const args of [
      ["twice.csv"],
      ["nothing.csv"],
      ["twice.csv", "--as", "salesforc"],
      ["twice.csv", "--mapping", "bad.yaml"],
    ])
      expect((await both("import", ...args)).asked.exitCode, args.join(" ")).toBeGreaterThan(0);
    for (const args of [["twice.csv"], ["nothing.csv"], ["twice.csv", "--as", "salesforc"]])
      await same("import", ...args);
    expect(here.house.present().version).toBe(version);
    expect(await readdir(join(here.house.tempFolder, "uploads"))).toEqual([]);
  });

  it("import of a whole export, and what it leaves out", async () => {
    const rows = ["whole1", "whole2"].map((id) => `${id},2024-06-01T00:00:00Z\n`);
    await writeFile(join(files, "leads.csv"), `lead_id,created_at\n${rows.join("")}`);
    await same("import", "leads.csv");
    await writeFile(join(files, "leads.csv"), `lead_id,created_at\n${rows[0]}`);
    const { asked, own } = await both("import", "leads.csv", "--full");
    expect(asked).toEqual(own);
    expect(asked.err).toContain("They were kept.");
    const [served, unserved] = await both(
      "import",
      "leads.csv",
      "--full",
      "--missing",
      "delete",
      "--format",
      "json",
    ).then((said) => [JSON.parse(said.asked.out), JSON.parse(said.own.out)]);
    expect(served.imported).toEqual(unserved.imported);
    expect(served.deleted.tables).toMatchObject([{ table: "leads", changed: unserved.deleted.tables[0].changed }]);
    await same("check", "--code", "missing_from_export", "--format", "json");
  });

  it("import of an export that tells its process, taken by a flag", async () => {
    const { asked, own } = await both("import", fixture("pipedrive"), "--process", "take");
    expect(asked).toEqual(own);
    expect(asked.err).toContain("quarterdeck.yaml has them now.");
    const [served, unserved] = await Promise.all(
      [here.folder, alone].map((folder) => readFile(join(folder, "quarterdeck.yaml"), "utf8")),
    );
    expect(served).toBe(unserved);
    expect(here.house.config.pipelines.length).toBeGreaterThan(1);
    // What the tests before have deleted was deleted at another moment in each: both are asked as of one after it.
    const asOf = new Date().toISOString();
    await same("kpi", "pipeline_by_stage", "--period", "2024", "--as-of", asOf);
  });

  it("import of more than a request may hold", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `big${index},2024-05-01T10:00:00Z,fair no ${index % 7}`);
    await writeFile(join(files, "leads.csv"), `lead_id,created_at,source\n${rows.join("\n")}\n`);
    expect(await same("import", "leads.csv")).toMatch(/leads +60,000 +60,000/);
  });
});

it("a scorecard is compared with the period before by every face, unless another or none is named", async () => {
  // What the tests before have brought in came at another moment to each.
  const asOf = "2025-03-01T00:00:00Z";
  const over = async (words: string) => {
    const { body } = await here.app.inject({
      url: `/api/v1/scorecard?period=2024&as_of=${asOf}${words}`,
      headers: { host: "127.0.0.1" },
    });
    return JSON.parse(body);
  };
  const line = async (...words: readonly string[]) =>
    JSON.parse(await same("scorecard", "--period", "2024", "--as-of", asOf, "--format", "json", ...words));
  const usual = await over("");
  expect(usual.question.compare).toEqual({ from: "2023-01-01", to: "2024-01-01" });
  expect(await line()).toEqual(usual);
  expect(await line("--compare", "previous")).toEqual(usual);
  const bare = await over("&compare=none");
  expect(bare.question.compare).toBeUndefined();
  expect(await line("--compare", "none")).toEqual(bare);
});

it("an empty workspace that is served says the same as without a server", async () => {
  const folders = await Promise.all(["served", "alone"].map((name) => mkdtemp(join(tmpdir(), `quarterdeck-${name}-`))));
  const [open = "", other = ""] = folders;
  const yaml = "workspace: Acme\ntimezone: UTC\npipelines:\n  - id: sales\n    stages:\n      - {id: new, of: lead}\n";
  for (const folder of folders) await writeFile(join(folder, "quarterdeck.yaml"), yaml);
  const house = await serveWorkspace(open, quiet);
  const app = await createApp({ house });
  try {
    await house.announce(await app.listen({ host: "127.0.0.1", port: 0 }));
    for (const args of [["goals", "list"], ["check"], ["check", "--format", "json"]])
      expect(await typed([...args, "--workspace", open])).toEqual(await typed([...args, "--workspace", other]));
    const refused = await typed(["scorecard", "--workspace", open]);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining("holds no data yet")]);
    const told = async (url: string) => {
      const { statusCode, body } = await app.inject({ url: `/api/v1${url}`, headers: { host: "127.0.0.1" } });
      return [statusCode, JSON.parse(body)];
    };
    expect(await told("/workspace")).toMatchObject([200, { watermark: null, today: null, extent: null, findings: 0 }]);
    expect(await told("/organisation")).toEqual([200, { people: [], teams: [] }]);
    expect(await told("/scorecard")).toMatchObject([409, { code: "empty_workspace" }]);
    await writeFile(join(files, "first.csv"), "lead_id,created_at,source\nl1,2026-03-01T10:00:00Z,web\n");
    expect((await typed(["import", join(files, "first.csv"), "--workspace", open])).exitCode).toBe(0);
    expect((await typed(["scorecard", "--workspace", open])).exitCode).toBe(0);
  } finally {
    await app.close();
    await house[Symbol.asyncDispose]();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
});
