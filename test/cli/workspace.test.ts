import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace } from "../../src/storage/index.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const yaml = `workspace: Acme
timezone: America/New_York
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

const opportunities = [
  "opportunity_id,created_at,name,owner_id,stage,closed_on,amount,Region",
  ...Array.from(
    { length: 10 },
    (_, index) =>
      `o${index},2026-01-0${1 + (index % 5)},Deal ${index},p1,${index < 6 ? "won" : "lost"},2026-03-1${index % 5},${1000 + index},"North, East"`,
  ),
  "o10,2026-01-09,=Deal,p9,negotiated,,500,South",
  "o11,31.02.2026,No day,p1,qualified,,1,",
].join("\n");

const files: Readonly<Record<string, string>> = {
  "quarterdeck.yaml": yaml,
  "people.csv": "person_id,name,started_on\np1,Anna Snelling,2025-01-01\np2,Bo Tran,2025-01-01\n",
  "opportunities.csv": `${opportunities}\n`,
  "leads.csv": "lead_id,created_at,source\nl1,2026-03-01T10:00:00Z,web\n",
};

let folder: TemporaryFolder;
let ws: string;
const type = (...args: readonly string[]) =>
  typed([...args, ...(args[0] === "init" || args.includes("--workspace") ? [] : ["--workspace", ws])], {
    folder: folder.path,
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  ws = join(folder.path, "ws");
  await mkdir(join(folder.path, "files"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, "files", name), text);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe("a workspace, from its files to its answers", () => {
  it("what may be data in a folder and is not read is named: a list in JSON, a text", async () => {
    const beside = join(folder.path, "beside");
    await mkdir(beside);
    await writeFile(join(beside, "people.csv"), "person_id,name\nann,Ann\n");
    await writeFile(join(beside, "accounts.json"), '[{"account_id":"a","name":"Acme"}]');
    await writeFile(join(beside, "notes.txt"), "nothing");
    await writeFile(join(beside, "README.md"), "nothing");
    const { exitCode, err } = await typed(["import", beside, "--dry-run"], { folder: folder.path });
    expect(exitCode).toBe(0);
    expect(err).toContain(
      `more often something else: ${join(beside, "accounts.json")}, ${join(beside, "notes.txt")}. Name one itself`,
    );
    expect(err).not.toContain("README");
    const begun = await typed(["init", "--from", beside, join(beside, "ws"), "--yes"], { folder: folder.path });
    expect(begun.err.match(/accounts\.json/g)).toHaveLength(1);
    await rm(beside, { recursive: true });
  });
  it("columns that a mapping names and no file has are named, with the one that may be meant", async () => {
    const place = join(folder.path, "typed");
    await mkdir(place);
    await writeFile(join(place, "deals.csv"), "Id,Opened,Amount\n1,2026-01-05,100\n");
    const mapping = join(place, "own.yaml");
    await writeFile(
      mapping,
      "files: {deals: {columns: [Id]}}\ntables:\n  opportunities:\n    - from: deals\n      columns: {opportunity_id: Id, created_at: Opend, amount: Ammount}\n",
    );
    const asked = ["import", join(place, "deals.csv"), "--mapping", mapping, "--dry-run"];
    const { exitCode, out } = await typed(asked, { folder: folder.path });
    expect(exitCode).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "deals.csv has no columns Opend (did you mean Opened?), Ammount (did you mean Amount?), which the mapping names: what they would tell stays empty.",
    );
    expect(out.match(/Opend/g)).toHaveLength(1);
    await rm(place, { recursive: true });
  });

  it("says what files are without loading them", async () => {
    const { exitCode, out, err } = await typed(["import", join(folder.path, "files"), "--dry-run"], {
      folder: folder.path,
    });
    expect([exitCode, err]).toEqual([0, "Nothing was loaded, as it was a dry run.\n"]);
    expect(out).toContain("Quarterdeck's own tables");
    expect(out).toMatch(/opportunities\.csv +opportunities +12/);
    expect(await readdir(folder.path)).toEqual(["files"]);
  });

  it("comes to be from a folder with its configuration", async () => {
    const { exitCode, out, err } = await type("init", "--from", "files", "ws");
    expect([exitCode, err]).toEqual([
      0,
      `quarterdeck.yaml is taken from ${join(folder.path, "files/quarterdeck.yaml")}.\n`,
    ]);
    expect(out).toMatch(/opportunities +12 +11 +– +–/);
    expect(out).toContain("(bad_instant)");
    expect(out).toContain("(undeclared_stage)");
    expect(out).toContain("31.02.2026");
    expect(out).toContain(`The workspace is ${ws}.`);
    expect(await readFile(join(ws, "quarterdeck.yaml"), "utf8")).toBe(yaml);
  });

  it("answers", async () => {
    const { out, err } = await type("kpi", "win_rate", "--period", "2026-Q1");
    expect(err).toBe("");
    expect(out).toMatch(/^Win rate {2}60\.0%\n/);
    expect(out).toContain("6 won of 10 closed");
  });

  it("lists as many records as it counted", async () => {
    const { out } = await type("records", "win_rate", "--period", "2026-Q1", "--format", "json");
    const page = JSON.parse(out) as { total: number; rows: { id: string }[] };
    expect([page.total, page.rows.map(({ id }) => id).sort()]).toEqual([6, ["o0", "o1", "o2", "o3", "o4", "o5"]]);
  });

  it("filters by a value, and names the nearest for one that nobody has", async () => {
    expect((await type("kpi", "win_rate", "--period", "2026-Q1", "--where", "person=p2")).out).toContain(
      "nothing to divide by",
    );
    const { exitCode, err } = await type("kpi", "win_rate", "--period", "2026-Q1", "--where", "person=Anna Sneling");
    expect([exitCode, err]).toEqual([1, "No person is called Anna Sneling.\nDid you mean Anna Snelling?\n"]);
  });

  it("shows the whole on one screen", async () => {
    const { exitCode, out } = await type("scorecard", "--period", "2026-Q1");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Win rate +60\.0%/);
    expect(out.split("\n").length).toBeLessThan(32);
  });

  it("is changed by the same file twice only once", async () => {
    const { exitCode, out } = await type("import", join(folder.path, "files"));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/opportunities +12 +– +– +11/);
  });

  it("tells what is wrong with its data, by code and one by one", async () => {
    const { out } = await type("check");
    expect(out).toMatch(/^ +1 {2}/);
    expect(out).toContain("In a stage that the process does not declare (undeclared_stage)");
    const listed = JSON.parse((await type("check", "--code", "undeclared_stage", "--format", "json")).out) as {
      total: number;
      findings: { record: string; value: string }[];
    };
    const told = JSON.parse((await type("check", "--format", "json")).out) as { groups: { code: string }[] };
    expect(told.groups.find(({ code }) => code === "undeclared_stage")).toMatchObject({
      meaning: "In a stage that the process does not declare",
      remedy: expect.stringMatching(/\w/),
      kpis: expect.arrayContaining(["pipeline_by_stage"]),
    });
    expect(listed).toMatchObject({ total: 1, findings: [{ record: "o10", value: "negotiated" }] });
    const { exitCode, err } = await type("check", "--code", "undeclared_stages");
    expect([exitCode, err]).toEqual([
      2,
      "No finding has the code undeclared_stages.\nDid you mean undeclared_stage?\n",
    ]);
  });

  it("takes a goal, changes it, and keeps what it was", async () => {
    const set = await type("goals", "set", "win_rate", "50%", "--period", "2026-Q1", "--person", "anna snelling");
    expect([set.exitCode, set.err]).toEqual([0, ""]);
    expect(set.out).toBe("The goal win_rate:person:p1:2026-01-01:2026-03-31 is set: 0.5 for Q1 2026.\n");
    expect((await type("goals", "set", "win_rate", "0.75", "--period", "2026-Q1", "--person", "p1")).out).toMatch(
      /is changed from 0\.5 to 0\.75/,
    );
    expect(JSON.parse((await type("goals", "list", "--format", "json")).out)).toMatchObject({
      goals: [{ kpi: "win_rate", scope: "person", scope_id: "p1", target: 0.75, version: 2 }],
    });
    expect((await type("goals", "list")).out).toMatch(/win_rate +person p1 +Q1 2026 +75\.0%/);
    expect((await type("kpi", "goal_attainment", "--period", "2026-Q1")).out).toMatch(
      /Anna Snelling: win_rate +Q1 2026 +80\.0%¹ +60\.0% +75\.0%/,
    );
    expect((await type("goals", "set", "win_rat", "1", "--period", "2026")).err).toContain("Did you mean win_rate?");
    expect((await type("goals", "set", "win_rate", "1", "--period", "2026", "--team", "west")).err).toContain(
      "No team is called west.",
    );
    expect((await type("goals", "set", "win_rate", "lots", "--period", "2026")).exitCode).toBe(2);
  });

  it("takes 30 as the goal of a rate for 30 %, as the page does, and nothing beyond 100 %", async () => {
    const set = async (kpi: string, target: string) => await type("goals", "set", kpi, target, "--period", "2025-Q4");
    for (const target of ["30", "30%", "0.3"]) expect((await set("win_rate", target)).out).toMatch(/ 0\.3[; ]/);
    expect(await set("win_rate", "150%")).toMatchObject({ exitCode: 2, err: expect.stringContaining("at most 100%") });
    expect(await set("activities", "30%")).toMatchObject({ exitCode: 2, err: expect.stringContaining("per cent") });
    expect(await set("win_rate", "-0.2")).toMatchObject({
      ...{ exitCode: 2, err: expect.stringContaining("not below zero") },
    });
    await type("goals", "withdraw", "win_rate", "--period", "2025-Q4");
  });

  it("changes the target of a goal alone: a cap stays one, and stays in its currency, until it is taken away", async () => {
    const goal = ["opportunities_created", "--variant", "value", "--period", "2025-Q3"];
    const set = async (target: string, ...words: readonly string[]) => {
      await type("goals", "set", "opportunities_created", target, ...goal.slice(1), ...words);
      const { goals } = JSON.parse((await type("goals", "list", "--format", "json")).out);
      const found = goals.find(({ starts_on }: { starts_on: string }) => starts_on === "2025-07-01");
      return [found.target, found.direction, found.currency];
    };
    expect(await set("5000", "--lower", "--currency", "EUR")).toEqual([5000, "lower", "EUR"]);
    expect(await set("6000")).toEqual([6000, "lower", "EUR"]);
    expect(await set("7000", "--currency", "GBP")).toEqual([7000, "lower", "GBP"]);
    await type("goals", "withdraw", ...goal);
    expect(await set("8000")).toEqual([8000, "higher", null]);
    await type("goals", "withdraw", ...goal);
  });

  it("takes a goal in no currency that there is not: its target would never be known", async () => {
    const goal = ["cost_per_lead", "80", "--period", "2025-Q3", "--currency"];
    expect(await type("goals", "set", ...goal, "EURO")).toMatchObject({
      ...{ exitCode: 2, err: "EURO is no currency.\nWrite its three letters of ISO 4217, such as EUR.\n" },
    });
    await type("goals", "set", ...goal, " eur ");
    const { goals } = JSON.parse((await type("goals", "list", "--format", "json")).out);
    expect(goals).toContainEqual(expect.objectContaining({ kpi: "cost_per_lead", currency: "EUR" }));
    await type("goals", "withdraw", "cost_per_lead", "--period", "2025-Q3");
  });

  it("takes no goal for what is told stage by stage: it would tell nothing", async () => {
    const set = await type("goals", "set", "stage_conversion", "50%", "--period", "2025-Q4");
    expect(set).toMatchObject({ exitCode: 2, err: expect.stringContaining("has no figure of its own") });
    // One that a file brought can be taken away all the same.
    const row = "staged,stage_conversion,company,2025-10-01,2025-12-31,0.5";
    await writeFile(join(folder.path, "staged.csv"), `goal_id,kpi,scope,starts_on,ends_on,target\n${row}\n`);
    await type("goals", "import", "staged.csv");
    const withdrawn = await type("goals", "withdraw", "stage_conversion", "--period", "2025-Q4");
    expect(withdrawn, withdrawn.err).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining("staged is withdrawn"),
    });
  });

  it("takes no goal of somebody for what cannot be told of one: nobody could say how much of it was reached", async () => {
    const goal = ["goals", "set", "cost_per_lead", "80", "--period", "2025-Q4"];
    expect(await type(...goal, "--person", "p1")).toMatchObject({
      exitCode: 2,
      err: "cost_per_lead cannot be told of one person: nothing can be held against such a goal.\nSet one of the company or a campaign.\n",
    });
  });

  it("takes goals from a table", async () => {
    await writeFile(
      join(folder.path, "targets.csv"),
      "goal_id,kpi,scope,starts_on,ends_on,target\ng1,opportunities_created,company,2026-01-01,2026-03-31,20\n",
    );
    expect((await type("goals", "import", "targets.csv")).out).toMatch(/goals +1 +1/);
    expect((await type("kpi", "goal_attainment", "--period", "2026-Q1")).out).toMatch(
      /Acme: opportunities_created +Q1 2026 +5\d\.0%/,
    );
  });

  it("tells of goals from a table what is wrong with goals, not with the rest of the workspace", async () => {
    expect((await type("check")).out).toContain("In a stage that the process");
    const row = "beyond,win_rate,company,2025-04-01,2025-06-30,30";
    await writeFile(join(folder.path, "beyond.csv"), `goal_id,kpi,scope,starts_on,ends_on,target\n${row}\n`);
    const { out } = await type("goals", "import", "beyond.csv");
    expect(out).toContain("A goal of a rate above 100%");
    expect(out).not.toContain("In a stage that the process");
    await type("goals", "withdraw", "--id", "beyond");
  });

  it("has a goal taken away: it stays for earlier instants, and can be set again", async () => {
    const aimed = async (...asOf: readonly string[]): Promise<readonly string[]> =>
      JSON.parse(
        (await type("kpi", "goal_attainment", "--period", "2026-Q1", "--format", "json", ...asOf)).out,
      ).rows.map((row: { keys: { goal: string } }) => row.keys.goal);
    const listed = async (...words: readonly string[]) =>
      JSON.parse((await type("goals", "list", "--format", "json", ...words)).out).goals;
    const goal = ["win_rate", "--period", "2026-Q1"];
    const id = "win_rate:company:2026-01-01:2026-03-31";
    await type("goals", "set", "win_rate", "0.3", "--period", "2026-Q1");
    expect(await aimed()).toContain(id);
    expect(await type("goals", "withdraw", ...goal)).toMatchObject({
      ...{ exitCode: 0, err: "" },
      out: `The goal ${id} is withdrawn; earlier instants keep its 0.3.\n`,
    });
    expect(await aimed()).not.toContain(id);
    expect(await aimed("--as-of", "2026-02-01")).toContain(id);
    expect((await listed()).map((one: { goal_id: string }) => one.goal_id)).not.toContain(id);
    expect(await listed("--withdrawn")).toContainEqual(expect.objectContaining({ goal_id: id, version: 2 }));
    expect((await type("goals", "list", "--withdrawn")).out).toMatch(/win_rate +company +Q1 2026 +withdrawn/);
    for (const words of [goal, ["--id", id], ["--id", "nobody"]])
      expect((await type("goals", "withdraw", ...words)).err).toContain("There is no goal ");
    expect((await type("goals", "set", "win_rate", "0.4", "--period", "2026-Q1")).out).toBe(
      `The goal ${id} is set: 0.4 for Q1 2026.\n`,
    );
    expect(await listed()).toContainEqual(expect.objectContaining({ goal_id: id, version: 3, deleted_at: null }));
    expect((await type("goals", "withdraw", "--id", id)).exitCode).toBe(0);
    expect(await aimed()).not.toContain(id);
  });

  it("leaves as tables that answer alike", async () => {
    const written = await type("export", "out");
    expect([written.exitCode, written.err]).toEqual([0, ""]);
    expect((await type("export", "out")).exitCode).toBe(2);
    expect((await type("init", "--from", "out", "copy")).exitCode).toBe(0);
    for (const question of [
      ["kpi", "win_rate", "--period", "2026-Q1", "--by", "person"],
      ["kpi", "pipeline_by_stage", "--period", "2026-Q1"],
      ["kpi", "goal_attainment", "--period", "2026-Q1"],
      ["kpi", "goal_attainment", "--period", "2026-Q1", "--as-of", "2026-02-01"],
      ["goals", "list", "--withdrawn"],
      ["kpi", "win_rate", "--period", "2026-Q1", "--by", "attribute.Region"],
    ]) {
      const [first, second] = [
        await type(...question, "--format", "json"),
        await type(...question, "--format", "json", "--workspace", join(folder.path, "copy")),
      ];
      expect(second.out).toBe(first.out);
      expect(first.exitCode).toBe(0);
    }
  });

  it("leaves as quarterdeck.yaml alone while it holds no data, and is made again of that", async () => {
    await type("init", "bare", "--yes", "--name", "Bare");
    const written = await type("export", "bare-out", "--workspace", "bare");
    const to = join(folder.path, "bare-out");
    expect(written).toMatchObject({
      ...{ exitCode: 0, err: "" },
      out: `There is no data yet: quarterdeck.yaml alone was written to ${to}.\nquarterdeck init --from bare-out NEW makes a workspace of it.\n`,
    });
    const made = await type("init", "--from", "bare-out", "bare-copy");
    expect([made.exitCode, made.err]).toEqual([
      0,
      `quarterdeck.yaml is taken from ${join(to, "quarterdeck.yaml")}.\nThere is nothing beside it: nothing was imported.\n`,
    ]);
    expect(made.out).toContain("quarterdeck import FILES --workspace bare-copy");
    expect((await type("scorecard", "--workspace", "bare-copy")).err).toContain("holds no data yet");
    const yaml = (name: string) => readFile(join(folder.path, name, "quarterdeck.yaml"), "utf8");
    expect(await yaml("bare-copy")).toBe(await yaml("bare"));
  });

  it("is asked by attributes that its records have, and by no others", async () => {
    const { exitCode, err } = await type("kpi", "win_rate", "--where", "attribute.Regoin=EMEA", "--format", "json");
    expect([exitCode, JSON.parse(err)]).toMatchObject([
      1,
      { code: "unknown_dimension", facts: { nearest: "attribute.Region", known: ["attribute.Region"] } },
    ]);
  });

  it("can only be asked through the server that has it open", async () => {
    await using held = await openWorkspace(ws, { load: () => Promise.reject(new Error("nothing to load")) });
    await held.announce("http://127.0.0.1:4317");
    const { exitCode, err } = await type("kpi", "win_rate", "--format", "json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(err)).toMatchObject({
      code: "workspace_locked",
      facts: { owner: "the server at http://127.0.0.1:4317" },
    });
  });

  it("says which accepted file is gone when it has to be built again", async () => {
    await rm(join(folder.path, "copy/warehouse.duckdb"));
    await rm(join(folder.path, "copy/accepted/files"), { recursive: true });
    const { exitCode, err } = await type(
      "kpi",
      "win_rate",
      "--format",
      "json",
      "--workspace",
      join(folder.path, "copy"),
    );
    expect(exitCode).toBe(1);
    expect(JSON.parse(err)).toMatchObject({ code: "accepted_file_missing", facts: { batch: 1 } });
  });
});

