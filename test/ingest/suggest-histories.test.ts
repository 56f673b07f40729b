/** Histories of stages among files that nobody knows. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Its table, what its columns become, and the mapping that is saved. */
const suggested = async (name: string, content: string) => {
  const own = join(folder.path, name.replaceAll(/\W/g, ""));
  await mkdir(own, { recursive: true });
  await writeFile(join(own, name), content);
  const said = await typed(["import", join(own, name), "--suggest", "m.yaml", "--format", "json"], { folder: own });
  const [file] = JSON.parse(said.out).files;
  const to = Object.fromEntries(
    file.columns.flatMap((one: { column: string; to: string | null }) =>
      one.to === null ? [] : [[one.column, one.to]],
    ),
  );
  return { table: file.table, missing: file.missing, to, mapping: await readFile(join(own, "m.yaml"), "utf8") };
};

describe("a history of stages that nobody knows", () => {
  it("is known by what was before beside what came after, whatever it is called", async () => {
    const found = await suggested(
      "export.csv",
      "Opportunity,Old Value,New Value,Edited By,Date\nA,Open,Offer,Ann,2026-01-05\nB,Open,Won,Bob,2026-01-06\n",
    );
    expect(found).toMatchObject({
      ...{ table: "stage_changes", missing: [] },
      to: {
        ...{ Opportunity: "subject_id", "Old Value": "from_stage", "New Value": "stage", "Edited By": "changed_by" },
        Date: "changed_at",
      },
    });
    expect(found.mapping).toMatch(/subject_type:\s+constant: opportunity/);
  });

  it("is known by its name where records stand in it more than once, and is of leads where they are named", async () => {
    const found = await suggested(
      "Lead status history.csv",
      "Lead ID,Status,Changed at\nL1,New,2026-01-05\nL1,Working,2026-01-06\nL2,New,2026-01-07\n",
    );
    expect([found.table, found.missing]).toEqual(["stage_changes", []]);
    expect(found.mapping).toMatch(/subject_type:\s+constant: lead/);
    expect(found.mapping).toMatch(/of:\s+constant: lead/);
  });

  it("is of what somebody says where no column does, its stages too, and it is said what is taken for granted", async () => {
    const content = "Opportunity,Old Value,New Value,Date\nA,Open,Offer,2026-01-05\nB,Open,Won,2026-01-06\n";
    await writeFile(join(folder.path, "moves.csv"), content);
    const asked = (name: string, ...flags: readonly string[]) =>
      typed(["import", join(folder.path, "moves.csv"), "--suggest", name, ...flags], { folder: folder.path });
    expect((await asked("granted.yaml")).err).toContain(
      "moves.csv says whose moves they are: they are taken as those of deals. --moves-of says otherwise (opportunity, lead).",
    );
    expect((await asked("said.yaml", "--moves-of", "lead")).err).not.toContain("whose moves");
    const mapping = await readFile(join(folder.path, "said.yaml"), "utf8");
    expect(mapping).toMatch(/subject_type:\s+constant: lead/);
    expect(mapping).toMatch(/of:\s+constant: lead/);
    expect(mapping).not.toContain("constant: opportunity");
  });

  it("is not what deals are, each of which stands there once, though the file is called so", async () => {
    const deals = "Deal No,Phase,Created Date,Value\n1,Offer,2026-01-05,100\n2,Won,2026-01-06,200\n";
    expect((await suggested("deal history.csv", deals)).table).toBe("opportunities");
    expect((await suggested("deals.csv", deals)).table).toBe("opportunities");
  });
});
