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
    expect(understood.tables).toEqual([{ table: "opportunities", rows: 3 }]);
    expect(understood.findings).toEqual([]);
  });

  it("never has a mapping written over that is there already", async () => {
    const again = await typed(["import", join(folder.path, "stuff.csv"), "--suggest", "stuff.yaml"], {
      folder: folder.path,
    });
    expect(again.exitCode).not.toBe(0);
    expect(again.err).toContain("is there already");
  });

  it("that is about nothing of ours is said to be so", async () => {
    await writeFile(join(folder.path, "weather.csv"), "Rain,Wind\nmuch,little\n");
    const said = await typed(["import", join(folder.path, "weather.csv"), "--suggest", "weather.yaml"], {
      folder: folder.path,
    });
    expect(said.err).toContain("Nothing in it looks like a table of ours.");
  });
});
