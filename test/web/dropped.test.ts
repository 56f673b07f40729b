import { describe, expect, it } from "vitest";
import { isLaidThere } from "../../web/src/pages/import/dropped.ts";

describe("a folder that is dropped on the page", () => {
  it("is what somebody put into it, not what a system or Excel did", () => {
    const names = [".DS_Store", "._leads.csv", "~$deals.xlsx", "desktop.ini", "Thumbs.db", "leads.csv", "my~$.csv"];
    expect(names.filter((name) => !isLaidThere(name))).toEqual(["leads.csv", "my~$.csv"]);
  });
});
