import { describe, expect, it } from "vitest";
import { csvOf } from "../../web/src/words/csv.ts";

describe("a table saved on the page", () => {
  it("has numbers exact, and nothing in it that a spreadsheet takes for a formula", () => {
    const rows = [
      ["campaign", "name", "Spend"],
      ['=HYPERLINK("x")', "-5", -5],
      ["@a", 'say "hi"', 0.1 + 0.2],
      ["a,b", "two\nlines", null],
      ["\tx", "+1", 1e21],
    ] as const;
    expect(csvOf(rows).split("\r\n")).toEqual([
      "campaign,name,Spend",
      `"'=HYPERLINK(""x"")",'-5,-5`,
      `'@a,"say ""hi""",0.30000000000000004`,
      '"a,b","two\nlines",',
      "'\tx,'+1,1e+21",
      "",
    ]);
  });
});
