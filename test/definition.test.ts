import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { definitionOf, definitionText, textsOf } from "../src/facts/definition.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "definition-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): string => {
  writeFileSync(join(folder, file), text);
  return join(folder, file);
};

describe("what kept facts were computed by", () => {
  it("is every module that their computation stands on, those of zones, working time and SQL among them", () => {
    const found = [...textsOf(join(root, "src/facts/keep.ts")).keys()].map((path) => relative(root, path));
    expect(found).toEqual(
      expect.arrayContaining([
        "src/facts/activities.ts",
        "src/facts/refresh.ts",
        "src/facts/watermark.ts",
        "src/model/holidays.ts",
        "src/model/working-time.ts",
        "src/model/zone.ts",
        "src/sql/sql.ts",
      ]),
    );
    expect(found).not.toContain("src/facts/findings.ts");
  });

  it("is another when a module far below says something else, and the same when one beside does", () => {
    write("zone.js", "export const hours = 1;");
    write("local.js", 'import {\n  hours,\n} from "./zone.js";\nexport * from "./money.js";');
    write("money.js", 'import { local } from "./local.js";');
    write("beside.js", "export const one = 1;");
    const entry = write("keep.js", 'import { createHash } from "node:crypto";\nimport { local } from "./local.js";');
    const before = definitionOf(entry);
    expect(before).toBe(`${definitionText(entry)}-${process.versions.tz}`);
    write("beside.js", "export const one = 2;");
    expect(definitionOf(entry)).toBe(before);
    write("zone.js", "export const hours = 2;");
    expect(definitionOf(entry)).not.toBe(before);
  });

  it("is the same wherever it is installed", () => {
    const other = mkdtempSync(join(tmpdir(), "definition-"));
    const text = "export const one = 1;";
    write("alone.js", text);
    writeFileSync(join(other, "alone.js"), text);
    expect(definitionOf(join(other, "alone.js"))).toBe(definitionOf(join(folder, "alone.js")));
    rmSync(other, { recursive: true, force: true });
  });
});
