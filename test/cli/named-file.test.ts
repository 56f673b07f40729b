import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNamed } from "../../src/cli/named-file.ts";
import { expanded } from "../../src/cli/patterns.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a mapping or a list of goals that somebody names", () => {
  const goals = "goal_id;kpi;target\r\nZoë;win_rate;30\r\n";

  it.each<[string, Uint8Array]>([
    ["an editor", Buffer.from(goals)],
    ["Excel, as CSV UTF-8", Buffer.from(`\uFEFF${goals}`)],
    ["Excel, as CSV of Windows", Buffer.from(goals, "latin1")],
    ["Excel, as Unicode text, and PowerShell", Buffer.from(`\uFEFF${goals}`, "utf16le")],
  ])("is the same text, whichever encoding %s saved it in", async (_who, bytes) => {
    const path = join(folder, "goals.csv");
    await writeFile(path, bytes);
    expect(await readNamed(path)).toBe(goals);
  });
});

describe("a pattern that cmd.exe and PowerShell leave to the command", () => {
  it("stands for the files that it is about, in the order of their names", async () => {
    const place = join(folder, "exports");
    await mkdir(place);
    for (const name of ["leads.csv", "Deals.CSV", "deals.xlsx", "~$deals.csv", "notes.txt"])
      await writeFile(join(place, name), "");
    const found = (pattern: string) => expanded([`${place}/${pattern}`, "-"], true);
    expect(await found("*.csv")).toEqual([`${place}/Deals.CSV`, `${place}/leads.csv`, "-"]);
    expect(await found("leads.*")).toEqual([`${place}/leads.csv`, "-"]);
  });

  it("stays as it is where there is no such file, in folders, and where a shell has it seen already", async () => {
    for (const pattern of [`${folder}/*.none`, `${folder}/*/a.csv`, `${folder}/no/*.csv`])
      expect(await expanded([pattern], true)).toEqual([pattern]);
    expect(await expanded([`${folder}/*`], false)).toEqual([`${folder}/*`]);
  });
});
