import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const deals = `Deal No;Customer;Sales rep;Deal value;Opened on;Close date;Phase;Colour
1;Oak Works;Ann;1200;13.01.2026;20.02.2026;Won;red
2;Fir Ltd;Bob;300;14.01.2026;;Offer;blue
3;Gum Co;Ann;700;15.01.2026;02.03.2026;Won;red
`;

describe("a file that nobody knows", () => {
  it("is suggested to be deals, by names and by what is in them, and nothing is loaded", async () => {
    await writeFile(join(folder.path, "stuff.csv"), deals);
    const said = await typed(
      ["import", join(folder.path, "stuff.csv"), "--suggest", "stuff.yaml", "--format", "json"],
      {
        folder: folder.path,
      },
    );
    expect(said.err).toBe("");
    const [file] = JSON.parse(said.out).files;
    expect(file).toMatchObject({ rows: 3, table: "opportunities", missing: [] });
    expect(
      Object.fromEntries(file.columns.map((one: { column: string; to: string | null }) => [one.column, one.to])),
    ).toEqual({
      "Deal No": "opportunity_id",
      Customer: "account_id",
      "Sales rep": "owner_id",
      "Deal value": "amount",
      "Opened on": "created_at",
      "Close date": "closed_on",
      Phase: "stage",
      Colour: null,
    });
    expect(file.columns[3].samples).toEqual(["1200", "300", "700"]);
  });

  it("goes in by the mapping that was saved, whose unknown columns are attributes", async () => {
    expect(await readFile(join(folder.path, "stuff.yaml"), "utf8")).toContain("opportunity_id: Deal No");
    const said = await typed(
      [
        "import",
        join(folder.path, "stuff.csv"),
        "--mapping",
        join(folder.path, "stuff.yaml"),
        "--dry-run",
        "--format",
        "json",
      ],
      { folder: folder.path },
    );
    const { understood } = JSON.parse(said.out);
    expect(understood.tables).toEqual([
      { table: "people", rows: 2 },
      { table: "opportunities", rows: 3 },
    ]);
    expect(understood.findings).toEqual([]);
  });

  it("never has a mapping written over that is there already", async () => {
    const again = await typed(["import", join(folder.path, "stuff.csv"), "--suggest", "stuff.yaml"], {
      folder: folder.path,
    });
    expect(again.exitCode).not.toBe(0);
    expect(again.err).toContain("is there already");
  });

  it("of activities says that no column tells what was done, until a flag does", async () => {
    await writeFile(join(folder.path, "calls.csv"), "Call Id,Agent,Call date\nC1,Ann,2026-01-05\n");
    const suggested = (...flags: readonly string[]) =>
      typed(["import", join(folder.path, "calls.csv"), ...flags], { folder: folder.path });
    expect((await suggested("--suggest", "other.yaml")).err).toContain("No column says what was done");
    const said = await suggested("--suggest", "call.yaml", "--type", "call");
    expect(said.err).not.toContain("No column says what was done");
    expect(await readFile(join(folder.path, "call.yaml"), "utf8")).toContain("constant: call");
  });

  it("that is about nothing of ours is said to be so", async () => {
    await writeFile(join(folder.path, "weather.csv"), "Rain,Wind\nmuch,little\n");
    const said = await typed(["import", join(folder.path, "weather.csv"), "--suggest", "weather.yaml"], {
      folder: folder.path,
    });
    expect(said.err).toContain("Nothing in it looks like a table of ours.");
  });
});

const suggestedOf = async (name: string, content: string, ...flags: readonly string[]) => {
  const path = join(folder.path, name);
  await writeFile(path, content);
  const said = await typed(["import", path, "--suggest", `${name}.yaml`, "--format", "json", ...flags], {
    folder: folder.path,
  });
  const { files, mapping } = JSON.parse(said.out);
  const columns: Record<string, { to: string | null; timeOf: string | null }> = Object.fromEntries(
    files[0].columns.map((one: { column: string }) => [one.column, one]),
  );
  return { columns, mapping };
};

