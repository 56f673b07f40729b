import { existsSync } from "node:fs";
import { readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProblem, Problem } from "../../src/problem.ts";
import { sql } from "../../src/sql/index.ts";
import { ownerOfWorkspace } from "../../src/storage/index.ts";
import { acmeYaml, asIfKilled, type Folder, fileOf, lead, leadIds, loadJson, newFolder, openIt } from "./folder.ts";

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return "none";
};

describe("a workspace folder", () => {
  it("is refused without a quarterdeck.yaml, or with a wrong one", async () => {
    await using folder = await newFolder("workspace: Acme\npipelines: 3\n");
    expect(await problemOf(openIt(folder))).toBe("bad_config");
    await rm(join(folder.path, "quarterdeck.yaml"));
    expect(await problemOf(openIt(folder))).toBe("not_a_workspace");
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("keeps what was accepted, through a close and a new start", async () => {
    await using folder = await newFolder();
    {
      await using workspace = await openIt(folder, { now: () => Date.UTC(2026, 5, 1) });
      expect(workspace.version.batch).toBe(0);
      const { batch, report } = await workspace.acceptBatch([fileOf({ leads: [lead("a")] })], {
        name: "canonical",
        text: null,
      });
      expect(batch).toBe(1);
      expect(report.tables.leads?.new).toBe(1);
      expect(workspace.version.batch).toBe(1);
    }
    expect(existsSync(join(folder.path, "quarterdeck.lock"))).toBe(false);
    expect(existsSync(join(folder.path, "warehouse.duckdb.wal"))).toBe(false);
    const said: string[] = [];
    await using workspace = await openIt(folder, { onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a"]);
    expect(said).toEqual([]);
    const [entry] = await workspace.batches();
    expect(entry).toMatchObject({
      batch: 1,
      importedAt: Date.UTC(2026, 5, 1),
      mapping: { name: "canonical", text: null },
      state: "loaded",
      files: [{ name: "rows.json" }],
      report: { tables: { leads: { read: 1, new: 1 } } },
    });
  });

  it("keeps the same content once", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder);
    await workspace.acceptBatch([fileOf({ leads: [lead("a")] }, "one.json")], null);
    await workspace.acceptBatch([fileOf({ leads: [lead("a")] }, "two.json")], null);
    expect(await readdir(join(folder.path, "accepted", "files"))).toHaveLength(1);
    expect((await workspace.batches()).map(({ files }) => files[0]?.name)).toEqual(["one.json", "two.json"]);
  });

  it("does not open its state store for a question", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder, { accepting: false });
    expect(await leadIds(workspace)).toEqual([]);
    expect(existsSync(join(folder.path, "state.db"))).toBe(false);
  });

  it("lets no statement reach a file when it only answers questions", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder, { accepting: false });
    await using session = await workspace.session();
    await expect(session.rows(sql`select * from read_text('quarterdeck.yaml')`)).rejects.toThrow(/disabled/);
  });

  it("accepts one batch after another, also when asked for both at once", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder);
    const both = await Promise.all(
      ["a", "b"].map((id) => workspace.acceptBatch([fileOf({ leads: [lead(id)] })], null)),
    );
    expect(both.map(({ batch }) => batch)).toEqual([1, 2]);
    expect(await leadIds(workspace)).toEqual(["a", "b"]);
  });

  it("has a version that says the last batch and the configuration", async () => {
    await using folder = await newFolder();
    const hash = async () => {
      await using workspace = await openIt(folder);
      return workspace.version.configHash;
    };
    const before = await hash();
    expect(await hash()).toBe(before);
    const say = (text: string) => writeFile(join(folder.path, "quarterdeck.yaml"), text);
    await say(`${acmeYaml()}# a remark\n`);
    expect(await hash()).toBe(before);
    await say(`${acmeYaml()}currency: SEK\n`);
    expect(await hash()).not.toBe(before);
  });
});

