import { describe, expect, it } from "vitest";
import { filterOf } from "../../web/src/api/question.ts";
import type { RecordRow } from "../../web/src/api/types.ts";
import { readRecords, writtenRecords } from "../../web/src/records/address.ts";
import { columnsOf, ordered } from "../../web/src/records/columns.ts";
import { valuePart } from "../../web/src/records/part.ts";
import { parseSearch, stringifySearch } from "../../web/src/scope/search.ts";
import { filterParts, filterText } from "../../web/src/words/filters.ts";

const opened = {
  question: {
    kpi: "win_rate",
    variant: "value",
    from: "2026-10-01",
    to: "2026-11-01",
    grain: "month",
    by: ["person"],
    where: [filterOf("person", "a & b, \\ c"), filterOf("campaign", null), filterOf("source", "null")],
    compare: "previous",
  },
  part: "den",
  title: "Closed by Ä & Ö = 50 %, Oct 2026?",
} as const;

describe("the records behind a figure that a goal is for", () => {
  const opportunities = { one: "opportunity", many: "opportunities", unit: "money" } as const;
  const counted = (word: string) => ({ one: word, many: word, unit: "count" }) as const;

  it("are those that a sum of money is of: a goal of pipeline created opened none", () => {
    expect(valuePart(6_393_316, { num: opportunities, den: null }, "money")).toBe("num");
    expect(valuePart(85.35, { num: opportunities, den: counted("leads") }, "money")).toBe("den");
  });

  it("are all that a share of 0 is of, and those that one above it counts", () => {
    const parts = { num: counted("won"), den: counted("closed") };
    expect([valuePart(0, parts, "ratio"), valuePart(0.24, parts, "ratio")]).toEqual(["den", "num"]);
  });
});

describe("the records that are open, in the address", () => {
  it("come back from the address as they were opened, whatever letters their filters have", () => {
    const search = stringifySearch({ period: "this-quarter", where: ["team:eq:x"], records: writtenRecords(opened) });
    const { records } = parseSearch(search);
    const read = readRecords(String(records));
    expect(read?.title).toBe(opened.title);
    expect(read?.part).toBe("den");
    expect(read?.question).toMatchObject({
      kpi: "win_rate",
      variant: "value",
      from: "2026-10-01",
      to: "2026-11-01",
      where: opened.question.where,
    });
  });

  it("carry no grain, split or comparison: these make no other records", () => {
    expect(writtenRecords(opened)).not.toMatch(/grain|by=|compare/);
  });

  it("are none where the text names no KPI", () => {
    expect(readRecords("")).toBeNull();
    expect(readRecords("?part=num")).toBeNull();
  });
});

describe("a filter in words", () => {
  it("names values as far as names are known, and nobody as none", () => {
    expect(filterText(filterParts("person:eq:p7"), () => "Anna Snelling")).toBe("Person is Anna Snelling");
    expect(filterText(filterParts("person:eq:null"))).toBe("Person is none");
    expect(filterText(filterParts("amount:gte:10000"))).toBe("Amount ≥ 10000");
  });

  it("reads back what was escaped: a comma within a value, a source called null", () => {
    expect(filterParts("source:in:a\\,b,c,null,\\null").values).toEqual(["a,b", "c", null, "null"]);
    expect(filterParts(filterOf("source", "x:y,z")).values).toEqual(["x:y,z"]);
  });
});

const record = (id: string, amount: number | null, detail: RecordRow["detail"] = {}): RecordRow => ({
  id,
  object: "opportunity",
  label: `Deal ${id}`,
  day: "2026-10-05",
  person: null,
  amount,
  detail,
});

describe("the columns of a list of records", () => {
  const rows = [record("1", 20, { age_days: 4 }), record("2", null, { age_days: 11, is_late: true }), record("3", 100)];
  const columns = columnsOf(rows, "USD");

  it("are those that some record has something in", () => {
    expect(columns.map(({ name }) => name)).toEqual(["Record", "Day", "Amount", "Age days", "Is late"]);
  });

  it("have what it is worth first where there is little room", () => {
    const narrow = columnsOf([{ ...rows[0]!, person: "Ann" }], "USD", { isNarrow: true });
    expect(narrow.map(({ name }) => name)).toEqual(["Record", "Amount", "Day", "Person", "Age days"]);
  });

  it("call stages by their names, and those before the day where there is little room", () => {
    const at = [record("1", null, { stage: "s2", age_days: 4 }), record("2", null, { stage: "old" })];
    const stages = new Map([["s2", "Offer"]]);
    const columns = columnsOf(at, "USD", { stages });
    expect(at.map((row) => columns.find(({ name }) => name === "Stage")?.text(row))).toEqual(["Offer", "old"]);
    const names = (isNarrow: boolean) => columnsOf(at, "USD", { isNarrow, stages }).map(({ name }) => name);
    expect(names(true)).toEqual(["Record", "Stage", "Day", "Age days"]);
    expect(names(false)).toEqual(["Record", "Day", "Stage", "Age days"]);
  });

  it("say it where an amount is not known rather than showing nothing as zero", () => {
    expect(rows.map((row) => columns[2]?.text(row))).toEqual(["$20.00", "not priced", "$100.00"]);
  });

  it("put what has no value last, whichever way the rest is ordered", () => {
    const ids = (isFalling: boolean) => ordered(rows, columns, { column: "amount", isFalling }).map(({ id }) => id);
    expect(ids(true)).toEqual(["3", "1", "2"]);
    expect(ids(false)).toEqual(["1", "3", "2"]);
  });
});

describe("the records of a count beside a figure", () => {
  it("keep in the address which count it is; a word that is none is the figure's own number", () => {
    const written = writtenRecords({ ...opened, part: "moved_back" });
    expect(readRecords(written)?.part).toBe("moved_back");
    expect(readRecords("win_rate?part=constructor")?.part).toBe("num");
  });
});
