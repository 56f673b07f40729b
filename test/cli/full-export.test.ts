import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Answers, answering } from "./asked.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
`;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const leads = (...ids: readonly string[]) =>
  `lead_id,created_at,source\n${ids.map((id) => `${id},2026-03-01,web\n`).join("")}`;

const put = async (own: string, name: string, content: string): Promise<string> => {
  await writeFile(join(own, name), content);
  return join(own, name);
};

const begin = async (): Promise<string> => {
  const own = join(folder.path, "begun");
  await mkdir(join(own, "ws"), { recursive: true });
  await put(own, "ws/quarterdeck.yaml", yaml);
  const all = await put(own, "leads.csv", leads("l1", "l2", "l3", "l4"));
  const people = await put(own, "people.csv", "person_id,name\np1,Ann\np2,Bo\n");
  await typed(["import", all, people, "--workspace", join(own, "ws")]);
  const gone = await put(own, "leads.ndjson", '{"lead_id":"l4","deleted_at":"2026-04-01T00:00:00Z"}\n');
  await typed(["import", gone, "--workspace", join(own, "ws")]);
  return own;
};

let begun: Promise<string> | undefined;

/** Four leads and two people are there; the last lead was deleted before. */
const made = async (name: string): Promise<string> => {
  const own = join(folder.path, name);
  begun ??= begin();
  const from = await begun;
  // The journal's log goes when the engine of the state finds that nobody has it open any more: that may be in the middle of it.
  await vi.waitFor(() => cp(from, own, { recursive: true }), { timeout: 10_000 });
  return own;
};

const importing = (own: string, ...args: readonly string[]) =>
  typed(["import", ...args, "--workspace", join(own, "ws")], { folder: own });

const deleted = async (own: string): Promise<readonly string[]> => {
  const out = join(own, "out");
  await rm(out, { recursive: true, force: true });
  await typed(["export", out, "--workspace", join(own, "ws")]);
  const [header = "", ...rows] = (await readFile(join(out, "leads.csv"), "utf8")).split(/\r?\n/);
  const place = header.split(",").indexOf("deleted_at");
  return rows.filter((row) => row !== "" && row.split(",")[place] !== "").map((row) => row.split(",")[0] ?? "");
};

const listed = async (own: string, code: string): Promise<readonly string[]> => {
  const { out } = await typed(["check", "--code", code, "--format", "json", "--workspace", join(own, "ws")]);
  return out === "" ? [] : JSON.parse(out).findings.map(({ record }: { record: string }) => record);
};

const missingListed = (own: string) => listed(own, "missing_from_export");

const active = async (own: string): Promise<number> => {
  const { out } = await typed(["kpi", "lead_stage_share", "--format", "json", "--workspace", join(own, "ws")]);
  return JSON.parse(out).total.n;
};

describe("a record that was marked as deleted, and that a later export tells again", () => {
  it("stays deleted where the export does not say whether it is, and is found until somebody says that it is there", async () => {
    const own = await made("returned");
    const again = await put(own, "leads.csv", leads("l1", "l2", "l3", "l4"));
    const { out } = await importing(own, again, "--full");
    expect(out).toContain("(told_though_deleted)");
    await importing(own, again);
    expect([await listed(own, "told_though_deleted"), await active(own)]).toEqual([["l4"], 3]);
    await importing(own, await put(own, "leads.ndjson", '{"lead_id":"l4","deleted_at":""}\n'));
    expect([await listed(own, "told_though_deleted"), await active(own)]).toEqual([[], 4]);
    await importing(own, again);
    expect(await listed(own, "told_though_deleted")).toEqual([]);
  });

  it("is no matter where a few of its columns are told, or its deletion is", async () => {
    const own = await made("told");
    await importing(own, await put(own, "leads.csv", "lead_id,source\nl4,fair\n"));
    await importing(own, await put(own, "leads.csv", "lead_id,created_at,deleted_at\nl4,2026-03-01,2026-04-01\n"));
    expect([await listed(own, "told_though_deleted"), await active(own)]).toEqual([[], 3]);
  });
});

describe("a record that a whole export does not tell", () => {
  it("and that a later one tells stays, when what that one does not tell is deleted", async () => {
    const own = await made("later");
    await importing(own, await put(own, "leads.csv", leads("l1", "l2")), "--full");
    await importing(own, await put(own, "leads.csv", leads("l1", "l3")), "--full", "--missing", "delete");
    expect(await deleted(own)).toEqual(["l2", "l4"]);
  });

  it("is no matter where the export was not said to be whole", async () => {
    const own = await made("part");
    await importing(own, await put(own, "leads.csv", leads("l1")));
    expect(await missingListed(own)).toEqual([]);
  });

  it("is listed and kept, and the flag is named that would delete it", async () => {
    const own = await made("kept");
    const file = await put(own, "leads.csv", leads("l1", "l5"));
    const { err, out } = await importing(own, file, "--full");
    expect(err).toBe(
      "Not in the export, which was said to be whole: 2 of 3 leads.\nThey were kept. --missing delete marks them as deleted.\n",
    );
    expect(out).toContain("(missing_from_export)");
    expect(await missingListed(own)).toEqual(["l2", "l3"]);
    expect(await deleted(own)).toEqual(["l4"]);
  });

  it("is settled by an import that tells it", async () => {
    const own = await made("settled");
    await importing(own, await put(own, "leads.csv", leads("l1")), "--full");
    await importing(own, await put(own, "leads.csv", leads("l2", "l3")));
    expect(await missingListed(own)).toEqual([]);
  });

  it("is marked as deleted by a flag, which stays so when everything is built again", async () => {
    const own = await made("flag");
    const file = await put(own, "leads.csv", leads("l1", "l3"));
    const { out } = await importing(own, file, "--full", "--missing", "delete", "--format", "json");
    const told = JSON.parse(out);
    expect(told.imported.missing).toEqual([{ table: "leads", missing: 1, of: 3, unknown: 0 }]);
    expect(told.deleted.tables).toMatchObject([{ table: "leads", changed: 1 }]);
    expect(await deleted(own)).toEqual(["l2", "l4"]);
    expect(await missingListed(own)).toEqual([]);
    await rm(join(own, "ws/warehouse.duckdb"));
    expect(await deleted(own)).toEqual(["l2", "l4"]);
  });

  it("is found again when everything is built again", async () => {
    const own = await made("again");
    await importing(own, await put(own, "leads.csv", leads("l1", "l2")), "--full");
    await rm(join(own, "ws/warehouse.duckdb"));
    expect(await missingListed(own)).toEqual(["l3"]);
  });

  const asked = async (own: string, answers: Answers) => {
    const { parts, questions } = answering(answers);
    const file = await put(own, "leads.csv", leads("l1", "l2"));
    await typed(["import", file, "--full", "--workspace", join(own, "ws")], {
      ...{ folder: own, parts, terminal: true, keyboard: true },
    });
    return questions.map(({ message }) => message);
  };

  it("is asked about on a terminal, and kept when nothing is chosen", async () => {
    const own = await made("asked");
    expect(await asked(own, [])).toEqual(["What of the 1 of 3 leads that are missing?"]);
    expect(await deleted(own)).toEqual(["l4"]);
    await asked(own, [["What of the", "mark them as deleted"]]);
    expect(await deleted(own)).toEqual(["l3", "l4"]);
  });

  it("is not deleted while a row of the export may be it", async () => {
    const own = await made("unknown");
    const file = await put(own, "leads.csv", `${leads("l1", "l2")},2026-03-01,web\n`);
    const { err } = await importing(own, file, "--full", "--missing", "delete");
    expect(err).toContain("Nothing is deleted: 1 row of the export cannot be told whose they are.");
    expect(await deleted(own)).toEqual(["l4"]);
  });

  it("that is no lead or opportunity only stays", async () => {
    const own = await made("people");
    const file = await put(own, "people.csv", "person_id,name\np1,Ann\n");
    const { err } = await importing(own, file, "--full", "--missing", "delete");
    expect(err).toContain("They stay: only leads and opportunities can be marked as deleted.");
    expect(await missingListed(own)).toEqual(["p2"]);
  });

  it("is counted by a dry run, which finds and deletes nothing", async () => {
    const own = await made("dry");
    const file = await put(own, "leads.csv", leads("l1"));
    const { out } = await importing(own, file, "--full", "--dry-run", "--format", "json");
    expect(JSON.parse(out).outcome.missing).toEqual([{ table: "leads", missing: 2, of: 3, unknown: 0 }]);
    expect(await missingListed(own)).toEqual([]);
  });

  it("can only be missing from an export that is whole", async () => {
    const said = await typed(["import", "leads.csv", "--missing", "delete"], { folder: folder.path });
    expect([said.exitCode, said.err]).toEqual([2, expect.stringContaining("--full as well")]);
  });

  it("that names owners and accounts does not call the others missing, for it lists neither", async () => {
    const own = await made("named");
    const report = (...rows: readonly string[]) =>
      put(
        own,
        "report.csv",
        `Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Close Date,Created Date\n${rows.join("\n")}\n`,
      );
    const both = await report(
      "0065f000001Opp1,Oak,Ann Alder,Oak Works,qualified,3/20/2026,2/10/2026",
      "0065f000001Opp2,Fir,Bob Birch,Fir Ltd,qualified,3/21/2026,2/13/2026",
    );
    await importing(own, both);
    const one = await report("0065f000001Opp1,Oak,Ann Alder,Oak Works,qualified,3/20/2026,2/13/2026");
    const said = JSON.parse((await importing(own, one, "--full", "--format", "json")).out);
    expect(said.imported.missing).toEqual([{ table: "opportunities", missing: 1, of: 2, unknown: 0 }]);
  });
});
