import { describe, expect, it } from "vitest";
import { answerCsv, csvOf, recordsCsv } from "../../src/reports/csv.ts";
import { instantText, unitTexts } from "../../src/reports/table/periods.ts";
import { settingLines, shellWord } from "../../src/reports/table/shell.ts";
import { course, sparkline } from "../../src/reports/table/spark.ts";
import { stageLines } from "../../src/reports/table/suggestion.ts";
import { figure, range } from "../../src/reports/table/units.ts";
import { cut, harmless, widthOf, wrap } from "../../src/reports/table/width.ts";
import { rangeText, whenText } from "../../src/wording/dates.ts";
import { difference } from "../../src/wording/figures.ts";
import { capital, dimensionName } from "../../src/wording/names.ts";
import { exampleConfig } from "../example.ts";
import { winRateByTeam } from "./answers.ts";

const usd = (unit: string) => ({ unit, currency: "USD" });

describe("what a column of an answer is split by is called", () => {
  it.each([
    ["person", "Person"],
    ["activity_type", "Activity type"],
    ["hour", "Hour of day"],
    ["attribute.Lead Source", "Lead Source"],
    ["account.attribute.Tier", "Tier of the account"],
  ])("%s: %s", (id, title) => {
    expect(capital(dimensionName(id))).toBe(title);
  });
});

describe("a unit of time is called", () => {
  const called = (grain: string, to: string, ...starts: string[]) => [...unitTexts(starts, to, grain).values()];

  it("by its name where it is whole, as long as it goes on", () => {
    expect(called("month", "2026-03-01", "2026-01-01", "2026-02-01")).toEqual(["Jan 2026", "Feb 2026"]);
    expect(called("quarter", "2027-01-01", "2026-07-01", "2026-10-01")).toEqual(["Q3 2026", "Q4 2026"]);
    expect(called("year", "2025-01-01", "2024-01-01")).toEqual(["2024"]);
    expect(called("week", "2026-10-19", "2026-10-05", "2026-10-12")).toEqual(["5 Oct 2026", "12 Oct 2026"]);
    expect(called("day", "2024-03-01", "2024-02-28", "2024-02-29")).toEqual(["28 Feb 2024", "29 Feb 2024"]);
    expect(called("fiscal-year@tax", "2027-04-01", "2026-04-01")).toEqual(["from Apr 2026"]);
  });

  it("by its dates where the range cuts it off", () => {
    expect(called("month", "2026-03-11", "2026-01-31", "2026-02-01", "2026-03-01")).toEqual([
      "31 Jan 2026",
      "Feb 2026",
      "1 Mar – 10 Mar 2026",
    ]);
    expect(called("quarter", "2026-12-01", "2026-09-13", "2026-10-01")).toEqual([
      "13 Sep – 30 Sep 2026",
      "Oct 2026 – Nov 2026",
    ]);
    expect(called("week", "2026-11-01", "2026-10-14", "2026-10-19", "2026-10-26")).toEqual([
      "14 Oct – 18 Oct 2026",
      "19 Oct 2026",
      "26 Oct – 31 Oct 2026",
    ]);
    expect(called("fiscal-quarter", "2026-12-11", "2026-08-01", "2026-11-01")).toEqual([
      "from Aug 2026",
      "1 Nov – 10 Dec 2026",
    ]);
    expect(called("year", "2026-07-01", "2026-01-01")).toEqual(["Jan 2026 – Jun 2026"]);
  });
});

