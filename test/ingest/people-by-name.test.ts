import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: offer, name: Offer, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
`;

const staff = `person_id,name,email
p1,Ann Lee,ann@acme.com
p2,Bo Ek,bo@acme.com
p3,Bo Ek,ek@acme.com
`;

const mapping = `files: {deals: {columns: [Deal, Rep]}}
tables:
  people:
    - {from: deals, by_name: true, columns: {person_id: Rep, name: Rep}, other_columns: drop}
  opportunities:
    - from: deals
      columns: {opportunity_id: Deal, created_at: Opened, owner_id: Rep, stage: {constant: offer}}
`;

let count = 0;
/** A workspace that knows these people; what its tables hold once deals are in. */
const acme = async (people: string | null = staff) => {
  count += 1;
  const own = join(folder.path, String(count));
  const workspace = join(own, "ws");
  await mkdir(workspace, { recursive: true });
  await writeFile(join(workspace, "quarterdeck.yaml"), yaml);
  await writeFile(join(own, "deals.yaml"), mapping);
  const run = (...args: readonly string[]) => typed([...args, "--workspace", workspace], { folder: own });
  if (people !== null) {
    await writeFile(join(own, "people.csv"), people);
    await run("import", join(own, "people.csv"));
  }
  let exports = 0;
  return {
    import: async (rows: readonly string[], also: Readonly<Record<string, string>> = {}) => {
      const drop = join(own, `drop-${exports}`);
      await mkdir(drop, { recursive: true });
      await writeFile(join(drop, "deals.csv"), ["Deal,Opened,Rep", ...rows, ""].join("\n"));
      for (const [name, content] of Object.entries(also)) await writeFile(join(drop, name), content);
      return run("import", drop, "--mapping", join(own, "deals.yaml"), "--format", "json");
    },
    check: async () => JSON.parse((await run("check", "--format", "json")).out),
    table: async (name: string, ...columns: readonly string[]) => {
      exports += 1;
      await run("export", join(own, `out-${exports}`));
      const [header = "", ...rows] = (await readFile(join(own, `out-${exports}/${name}.csv`), "utf8"))
        .trim()
        .split(/\r?\n/);
      const places = columns.map((column) => header.split(",").indexOf(column));
      return rows.map((row) => places.map((place) => row.split(",")[place]).join(" "));
    },
  };
};

describe("owners who are named", () => {
  it("are the people whom the workspace knows by that name or address, whatever its case and space; the others are new", async () => {
    const { import: load, table } = await acme();
    const said = await load([
      "1,2026-01-05,Ann Lee",
      "2,2026-01-06,ann  LEE",
      "3,2026-01-06,EK@acme.com",
      "4,2026-01-06,Cy Fox",
      "5,2026-01-07,cy fox",
    ]);
    expect([said.exitCode, said.err]).toEqual([0, ""]);
    expect(JSON.parse(said.out).imported).toMatchObject({
      tables: [
        { table: "people", read: 3, new: 1, changed: 0, unchanged: 2 },
        { table: "opportunities", read: 5, new: 5 },
      ],
      findings: [],
    });
    expect(await table("opportunities", "opportunity_id", "owner_id")).toEqual([
      "1 p1",
      "2 p1",
      "3 p3",
      "4 Cy Fox",
      "5 Cy Fox",
    ]);
    expect(await table("people", "person_id", "name", "email")).toEqual([
      "Cy Fox Cy Fox ",
      "p1 Ann Lee ann@acme.com",
      "p2 Bo Ek bo@acme.com",
      "p3 Bo Ek ek@acme.com",
    ]);
  });

  it("are the same people where their last name stands first, before a comma", async () => {
    const { import: load, table } = await acme();
    await load(['1,2026-01-05,"Lee, Ann"', '2,2026-01-06,"FOX,  Cy"', "3,2026-01-06,Cy Fox"]);
    const [first, second, third] = await table("opportunities", "opportunity_id", "owner_id");
    expect(first).toBe("1 p1");
    expect(third?.slice(2)).toBe(second?.slice(2));
    expect(await table("people", "person_id")).toHaveLength(4);
  });

  it("are never guessed where several have the name: the row is kept, a finding says who it could be", async () => {
    const { import: load, table, check } = await acme();
    const { imported } = JSON.parse((await load(["1,2026-01-05,Bo Ek", "2,2026-01-05,Ann Lee"])).out);
    expect(imported.findings).toMatchObject([
      {
        code: "ambiguous_person",
        count: 1,
        examples: [
          {
            table: "opportunities",
            record: "1",
            column: "owner_id",
            value: "Bo Ek",
            reason: "is the name of several people: Bo Ek (p2), Bo Ek (p3)",
          },
        ],
      },
    ]);
    expect(await table("opportunities", "opportunity_id", "owner_id")).toEqual(["1 ", "2 p1"]);
    expect(await table("people", "person_id")).toEqual(["p1", "p2", "p3"]);
    await load(["1,2026-01-05,bo@acme.com"]);
    expect(await table("opportunities", "opportunity_id", "owner_id")).toContain("1 p2");
    expect((await check()).groups.map(({ code }: { code: string }) => code)).not.toContain("ambiguous_person");
  });

  it("are looked for among those whom the same import tells, too", async () => {
    const { import: load, table } = await acme(null);
    await load(["1,2026-01-05,ANN LEE", "2,2026-01-05,Dee"], { "people.csv": staff });
    expect(await table("opportunities", "opportunity_id", "owner_id")).toEqual(["1 p1", "2 Dee"]);
    expect(await table("people", "person_id")).toEqual(["Dee", "p1", "p2", "p3"]);
  });

  it("stay who they were when they are told again, and later people of the same name do not take their deals", async () => {
    const { import: load, table, check } = await acme(null);
    await load(["1,2026-01-05,Ann Lee"]);
    const again = JSON.parse(
      (await load(["1,2026-01-05,Ann Lee", "2,2026-01-06,ann lee"], { "people.csv": staff })).out,
    );
    expect(again.imported.tables[0]).toMatchObject({ table: "people", new: 3, unchanged: 1 });
    expect(await table("opportunities", "opportunity_id", "owner_id")).toEqual(["1 Ann Lee", "2 "]);
    const twice = (await check()).groups.find(({ code }: { code: string }) => code === "person_twice");
    expect(twice).toMatchObject({
      count: 1,
      examples: [
        {
          table: "people",
          record: "p1",
          value: "Ann Lee",
          reason: expect.stringContaining("made of that name before"),
        },
      ],
    });
  });
});
