import { describe, expect, it } from "vitest";
import { csvLines } from "../../src/reports/csv.ts";
import { csvOf } from "../../web/src/words/csv.ts";

describe("a table saved on the page", () => {
  it("is written exactly as the server writes one, whatever its cells say", () => {
    const rows = [
      ["campaign", "name", "Spend"],
      ['=HYPERLINK("x")', "-5", -5],
      ["@a", 'say "hi"', 0.1 + 0.2],
      ["a,b", "two\nlines", null],
      ["\tx", "+1", 1e21],
    ] as const;
    expect(csvOf(rows)).toBe(csvLines(rows));
  });
});