describe("a batch that cannot be loaded", () => {
  it("leaves nothing in the warehouse, keeps its files, and does not come back", async () => {
    await using folder = await newFolder();
    {
      await using workspace = await openIt(folder);
      await workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null);
      await expect(workspace.acceptBatch([{ name: "broken.json", content: "{" }], null)).rejects.toThrow(SyntaxError);
      expect(workspace.version.batch).toBe(1);
      await workspace.acceptBatch([fileOf({ leads: [lead("b")] })], null);
    }
    const said: string[] = [];
    await using workspace = await openIt(folder, { onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a", "b"]);
    expect(said).toEqual([]);
    expect((await workspace.batches()).map(({ batch, state }) => [batch, state])).toEqual([
      [1, "loaded"],
      [2, "failed"],
      [3, "loaded"],
    ]);
    expect(await readdir(join(folder.path, "accepted", "files"))).toHaveLength(3);
  });

  it("counts as loaded when only what came after its transaction failed", async () => {
    await using folder = await newFolder();
    {
      await using workspace = await openIt(folder, {
        load: async (step) => {
          await loadJson(step);
          throw new Error("afterwards");
        },
      });
      await expect(workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null)).rejects.toThrow("afterwards");
      expect(workspace.version.batch).toBe(1);
    }
    const said: string[] = [];
    await using workspace = await openIt(folder, { onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a"]);
    expect(said).toEqual([]);
    expect((await workspace.batches()).map(({ state }) => state)).toEqual(["loaded"]);
  });

  it("keeps none of its files when one of them cannot be kept", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder);
    const both = [fileOf({ leads: [lead("a")] }), { name: "gone.csv", path: join(folder.path, "gone.csv") }];
    await expect(workspace.acceptBatch(both, null)).rejects.toThrow("ENOENT");
    expect(await readdir(join(folder.path, "accepted", "files"))).toEqual([]);
    expect((await workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null)).batch).toBe(1);
  });

  it("is undone as a whole when its last statement fails", async () => {
    await using folder = await newFolder();
    await using workspace = await openIt(folder, {
      load: (step) =>
        loadJson({
          ...step,
          mark: async () => {
            await step.mark();
            throw new Error("the last step failed");
          },
        }),
    });
    await expect(workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null)).rejects.toThrow("the last step failed");
    expect(await leadIds(workspace)).toEqual([]);
  });
});

describe("an import that is broken off", () => {
  const brokenOffAt = async (at: "files" | "written" | "committed"): Promise<[number | null, unknown, unknown]> => {
    await using folder = await newFolder();
    const breaking = new AbortController();
    let problem: unknown;
    {
      await using workspace = await openIt(folder, {
        load: async (step) => {
          const report = await loadJson({
            ...step,
            mark: async () => {
              await step.mark();
              if (at === "written") breaking.abort();
            },
          });
          if (at === "committed") {
            breaking.abort();
            await step.session.run(sql`select 1`);
          }
          return report;
        },
      });
      if (at === "files") breaking.abort();
      const broken = workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null, { signal: breaking.signal });
      problem = await broken.catch((error: unknown) => error);
    }
    if (!isProblem(problem, "broken_off")) throw problem;
    const said: string[] = [];
    await using workspace = await openIt(folder, { onMessage: (text) => said.push(text) });
    expect(said).toEqual([]);
    return [problem.facts.batch, await leadIds(workspace), (await workspace.batches()).map(({ state }) => state)];
  };

  it("leaves nothing where its files were not all kept yet", async () => {
    expect(await brokenOffAt("files")).toEqual([null, [], []]);
  });

  it("leaves the workspace as it was where its rows were not committed yet", async () => {
    expect(await brokenOffAt("written")).toEqual([null, [], ["failed"]]);
  });

  it("is in where they were, and says so", async () => {
    expect(await brokenOffAt("committed")).toEqual([1, ["a"], ["loaded"]]);
  });
});

