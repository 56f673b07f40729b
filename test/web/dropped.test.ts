import { describe, expect, it } from "vitest";
import { isLaidThere, namedApart } from "../../web/src/pages/import/dropped.ts";

describe("a folder that is dropped on the page", () => {
  it("is what somebody put into it, not what a system or Excel did", () => {
    const names = [".DS_Store", "._leads.csv", "~$deals.xlsx", "desktop.ini", "Thumbs.db", "leads.csv", "my~$.csv"];
    expect(names.filter((name) => !isLaidThere(name))).toEqual(["leads.csv", "my~$.csv"]);
  });

  it("is told from another by its name where both have files of one name, whose bytes stay theirs", async () => {
    const file = (name: string, content: string) => new File([content], name);
    const files = namedApart([
      { folder: "2025", file: file("leads.csv", "a") },
      { folder: "2026", file: file("leads.csv", "b") },
      { folder: "2026", file: file("deals.csv", "c") },
      { folder: "", file: file("leads.csv", "d") },
    ]);
    expect(files.map(({ name }) => name)).toEqual(["leads.csv", "2026/leads.csv", "deals.csv", "2/leads.csv"]);
    expect(await Promise.all(files.map((one) => one.text()))).toEqual(["a", "b", "c", "d"]);
  });
});
