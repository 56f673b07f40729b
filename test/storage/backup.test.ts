import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/problem.ts";
import { backupsOf, examine, listBackups, makeBackup, restoreBackup } from "../../src/storage/index.ts";
import { finishRestore } from "../../src/storage/restore.ts";
import { asIfKilled, type Folder, fileOf, lead, leadIds, loadJson, newFolder, openIt } from "./folder.ts";

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return "none";
};

const now = Date.UTC(2026, 5, 1, 12);

const withLeads = async (...ids: readonly string[]): Promise<Folder> => {
  const folder = await newFolder();
  await using workspace = await openIt(folder);
  for (const id of ids) await workspace.acceptBatch([fileOf({ leads: [lead(id)] }, `${id}.json`)], null);
  return folder;
};

const idsIn = async (folder: Folder): Promise<readonly string[]> => {
  await using workspace = await openIt(folder);
  return await leadIds(workspace);
};

const acceptedFile = async ({ path }: Folder): Promise<string> => {
  const [first = ""] = (await readdir(join(path, "accepted", "files"))).sort();
  return join(path, "accepted", "files", first);
};

const statesOf = async (folder: Folder): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await examine(folder.path, { load: loadJson, accepting: true }, now)).map(({ of, state }) => [of, state]),
  );

describe("a backup", () => {
  it("is made while the workspace is open, and brings back what was accepted by then", async () => {
    await using folder = await withLeads("a");
    {
      await using workspace = await openIt(folder);
      const { batch } = await makeBackup(folder.path, backupsOf(folder.path), now);
      expect(batch).toBe(1);
      await workspace.acceptBatch([fileOf({ leads: [lead("b")] }, "b.json")], null);
    }
    const { kept } = await restoreBackup(folder.path, null, now + 1000);
    expect(await idsIn(folder)).toEqual(["a"]);
    expect(existsSync(join(kept ?? "", "accepted"))).toBe(true);
  });

  it("comes back where the log of the state has gone by itself meanwhile", async () => {
    await using folder = await withLeads("a");
    const { folder: backup } = await makeBackup(folder.path, backupsOf(folder.path), now);
    const staged = join(folder.path, ".restore");
    await cp(backup, staged, { recursive: true });
    const present = ["state.db-wal", "state.db", "quarterdeck.yaml", "accepted"];
    await writeFile(join(staged, "ready.json"), JSON.stringify({ kept: "before", present }));
    expect(await finishRestore(folder.path)).toBe(true);
    expect(await idsIn(folder)).toEqual(["a"]);
  });

  it("makes a workspace where there was none", async () => {
    await using folder = await withLeads("a", "b");
    const { folder: backup } = await makeBackup(folder.path, backupsOf(folder.path), now);
    await using other = await newFolder();
    await rm(join(other.path, "quarterdeck.yaml"));
    expect((await restoreBackup(other.path, backup, now)).kept).toBeNull();
    expect(await idsIn(other)).toEqual(["a", "b"]);
  });

  it("that is damaged is refused before anything is changed, and the one before it is taken", async () => {
    await using folder = await withLeads("a");
    const to = backupsOf(folder.path);
    await makeBackup(folder.path, to, now);
    const { folder: newer, files } = await makeBackup(folder.path, to, now + 1000);
    await writeFile(join(newer, files.find(({ path }) => path.startsWith("accepted/files/"))?.path ?? ""), "other");
    expect(await problemOf(restoreBackup(folder.path, newer, now))).toBe("backup_damaged");
    expect(await idsIn(folder)).toEqual(["a"]);
    const { backup } = await restoreBackup(folder.path, null, now + 2000);
    expect(backup.folder).toBe((await listBackups(to))[1]);
  });

  it("does not keep a file whose content is not what was accepted", async () => {
    await using folder = await withLeads("a");
    await writeFile(await acceptedFile(folder), "other");
    expect(await problemOf(makeBackup(folder.path, backupsOf(folder.path), now))).toBe("accepted_file_damaged");
    expect(await readdir(backupsOf(folder.path))).toEqual([]);
  });

  it("names no file outside of itself", async () => {
    await using folder = await withLeads("a");
    const { folder: backup } = await makeBackup(folder.path, backupsOf(folder.path), now);
    const file = join(backup, "backup.json");
    const manifest = JSON.parse(await readFile(file, "utf8"));
    manifest.files[0].path = "../outside.yaml";
    await writeFile(file, JSON.stringify(manifest));
    expect(await problemOf(restoreBackup(folder.path, backup, now))).toBe("backup_damaged");
  });

  it("is not restored over a workspace that somebody has open", async () => {
    await using folder = await withLeads("a");
    const { folder: backup } = await makeBackup(folder.path, backupsOf(folder.path), now);
    await using server = await openIt(folder);
    await server.announce("http://127.0.0.1:4000");
    expect(await problemOf(restoreBackup(folder.path, backup, now))).toBe("workspace_locked");
  });

  it("whose restore was cut short after it was staged is restored at the next start, whatever had been moved", async () => {
    await using folder = await withLeads("a");
    const { folder: backup, files } = await makeBackup(folder.path, backupsOf(folder.path), now);
    {
      await using workspace = await openIt(folder);
      await workspace.acceptBatch([fileOf({ leads: [lead("b")] }, "b.json")], null);
    }
    const { cp, mkdir, rename } = await import("node:fs/promises");
    const staged = join(folder.path, ".restore");
    for (const { path } of files) {
      await mkdir(join(staged, path, ".."), { recursive: true });
      await cp(join(backup, path), join(staged, path));
    }
    const present = ["warehouse.duckdb", "quarterdeck.yaml", "state.db", "accepted"];
    await writeFile(join(staged, "ready.json"), JSON.stringify({ kept: "before-restore-x", present }));
    // The configuration had gone aside, and its successor was not yet in its place.
    await mkdir(join(folder.path, "before-restore-x"));
    await rename(join(folder.path, "quarterdeck.yaml"), join(folder.path, "before-restore-x", "quarterdeck.yaml"));
    expect(await idsIn(folder)).toEqual(["a"]);
    expect(existsSync(staged)).toBe(false);
  });
});