describe("a date and its time of day in two columns", () => {
  it.each([
    ["Date,Time", "2026-01-05,0.384", "Time"],
    ["Activity Date,Activity Time", "13/02/2026,9:30 AM", "Activity Time"],
    ["Datum,Uhrzeit", "13.02.2026,14:30", "Uhrzeit"],
    ["Date,Time", "2026-01-05,1899-12-30T09:13:00", "Time"],
    ["Date,Start time,End time", "2026-01-05,09:30,09:45", "Start time"],
  ])("%s are one instant", async (header, row, time) => {
    const { columns, mapping } = await suggestedOf(
      `${time}-${row.length}.csv`,
      `Call Id,Agent,${header}\nC1,Ann,${row}\n`,
    );
    const [date = ""] = header.split(",");
    expect([columns[date]?.to, columns[time]?.timeOf]).toEqual(["occurred_at", "occurred_at"]);
    expect(mapping).toContain(`occurred_at:\n          column: ${date}\n          time: ${time}`);
  });

  it.each([
    ["Date,Talk time", "2026-01-05,0.0016", "that says how long it took"],
    ["Date,Time", "2026-01-05 09:30,09:30", "beside a date that has one already"],
    ["Date,Score", "2026-01-05,0.384", "that is not called one"],
    ["Date,Time", "2026-01-05,15", "that is a number"],
  ])("%s with %s is not: a column %s", async (header, row) => {
    const { columns, mapping } = await suggestedOf(
      `not-${row.length}-${header}.csv`,
      `Call Id,Agent,${header}\nC1,Ann,${row}\n`,
    );
    expect(Object.values(columns).map(({ timeOf }) => timeOf)).toEqual([null, null, null, null]);
    expect(mapping).not.toMatch(/ time: /);
  });

  it("are so by a flag", async () => {
    const { mapping } = await suggestedOf(
      "flag.csv",
      "Deal No,Created,At\n1,2026-01-05,09:30\n",
      "--column",
      "At=time:created_at",
    );
    expect(mapping).toContain("created_at:\n          column: Created\n          time: At");
  });
});

describe("owners who are named", () => {
  const deals = (...owners: readonly string[]) =>
    `Deal No,Created,Owner\n${owners.map((owner, index) => `${index},2026-01-05,${owner}`).join("\n")}\n`;

  it("become people, by their addresses with them", async () => {
    const named = await suggestedOf("named.csv", deals("Ann Lee", "Bo"));
    expect(named.mapping).toMatch(
      /people:\n {4}- from: named\n {6}by_name: true\n {6}columns:\n {8}person_id: Owner\n {8}name: Owner\n {6}other_columns: drop/,
    );
    const addressed = await suggestedOf("addressed.csv", deals("ann@acme.com", "bo@acme.com"));
    expect(addressed.mapping).toContain("email: Owner");
  });

  it("do not where they are ids, or somebody says so", async () => {
    expect((await suggestedOf("ids.csv", deals("005Hp01", "17"))).mapping).not.toContain("people:");
    expect((await suggestedOf("said.csv", deals("Ann Lee"), "--no-people")).mapping).not.toContain("people:");
  });

  it("are whom a file tells by them, where one does", async () => {
    await writeFile(join(folder.path, "staff.csv"), "Employee Id,Name,Email\nE1,Ann Lee,a@x.com\n");
    const paths = ["named.csv", "staff.csv"].map((name) => join(folder.path, name));
    const said = await typed(["import", ...paths, "--suggest", "both.yaml", "--format", "json"], {
      folder: folder.path,
    });
    const { mapping } = JSON.parse(said.out);
    expect(mapping.match(/person_id: (.+)/g)).toEqual(["person_id: Employee Id", "person_id: Owner"]);
    expect(mapping).toContain("by_name: true");
  });
});