describe("a figure is written", () => {
  it.each([
    [4238 / 6711, "ratio", "63.2%"],
    [1.4, "ratio", "140.0%"],
    [0, "ratio", "0.0%"],
    [45.26, "days", "45.3 days"],
    [1, "days", "1.0 day"],
    [0.02, "days", "0.02 days"],
    [123.4, "days", "123 days"],
    [3.25, "hours", "3.3 h"],
    [0.2, "hours", "12 min"],
    [-0.08, "hours", "−4.8 min"],
    [0.005, "hours", "18 s"],
    [0, "hours", "0.0 h"],
    [1234567, "count", "1,234,567"],
    [12.34, "count", "12.3"],
    [74.5, "money", "$74.50"],
    [1234567.8, "money", "$1,234,568"],
    [-250, "money", "−$250.00"],
    [null, "money", "–"],
  ])("%s %s as %s", (value, unit, text) => {
    expect(figure(value, usd(unit))).toBe(text);
  });

  it("in the currency of the workspace", () => {
    expect(figure(1234.5, { unit: "money", currency: "EUR" })).toBe("€1,235");
  });

  it("as a range with its unit once, open where a limit is not known", () => {
    expect(range([0.62, 0.643], usd("ratio"))).toBe("62.0–64.3%");
    expect(range([5, 8.5], usd("days"))).toBe("5.0–8.5 days");
    expect(range([70, null], usd("days"))).toBe("from 70.0 days");
    expect(range([null, 3], usd("hours"))).toBe("up to 3.0 h");
    expect(range([0.2, 0.5], usd("hours"))).toBe("12–30 min");
    expect(range([0.2, 1.5], usd("hours"))).toBe("12 min–1.5 h");
    expect(range([70.1, 79.25], usd("money"))).toBe("$70.10–$79.25");
    expect(range(null, usd("money"))).toBe("");
  });

  it("as a difference with its sign, shares in points", () => {
    expect(difference(0.021, usd("ratio"))).toBe("+2.1 pts");
    expect(difference(-3.5, usd("days"))).toBe("−3.5 d");
  });
});

describe("a period is called", () => {
  it.each([
    ["2026-01-01", "2027-01-01", "2026"],
    ["2026-07-01", "2026-10-01", "Q3 2026"],
    ["2026-02-01", "2026-03-01", "Feb 2026"],
    ["2025-11-01", "2026-11-01", "Nov 2025 – Oct 2026"],
    ["2026-02-01", "2026-05-01", "Feb 2026 – Apr 2026"],
    ["2026-10-05", "2026-10-12", "5 Oct – 11 Oct 2026"],
    ["2026-10-05", "2026-10-06", "5 Oct 2026"],
  ])("%s to %s: %s", (from, to, text) => {
    expect(rangeText({ from, to })).toBe(text);
  });

  it("something was on a day, and in anything longer", () => {
    expect(whenText({ from: "2026-11-09", to: "2026-11-10" })).toBe("on 9 Nov 2026");
    expect(whenText({ from: "2026-11-01", to: "2026-12-01" })).toBe("in Nov 2026");
  });

  it("an instant at local midnight is the end of the day before it", () => {
    expect(instantText("2026-11-01T04:00:00.000Z", "America/New_York")).toBe("the end of 31 Oct 2026");
    expect(instantText("2026-11-01T09:30:00.000Z", "UTC")).toBe("1 Nov 2026 09:30");
  });
});

describe("text of the data", () => {
  it("takes as many columns as a terminal gives it", () => {
    expect(widthOf("abc")).toBe(3);
    expect(widthOf("東京")).toBe(4);
    expect(widthOf("e\u0301a")).toBe(2);
    expect(widthOf("👩‍👩‍👧")).toBe(2);
  });

  it("is cut between signs, not within them", () => {
    expect(cut("東京都庁", 5)).toBe("東京…");
    expect(cut("Proposal made", 9)).toBe("Proposal…");
    expect(cut("short", 9)).toBe("short");
  });

  it("cannot move the cursor, colour the screen, start a line or turn its direction", () => {
    expect(harmless("a\u001b[2Jb\r\nc\u202ed")).toBe("a [2Jb c d");
  });

  it("is put on lines between words", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("", 7)).toEqual([]);
  });

  it("stands in a command as one word", () => {
    expect(shellWord("team=west")).toBe("team=west");
    expect(shellWord("name contains O'Neil; rm -rf /")).toBe("'name contains O'\\''Neil; rm -rf /'");
  });

  it("stands in a command of Windows as one word in cmd.exe and in PowerShell", () => {
    const word = (text: string): string => shellWord(text, true);
    expect(word("C:\\Users\\anna\\sales")).toBe("C:\\Users\\anna\\sales");
    expect(word("C:\\My exports\\")).toBe('"C:\\My exports\\\\"');
    expect(word("amount>=10000")).toBe('"amount>=10000"');
    expect(word("source in web,fair")).toBe('"source in web,fair"');
    expect(word('source in "a, b"')).toBe('"source in ""a, b"""');
  });

  it("is set for the commands that follow as the shell of the system has it", () => {
    expect(settingLines("W", "/data/My sales", false)).toEqual(["export W='/data/My sales'"]);
    expect(settingLines("W", "C:\\Anna's sales", true)).toEqual([
      'set "W=C:\\Anna\'s sales"',
      "(in PowerShell: $env:W = 'C:\\Anna''s sales')",
    ]);
  });
});