describe("a process killed on the way", () => {
  /** The folder as it is when the step named is reached for the second batch. */
  const killedAt = async (folder: Folder, step: "accepted" | "written" | "committed"): Promise<Folder> => {
    let killed: Folder | undefined;
    {
      let batches = 0;
      await using workspace = await openIt(folder, {
        load: async (given) => {
          batches += 1;
          const second = batches === 2;
          if (second && step === "accepted") killed = await asIfKilled(folder);
          const report = await loadJson({
            ...given,
            mark: async () => {
              await given.mark();
              if (second && step === "written") killed = await asIfKilled(folder);
            },
          });
          if (second && step === "committed") killed = await asIfKilled(folder);
          return report;
        },
      });
      await workspace.acceptBatch([fileOf({ leads: [lead("a")] })], null);
      await workspace.acceptBatch([fileOf({ leads: [lead("b")] })], null);
    }
    if (killed === undefined) throw new Error("the step was not reached");
    return killed;
  };

  for (const step of ["accepted", "written", "committed"] as const)
    it(`loses nothing that was accepted and doubles nothing: ${step}`, async () => {
      await using folder = await newFolder();
      await using killed = await killedAt(folder, step);
      const said: string[] = [];
      await using workspace = await openIt(killed, { onMessage: (text) => said.push(text) });
      expect(await leadIds(workspace)).toEqual(["a", "b"]);
      expect(said).toEqual(
        step === "committed" ? [] : ["1 import was accepted earlier but not yet loaded; that is done now."],
      );
      expect((await workspace.batches()).map(({ state }) => state)).toEqual(["loaded", "loaded"]);
      await workspace.acceptBatch([fileOf({ leads: [lead("c")] })], null);
      expect(workspace.version.batch).toBe(3);
    });

  it("sets a batch aside that was cut short and cannot be loaded, and says so", async () => {
    await using folder = await newFolder();
    await using killed = await killedAt(folder, "accepted");
    const said: string[] = [];
    await using workspace = await openIt(killed, {
      load: () => Promise.reject(new Error("no room")),
      onMessage: (text) => said.push(text),
    });
    expect(await leadIds(workspace)).toEqual(["a"]);
    expect(said).toEqual(["The import of batch 2 (rows.json) had been cut short and could not be finished: no room"]);
  });

  it("takes a process with it twice, as memory is short, and is then set aside: the workspace opens again", async () => {
    await using folder = await newFolder();
    await using killed = await killedAt(folder, "accepted");
    await writeFile(join(killed.path, "accepted", "batches", "000002.tried"), "");
    const said: string[] = [];
    await using workspace = await openIt(killed, { onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a"]);
    expect(said).toEqual([
      "The import of batch 2 (rows.json) had been cut short and could not be finished: the process ended again while it was loaded",
    ]);
    expect((await workspace.batches()).map(({ state }) => state)).toEqual(["loaded", "failed"]);
  });

  it("keeps what was acknowledged, however often a process ends while it is loaded again", async () => {
    await using folder = await newFolder();
    await using killed = await killedAt(folder, "committed");
    {
      await using _workspace = await openIt(killed);
    }
    await rm(join(killed.path, "warehouse.duckdb"));
    for (const batch of ["000001", "000002"])
      await writeFile(join(killed.path, "accepted", "batches", `${batch}.tried`), "");
    await using workspace = await openIt(killed);
    expect(await leadIds(workspace)).toEqual(["a", "b"]);
  });

  it("comes back from a log that was cut off: the batches that it held are loaded again", async () => {
    await using folder = await newFolder();
    await using killed = await killedAt(folder, "committed");
    await truncate(join(killed.path, "warehouse.duckdb.wal"), 0);
    const said: string[] = [];
    await using workspace = await openIt(killed, { onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a", "b"]);
    expect(said).toHaveLength(1);
  });
});

describe("the warehouse", () => {
  const filled = async (): Promise<Folder> => {
    const folder = await newFolder();
    await using workspace = await openIt(folder);
    await workspace.acceptBatch([fileOf({ leads: [{ lead_id: "a", created_at: "2026-01-01T12:00" }] })], null);
    await workspace.acceptBatch([fileOf({ leads: [lead("b")] })], null);
    return folder;
  };
  const reopened = async (folder: Folder) => {
    const said: string[] = [];
    await using workspace = await openIt(folder, { onMessage: (text) => said.push(text) });
    await using session = await workspace.session();
    const [first] = await session.rows<{ at: number }>(sql`select min(created_at) as at from leads where batch = 1`);
    return { said, ids: await leadIds(workspace), createdAt: first?.at };
  };

  it("is built again when it is gone", async () => {
    await using folder = await filled();
    await rm(join(folder.path, "warehouse.duckdb"));
    expect(await reopened(folder)).toMatchObject({
      ids: ["a", "b"],
      said: ["2 imports were loaded again from accepted/, as the warehouse was absent."],
    });
  });

  it("is built again when it cannot be read", async () => {
    await using folder = await filled();
    await writeFile(join(folder.path, "warehouse.duckdb"), "this is no warehouse at all".repeat(1000));
    expect(await reopened(folder)).toMatchObject({
      ids: ["a", "b"],
      said: ["2 imports were loaded again from accepted/, as the warehouse could not be read."],
    });
    expect((await readdir(folder.path)).filter((name) => name.includes(".old"))).toEqual([]);
  });

  it("is built again in another time zone: the same local times are other instants", async () => {
    await using folder = await filled();
    expect((await reopened(folder)).createdAt).toBe(Date.UTC(2026, 0, 1, 12));
    await writeFile(join(folder.path, "quarterdeck.yaml"), acmeYaml("America/New_York"));
    expect(await reopened(folder)).toMatchObject({
      ...{ ids: ["a", "b"], createdAt: Date.UTC(2026, 0, 1, 17) },
      said: ["2 imports were loaded again from accepted/, as quarterdeck.yaml had another timezone."],
    });
    expect((await reopened(folder)).said).toEqual([]);
  });

  it("is built again when what its rows were made by is another", async () => {
    await using folder = await filled();
    const said: string[] = [];
    await using workspace = await openIt(folder, { basis: "2", onMessage: (text) => said.push(text) });
    expect(await leadIds(workspace)).toEqual(["a", "b"]);
    expect(said).toEqual(["2 imports were loaded again from accepted/, as the warehouse was of an earlier form."]);
  });

  it("names the accepted file that is gone when it must be built again", async () => {
    await using folder = await filled();
    await rm(join(folder.path, "accepted", "files"), { recursive: true });
    await rm(join(folder.path, "warehouse.duckdb"));
    expect(await problemOf(openIt(folder))).toBe("accepted_file_missing");
  });

  it("lives without its journal, which is made again from the manifests", async () => {
    await using folder = await filled();
    for (const ending of ["", "-wal", "-shm"]) await rm(join(folder.path, `state.db${ending}`), { force: true });
    await using workspace = await openIt(folder);
    expect((await workspace.batches()).map(({ batch, state }) => [batch, state])).toEqual([
      [1, "loaded"],
      [2, "loaded"],
    ]);
  });
});

describe("the lock", () => {
  it("gives a workspace to one owner at a time", async () => {
    await using folder = await newFolder();
    await using first = await openIt(folder);
    expect(await problemOf(openIt(folder, { waitMs: 100 }))).toBe("workspace_locked");
    expect((await ownerOfWorkspace(folder.path))?.pid).toBe(process.pid);
    await first.close();
    expect(await ownerOfWorkspace(folder.path)).toBeNull();
  });

  it("waits for an owner that is soon done", async () => {
    await using folder = await newFolder();
    const first = await openIt(folder);
    const second = openIt(folder);
    await new Promise((done) => setTimeout(done, 200));
    await first.close();
    await using workspace = await second;
    expect(workspace.version.batch).toBe(0);
  });

  it("lets many short questions through, one after another", async () => {
    await using folder = await newFolder();
    const ask = async (): Promise<number> => {
      await using workspace = await openIt(folder, { accepting: false });
      return (await leadIds(workspace)).length;
    };
    expect(await Promise.all(Array.from({ length: 5 }, ask))).toEqual([0, 0, 0, 0, 0]);
  });

  it("does not wait for a server, but says where it answers", async () => {
    await using folder = await newFolder();
    await using server = await openIt(folder);
    await server.announce("http://127.0.0.1:4000");
    const started = Date.now();
    await expect(openIt(folder)).rejects.toThrow("the server at http://127.0.0.1:4000");
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it("is taken from an owner that is gone, by one of those who want it", async () => {
    await using folder = await newFolder();
    await using killed = await asIfKilled(folder);
    let open = 0;
    const ask = async (): Promise<number> => {
      await using _workspace = await openIt(killed, { accepting: false });
      open += 1;
      const now = open;
      await new Promise((done) => setTimeout(done, 30));
      open -= 1;
      return now;
    };
    expect(await Promise.all(Array.from({ length: 4 }, ask))).toEqual([1, 1, 1, 1]);
  });

  it("is taken when nothing is written in it for a while", async () => {
    await using folder = await newFolder();
    await writeFile(join(folder.path, "quarterdeck.lock"), "");
    await using workspace = await openIt(folder);
    expect(workspace.version.batch).toBe(0);
  });
});