describe("a new workspace", () => {
  it("has the usual process when nothing is said, and what is said otherwise", async () => {
    await using place = await temporaryFolder();
    const { exitCode, out } = await typed(
      [
        "init",
        "new",
        "--name",
        "Acme",
        "--timezone",
        "Europe/Berlin",
        "--currency",
        "EUR",
        "--fiscal-month",
        "4",
        "--stages",
        "First call, Offer",
      ],
      { folder: place.path },
    );
    expect(exitCode).toBe(0);
    expect(out).toContain(join(place.path, "new"));
    const text = await readFile(join(place.path, "new/quarterdeck.yaml"), "utf8");
    expect(text).toContain("timezone: Europe/Berlin");
    expect(text).toContain("{ id: first_call, name: First call, of: opportunity");
    expect(text).toContain("starts_month: 4");
  });

  it("is made where the folder, --workspace or the environment says, and by one of them alone", async () => {
    await using place = await temporaryFolder();
    const made = async (args: readonly string[], env: Record<string, string> = {}) => {
      const { exitCode } = await typed(["init", "--yes", ...args], { folder: place.path, env });
      return [exitCode, (await readdir(place.path)).toSorted()];
    };
    expect(await made(["a"], { QUARTERDECK_WORKSPACE: "z" })).toEqual([0, ["a"]]);
    expect(await made(["--workspace", "b"])).toEqual([0, ["a", "b"]]);
    expect(await made([], { QUARTERDECK_WORKSPACE: "c" })).toEqual([0, ["a", "b", "c"]]);
    expect(await made(["d", "--workspace", "e"])).toEqual([2, ["a", "b", "c"]]);
  });

  it("counts in UTC on a machine whose zone has no name", async () => {
    await using place = await temporaryFolder();
    const before = process.env.TZ;
    process.env.TZ = "Etc/Unknown";
    try {
      const { exitCode, err } = await typed(["init", "new", "--yes"], { folder: place.path });
      expect([exitCode, err]).toEqual([0, ""]);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
    expect(await readFile(join(place.path, "new/quarterdeck.yaml"), "utf8")).toContain("timezone: UTC");
  });

  it("is not written when an answer cannot be meant", async () => {
    await using place = await temporaryFolder();
    const { exitCode, err } = await typed(["init", "--timezone", "Europe/Berln"], { folder: place.path });
    expect([exitCode, err]).toEqual([1, expect.stringContaining("Did you mean Europe/Berlin?")]);
    expect(await readdir(place.path)).toEqual([]);
  });

  it("leaves nothing behind when the files it was to begin with cannot be read", async () => {
    await using place = await temporaryFolder();
    await mkdir(join(place.path, "files"));
    await writeFile(join(place.path, "files/quarterdeck.yaml"), yaml);
    await writeFile(join(place.path, "files/leads.csv"), "lead_id,created_at,lead_id\n1,2026-01-01,1\n");
    const { exitCode, err } = await typed(["init", "--from", "files", "ws"], { folder: place.path });
    expect([exitCode, err]).toEqual([1, expect.stringContaining("lead_id")]);
    expect(await readdir(join(place.path, "ws"))).toEqual([]);
  });
});

it("findings of one code are listed fifty at a time, as CSV all of them", async () => {
  await using own = await temporaryFolder();
  const deals = Array.from({ length: 60 }, (_, index) => `o${index},2026-01-05,somewhere\n`).join("");
  await mkdir(join(own.path, "files"));
  await writeFile(join(own.path, "files", "quarterdeck.yaml"), yaml);
  await writeFile(join(own.path, "files", "opportunities.csv"), `opportunity_id,created_at,stage\n${deals}`);
  await typed(["init", "--from", "files", "ws"], { folder: own.path });
  const lines = async (...args: readonly string[]) =>
    (await typed(["check", "undeclared_stage", ...args, "--workspace", join(own.path, "ws")])).out
      .trimEnd()
      .split("\n");
  expect((await lines()).join("\n")).toContain("50 of 60");
  expect((await lines("--format", "csv")).length).toBe(61);
  expect((await lines("--format", "csv", "--limit", "7")).length).toBe(8);
});