describe("the doctor", () => {
  it("finds nothing wrong with a workspace that is well", async () => {
    await using folder = await withLeads("a");
    expect(await statesOf(folder)).toEqual({
      configuration: "well",
      lock: "well",
      "accepted files": "well",
      state: "well",
      warehouse: "well",
    });
  });

  it("takes away the lock of an owner that is gone", async () => {
    await using folder = await withLeads("a");
    await using killed = await asIfKilled(folder);
    expect((await statesOf(killed)).lock).toBe("mended");
  });

  it("brings an accepted file back from a backup, and says of one that no backup has that it is damaged", async () => {
    await using folder = await withLeads("a");
    await writeFile(await acceptedFile(folder), "other");
    expect(await statesOf(folder)).toMatchObject({ "accepted files": "sick", warehouse: "sick" });
    await using saved = await withLeads("a");
    await makeBackup(saved.path, backupsOf(saved.path), now);
    await rm(await acceptedFile(saved));
    expect(await statesOf(saved)).toMatchObject({ "accepted files": "mended", warehouse: "well" });
    expect(await idsIn(saved)).toEqual(["a"]);
  });

  it("makes a journal that cannot be read anew, and the damaged file stays beside", async () => {
    await using folder = await withLeads("a", "b");
    // What was not yet moved out of the write-ahead log would make up for the damage.
    for (const ending of ["", "-wal", "-shm"]) await rm(join(folder.path, `state.db${ending}`), { force: true });
    await writeFile(join(folder.path, "state.db"), "this is no database ".repeat(1000));
    await using workspace = await openIt(folder);
    expect(await problemOf(workspace.batches())).toBe("state_damaged");
    await workspace.close();
    expect((await statesOf(folder)).state).toBe("mended");
    await using again = await openIt(folder);
    expect((await again.batches()).map(({ batch, state }) => [batch, state])).toEqual([
      [1, "loaded"],
      [2, "loaded"],
    ]);
    expect((await readdir(folder.path)).some((name) => name.startsWith("damaged-"))).toBe(true);
  });

  it("builds a warehouse anew whose blocks are damaged", async () => {
    await using folder = await withLeads("a");
    const file = join(folder.path, "warehouse.duckdb");
    const bytes = await readFile(file);
    bytes.fill(7, 12_288, bytes.length - 100);
    await writeFile(file, bytes);
    expect((await statesOf(folder)).warehouse).toBe("mended");
    expect(await idsIn(folder)).toEqual(["a"]);
  });
});
