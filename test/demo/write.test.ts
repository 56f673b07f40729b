import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { csvOf, makeDemo, writeDemo } from "../../src/demo/index.ts";
import { tables } from "../../src/model/tables.ts";
import { Problem } from "../../src/problem.ts";

const folder = mkdtempSync(join(tmpdir(), "demo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const options = { seed: 5, endsOn: "2026-06-30" };
const demo = makeDemo(options);

describe("the demo folder", () => {
  it("is the same, byte for byte, for the same seed and day", () => {
    writeDemo(join(folder, "one"), demo);
    writeDemo(join(folder, "two"), makeDemo({ ...options }));
    const names = readdirSync(join(folder, "one"));
    for (const name of names)
      expect(readFileSync(join(folder, "one", name)).equals(readFileSync(join(folder, "two", name))), name).toBe(true);
    expect(names.toSorted()).toEqual(
      [...tables.map((table) => `${table.name}.csv`), "planted-truths.json", "quarterdeck.yaml"].toSorted(),
    );
  });

  it("is another company for another seed", () => {
    const other = makeDemo({ ...options, seed: 6 });
    expect(other.tables.leads!.rows).not.toEqual(demo.tables.leads!.rows);
    expect(other.tables.people!.rows).not.toEqual(demo.tables.people!.rows);
  });

  it("writes each table with its header, one line a row", () => {
    const text = readFileSync(join(folder, "one", "leads.csv"), "utf8");
    const lines = text.split("\n");
    expect(lines[0]).toBe(demo.tables.leads!.columns.join(","));
    expect(lines).toHaveLength(demo.tables.leads!.rows.length + 2);
  });

  it("quotes what a comma, a quote or a line end would break", () => {
    const rows = [['say "hi", twice', null, "plain", "two\nlines"]];
    expect(csvOf({ columns: ["a", "b", "c", "d"], rows })).toBe('a,b,c,d\n"say ""hi"", twice",,plain,"two\nlines"\n');
  });

  it("refuses a last day that does not exist", () => {
    for (const endsOn of ["2026-02-30", "yesterday", "2026-13-01", "26-01-01"])
      expect(() => makeDemo({ seed: 1, endsOn })).toThrow(Problem);
  });
});