describe("stages that nobody declared", () => {
  it("are which of the process somebody says, unless it has none of what they are of", () => {
    const offered = (of: "lead" | "opportunity") => stageLines([{ word: "Warm", of }], exampleConfig).join("");
    expect(offered("opportunity")).toMatch(/: Warm\. --stage WORD=STAGE says which each is \(\w+.*\); or declare them/);
    const deals = exampleConfig.pipelines.map(({ stages, ...others }) => ({
      ...others,
      stages: stages.filter(({ of }) => of === "opportunity"),
    }));
    const [line] = stageLines([{ word: "Warm", of: "lead" }], { pipelines: deals });
    expect(line).toMatch(/: Warm\. Declare them in quarterdeck\.yaml/);
  });
});

describe("a sparkline", () => {
  it("does not fall to nothing in units that have not begun", () => {
    const months = ["2026-09-01", "2026-10-01", "2026-11-01"].map((period, index) => ({ period, value: 2 - index }));
    const at = (as_of: string) => sparkline(course(months, { as_of, timezone: "America/New_York" }));
    expect(at("2026-11-01T03:59:59.000Z")).toBe("█▁ ");
    expect(at("2026-11-01T04:00:00.000Z")).toBe("█▁ ");
    expect(at("2026-11-01T04:00:01.000Z")).toBe("█▅▁");
  });

  it("goes from the least to the greatest, with a gap where nothing is known", () => {
    expect(sparkline([1, null, 8])).toBe("▁ █");
    expect(sparkline([2, 2])).toBe("▄▄");
    expect(sparkline([null])).toBe("");
  });

  it("shows the last ones where there are too many", () => {
    expect(sparkline([9, 1, 2, 3], 3)).toBe("▁▅█");
  });
});

describe("CSV", () => {
  it("defuses texts that a spreadsheet would run, and leaves numbers numbers", () => {
    expect(
      csvOf(
        ["name", "value"],
        [
          ["=HYPERLINK(1)", -5],
          ["+1", 2],
          ["-x", 3],
          ["@y", 4],
          ["\tz", 5],
          ['a "b", c', null],
        ],
      ),
    ).toBe(["name,value", "'=HYPERLINK(1),-5", "'+1,2", "'-x,3", "'@y,4", "'\tz,5", '"a ""b"", c",', ""].join("\r\n"));
  });

  it("has one row for each cell, the total last, with exact figures", () => {
    const lines = answerCsv(winRateByTeam()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + 5 + 1);
    expect(lines[0]).toBe(
      "cell,team,team_label,value,num,den,n,low,high,ratio,won,lost,excluded_merged,excluded_deleted,excluded_no_close_date,flags,previous,change,relative_change,verdict",
    );
    expect(lines[1]).toMatch(/^row,europe,Europe,0\.7,700,1000,1000,0\.671,0\.7276,/);
    expect(lines.at(-1)).toMatch(/^total,,,0\.63150052\d+,4238,6711,.*,12,3,1,,0\.6102,0\.0213,0\.035,up$/);
  });

  it("lists records with what else is known of them", () => {
    const rows = [
      { id: "1", object: "lead", label: "=x", day: "2026-01-01", person: null, amount: 5, detail: { stage: "new" } },
    ];
    expect(recordsCsv({ total: 1, rows })).toBe(
      "id,object,label,day,person,amount,stage\r\n1,lead,'=x,2026-01-01,,5,new\r\n",
    );
  });
});
