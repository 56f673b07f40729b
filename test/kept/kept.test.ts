import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, typed } from "../cli/line.ts";
import { kept, unpacked } from "./unpacked.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-kept-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (workspace: string, ...words: readonly string[]): Promise<Said> =>
  typed([...words, "--workspace", workspace]);

const total = async (workspace: string, kpi: string): Promise<readonly unknown[]> => {
  const { exitCode, out, err } = await ask(workspace, "kpi", kpi, "--period", "all", "--format", "json");
  expect(exitCode, err).toBe(0);
  const { value, num, den } = JSON.parse(out).total;
  return [value, num, den];
};

describe("a workspace that an earlier version wrote", () => {
  it("is kept: there is one at least", () => expect(kept.length).toBeGreaterThan(0));

  it.each(kept)("%s opens, answers what it answered, is changed and looked over", async (name) => {
    const workspace = join(folder, name.replace(".json.gz", ""));
    const { answers } = await unpacked(name, workspace);
    for (const [kpi, expected] of Object.entries(answers))
      expect([kpi, ...(await total(workspace, kpi))]).toEqual([kpi, ...expected]);
    expect((await ask(workspace, "goals", "list")).out).toContain("g1");
    expect((await ask(workspace, "goals", "set", "win_rate", "0.5", "--period", "2026", "--id", "g2")).exitCode).toBe(
      0,
    );
    expect((await ask(workspace, "backup")).exitCode).toBe(0);
    const doctor = await ask(workspace, "doctor");
    expect([doctor.exitCode, doctor.out]).toEqual([0, expect.not.stringMatching(/DAMAGED|mended/)]);
    expect((await ask(workspace, "restore")).exitCode).toBe(0);
    expect((await ask(workspace, "goals", "list")).out).toContain("g2");
  });
});

describe("a workspace that a newer version wrote", () => {
  const newer = async (how: string): Promise<string> => {
    const workspace = join(folder, how);
    await unpacked(kept[0] ?? "", workspace);
    return workspace;
  };
  const refused = async (workspace: string, ...words: readonly string[]): Promise<void> => {
    const { exitCode, err } = await ask(workspace, ...words, "--format", "json");
    expect([exitCode, JSON.parse(err).code]).toEqual([1, "workspace_newer"]);
  };

  it("is refused by its files, for questions, changes and repairs alike", async () => {
    const workspace = await newer("files");
    await writeFile(join(workspace, "accepted", "format"), "2\n");
    for (const words of [["kpi", "win_rate"], ["goals", "list"], ["doctor"]]) await refused(workspace, ...words);
    expect(await readFile(join(workspace, "accepted", "format"), "utf8")).toBe("2\n");
  });

  it("is refused by its state, whose next step is not known", async () => {
    const workspace = await newer("state");
    const database = new Database(join(workspace, "state.db"));
    database.exec("insert into kysely_migration (name, timestamp) values ('999_later', '2030-01-01T00:00:00Z')");
    database.close();
    await refused(workspace, "kpi", "win_rate");
    await refused(workspace, "doctor");
  });

  it("leaves backups of its own, which are refused too", async () => {
    const workspace = await newer("backup");
    expect((await ask(workspace, "backup")).exitCode).toBe(0);
    const backups = join(workspace, "backups");
    const [name = ""] = await readdir(backups);
    const file = join(backups, name, "backup.json");
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), format: 2 }));
    await refused(workspace, "restore", join(backups, name));
  });
});
