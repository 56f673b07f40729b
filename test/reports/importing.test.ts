import { describe, expect, it } from "vitest";
import { importedLines, understoodLines } from "../../src/reports/table/importing.ts";
import { showAt } from "./answers.ts";

const show = showAt(100);
const counts = { new: 0, changed: 0, unchanged: 0, rejected: 0 };
const understood = (tables: { table: string; rows: number }[]) => ({
  ...{ title: "A CRM", files: [{ path: "deals.csv", as: "deals", rows: 3 }], ignored: [], dates: [] },
  tables,
});

describe("what an import understood and did", () => {
  it("names the tables that rows went into, and none of which the files have no row", () => {
    const text = understoodLines(
      understood([
        { table: "opportunities", rows: 3 },
        { table: "stage_changes", rows: 0 },
      ]),
      show,
    ).join("\n");
    expect(text).toContain("They go into opportunities (3).");
    expect(text).not.toContain("stage_changes");
    const done = importedLines(
      {
        ...{ batch: 1, findings: [], rejected: 0 },
        tables: [
          { ...counts, table: "opportunities", read: 3, new: 3 },
          { ...counts, table: "stage_changes", read: 0 },
        ],
      },
      show,
    ).join("\n");
    expect(done).toContain("opportunities");
    expect(done).not.toContain("stage_changes");
  });

  it("says so where there is no row at all", () => {
    expect(understoodLines(understood([{ table: "opportunities", rows: 0 }]), show).join("\n")).toContain(
      "There are no rows in them.",
    );
    const none = { batch: 1, findings: [], rejected: 0, tables: [{ ...counts, table: "opportunities", read: 0 }] };
    expect(importedLines(none, show).join("\n")).toContain("No rows were read.");
  });

  it("says which columns an earlier file called otherwise", () => {
    const renamed = [{ path: "deals.csv", column: "region", attribute: "Region" }];
    expect(understoodLines({ ...understood([]), renamed }, showAt(200)).join("\n")).toContain(
      "deals.csv: region is the attribute Region, as an earlier file called it.",
    );
  });

  it("says how quotes were read that few files write so", () => {
    const quotes = [{ path: "deals.csv", isSpaced: true, isEscaped: true }];
    expect(understoodLines({ ...understood([]), quotes }, showAt(200)).join("\n")).toContain(
      'deals.csv: blanks before a cell were taken for no part of it, and \\" within quotes was read as a quote, as the whole file is written so.',
    );
  });
});
