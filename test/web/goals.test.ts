import { describe, expect, it } from "vitest";
import type { Goal, Organisation, Unit } from "../../web/src/api/types.ts";
import { blockText, readBlock } from "../../web/src/pages/goals/block.ts";
import { changedMeanwhile, goalsByCell, outgoing, refused } from "../../web/src/pages/goals/changes.ts";
import { type GoalCell, keyOf, redo, undo, unwritten, write, writtenSince } from "../../web/src/pages/goals/edits.ts";
import { kindsOf, neighbour, ownSpan, spanIn, usualSpan } from "../../web/src/pages/goals/periods.ts";
import { moved, pasted, single } from "../../web/src/pages/goals/selection.ts";
import { rowsOf } from "../../web/src/pages/goals/sheet.ts";
import { readTarget, targetText } from "../../web/src/pages/goals/target.ts";

const form = (unit: Unit, currency = "USD") => ({ unit, currency });
const read = (text: string, unit: Unit, currency?: string): number | string | null => {
  const told = readTarget(text, form(unit, currency));
  return told.kind === "target" ? told.target : told.kind === "empty" ? null : told.why;
};

describe("a target as people write it", () => {
  it.each([
    ["1,200", "count", 1200],
    ["1 200", "count", 1200],
    ["1'200", "count", 1200],
    ["1.200,5", "count", 1200.5],
    ["1.200.000", "count", 1_200_000],
    ["80k", "count", 80_000],
    ["$1.2M", "money", 1_200_000],
    ["USD 1.2m", "money", 1_200_000],
    ["1,200,000.50 USD", "money", 1_200_000.5],
    ["$ 900", "money", 900],
    ["35%", "ratio", 0.35],
    ["35 %", "share", 0.35],
    ["35", "ratio", 0.35],
    ["0.35", "ratio", 0.35],
    ["0,35", "ratio", 0.35],
    ["29%", "ratio", 0.29],
    ["1", "ratio", 1],
    ["24 h", "hours", 24],
    ["45 days", "days", 45],
    ["0", "count", 0],
  ] as const)("%s among %s is %d", (text, unit, target) => {
    expect(read(text, unit)).toBe(target);
  });

  it.each(["", "  ", "–"])("%j is no target", (text) => {
    expect(read(text, "count")).toBeNull();
  });

  it.each([
    ["abc", "count", /not a number/],
    ["12 abc", "count", /not a number/],
    ["1,20,00", "count", /not a number/],
    ["35%", "count", /not a share/],
    ["$5", "count", /not money/],
    ["24 h", "days", /not in hours/],
    ["-3", "count", /not negative/],
    ["140%", "ratio", /more than 100%/],
    ["1e5", "count", /not a number/],
    ["1.2.3", "count", /not a number/],
  ] as const)("%s among %s is refused, with the reason", (text, unit, why) => {
    expect(read(text, unit)).toMatch(why);
  });

  it("in another currency is refused rather than taken as the goal's own", () => {
    expect(read("€500k", "money")).toMatch(/in USD/);
    expect(read("€500k", "money", "EUR")).toBe(500_000);
  });

  it("is written so that it is read as the same", () => {
    for (const [target, unit] of [
      [0.29, "ratio"],
      [0.07, "ratio"],
      [0.005, "ratio"],
      [1, "ratio"],
      [1_200_000.55, "money"],
      [16, "hours"],
    ] as const)
      expect(read(targetText(target, form(unit)), unit)).toBe(target);
  });
});

describe("a block on the clipboard", () => {
  it("of a spreadsheet has rows and columns; the last line's end is no row", () => {
    expect(readBlock("1\t2\r\n3\t\r\n")).toEqual([
      ["1", "2"],
      ["3", ""],
    ]);
  });

  it("keeps tabs, lines and quotes within quotes", () => {
    const block = [
      ['a "b"', "c\td"],
      ["e\nf", ""],
    ];
    expect(readBlock(blockText(block))).toEqual(block);
  });

  it("falls where one stands, and what falls off the sheet is left out", () => {
    const size = { rows: 3, columns: 2 };
    const told = pasted(readBlock("1\t2\n3\t4"), single({ row: 2, column: 0 }), size);
    expect(told).toEqual([
      { place: { row: 2, column: 0 }, text: "1" },
      { place: { row: 2, column: 1 }, text: "2" },
    ]);
  });

  it("of one value fills everything that is chosen", () => {
    const chosen = { at: { row: 0, column: 1 }, corner: { row: 2, column: 1 } };
    expect(pasted([["7"]], chosen, { rows: 5, columns: 3 }).map(({ place }) => place.row)).toEqual([0, 1, 2]);
  });
});

describe("keys in the sheet", () => {
  const size = { rows: 3, columns: 2 };
  const press = (key: string, keys: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    ...keys,
  });

  it("do not leave it by arrows", () => {
    expect(moved(single({ row: 0, column: 0 }), press("ArrowUp"), size)?.at).toEqual({ row: 0, column: 0 });
    expect(moved(single({ row: 2, column: 1 }), press("ArrowRight"), size)?.at).toEqual({ row: 2, column: 1 });
  });

  it("go on in the next row by Tab, and leave it at its end", () => {
    expect(moved(single({ row: 0, column: 1 }), press("Tab"), size)?.at).toEqual({ row: 1, column: 0 });
    expect(moved(single({ row: 2, column: 1 }), press("Tab"), size)).toBeNull();
    expect(moved(single({ row: 0, column: 0 }), press("Tab", { shiftKey: true }), size)).toBeNull();
  });

  it("stretch the choice with Shift from where one stands", () => {
    const chosen = moved(single({ row: 1, column: 0 }), press("ArrowDown", { shiftKey: true }), size);
    expect(chosen).toEqual({ at: { row: 1, column: 0 }, corner: { row: 2, column: 0 } });
  });
});

const cell: GoalCell = {
  kpi: "activities",
  variant: "default",
  scope: "person",
  scope_id: "P07",
  starts_on: "2026-10-01",
  ends_on: "2026-12-31",
};
const goal: Goal = {
  ...cell,
  goal_id: "g1",
  target: 490,
  direction: "higher",
  currency: null,
  version: 1,
  deleted_at: null,
};
const other: GoalCell = { ...cell, scope_id: "P08" };
const goals = goalsByCell([goal]);
const saved = (of: GoalCell): string => String(goals.get(keyOf(of))?.target ?? "");

describe("writing without saving", () => {
  it("is undone and done again step by step, a pasted block in one step", () => {
    const one = write(unwritten, [{ cell, text: "500" }], saved);
    const two = write(
      one,
      [
        { cell, text: "" },
        { cell: other, text: "300" },
      ],
      saved,
    );
    expect(two.now.size).toBe(2);
    expect(undo(two).now).toEqual(one.now);
    expect(undo(undo(two)).now.size).toBe(0);
    expect(redo(undo(two)).now).toEqual(two.now);
    expect(undo(unwritten)).toEqual(unwritten);
  });

  it("goes on while others are being saved: what was written since is not lost with them", () => {
    const sent = write(
      unwritten,
      [cell, other].map((one) => ({ cell: one, text: "500" })),
      saved,
    );
    const third = { ...cell, kpi: "win_rate" };
    const meanwhile = write(
      sent,
      [
        { cell, text: saved(cell) },
        { cell: third, text: "30%" },
      ],
      saved,
    );
    const left = writtenSince(meanwhile, sent.now, saved);
    expect([...left.now.values()]).toEqual([
      { cell: third, text: "30%" },
      { cell, text: saved(cell) },
    ]);
    expect(writtenSince(sent, sent.now, saved)).toEqual(unwritten);
  });

  it("the number that stands there already changes nothing", () => {
    expect(write(unwritten, [{ cell, text: " 490 " }], saved)).toBe(unwritten);
    const changed = write(unwritten, [{ cell, text: "500" }], saved);
    expect(write(changed, [{ cell, text: "490" }], saved).now.size).toBe(0);
  });
});

describe("what is sent", () => {
  const sentOf = (texts: readonly (readonly [GoalCell, string])[], unit: Unit = "count") =>
    outgoing(
      write(
        unwritten,
        texts.map(([of, text]) => ({ cell: of, text })),
        saved,
      ).now,
      goals,
      () => form(unit),
    );

  it("changes a goal by its id, sets one where there is none, and withdraws that of an emptied cell", () => {
    expect(
      sentOf([
        [cell, "0.5k"],
        [other, "300"],
      ]).goals,
    ).toEqual([
      { ...cell, target: 500, goal_id: "g1", direction: "higher" },
      { ...other, target: 300 },
    ]);
    expect(
      sentOf([
        [cell, ""],
        [other, ""],
      ]),
    ).toMatchObject({
      goals: [{ ...cell, target: null, goal_id: "g1" }],
      problems: new Map(),
    });
  });

  it("leaves out the same number written otherwise", () => {
    expect(sentOf([[cell, "490.0"]]).goals).toEqual([]);
  });

  it("names the currency of money", () => {
    expect(sentOf([[other, "$1M"]], "money").goals[0]).toMatchObject({ target: 1_000_000, currency: "USD" });
  });

  it("holds back what is no target, and says why at its cell", () => {
    const { goals: sent, problems } = sentOf([
      [cell, "lots"],
      [other, "300"],
    ]);
    expect(sent.map(({ scope_id }) => scope_id)).toEqual(["P08"]);
    expect(problems.get(keyOf(cell))).toMatch(/not a number/);
  });

  it("is marked where somebody else has changed the goal meanwhile", () => {
    const { now } = write(
      unwritten,
      [
        { cell, text: "500" },
        { cell: other, text: "300" },
      ],
      saved,
    );
    const meanwhile = (found: readonly Goal[]) =>
      [...changedMeanwhile(now, goals, goalsByCell(found), () => form("count"))].map(([, why]) => why);
    expect(meanwhile([goal])).toEqual([]);
    expect(meanwhile([{ ...goal, target: 505, version: 2 }])).toEqual(["meanwhile 505"]);
    expect(meanwhile([goal, { ...goal, ...other, goal_id: "g2" }])).toEqual(["meanwhile 490"]);
    expect(meanwhile([])).toEqual(["withdrawn meanwhile"]);
  });

  it("is marked where the server refuses it, by index or by place", () => {
    expect([...refused({ index: 1, field: "target" }, "No.", ["a", "b"])]).toEqual([["b", "No."]]);
    expect([...refused({ field: "goals[0].kpi" }, "No.", ["a", "b"])]).toEqual([["a", "No."]]);
    expect([...refused({ problems: [{ index: 0, reason: "why" }] }, "No.", ["a", "b"])]).toEqual([["a", "why"]]);
    expect(refused(undefined, "No.", ["a"]).size).toBe(0);
  });
});

describe("the spans of goals", () => {
  const plain = kindsOf([]);
  const kinds = kindsOf([
    { id: "fiscal", starts_month: 2, label: "ending_year" },
    { id: "tax", starts_month: 4, label: "starting_year" },
  ]);
  const nextOf = (words: string, by: number) => {
    const span = spanIn(words, kinds);
    return span === null ? null : neighbour(span, by).words;
  };

  it("are read from the address and lead to their neighbours", () => {
    expect(spanIn("2026-Q4", plain)).toMatchObject({
      ...{ starts_on: "2026-10-01", ends_on: "2026-12-31", to: "2027-01-01" },
      ...{ name: "Q4 2026", fullName: "Q4 2026" },
    });
    expect(spanIn("2028-02", plain)).toMatchObject({ ends_on: "2028-02-29", name: "Feb 2028" });
    expect(spanIn("2026", plain)).toMatchObject({ starts_on: "2026-01-01", ends_on: "2026-12-31" });
    expect(spanIn("2026-Q5", plain)).toBeNull();
    expect(nextOf("2026-Q4", 1)).toBe("2027-Q1");
    expect(nextOf("2026-01", -1)).toBe("2025-12");
  });

  it("are those of each fiscal calendar that is declared, by its name and with their months", () => {
    expect(spanIn("FY2027-Q4", kinds)).toMatchObject({
      ...{ starts_on: "2026-11-01", ends_on: "2027-01-31", to: "2027-02-01", words: "FY2027-Q4" },
      ...{ name: "Q4 FY2027", fullName: "Q4 FY2027, Nov 2026 – Jan 2027" },
    });
    expect(spanIn("FY2027", kinds)).toMatchObject({ starts_on: "2026-02-01", ends_on: "2027-01-31", name: "FY2027" });
    expect(spanIn("FY2026-Q1@tax", kinds)).toMatchObject({
      ...{ starts_on: "2026-04-01", ends_on: "2026-06-30", words: "FY2026-Q1@tax" },
      fullName: "Q1 FY2026 (tax), Apr 2026 – Jun 2026",
    });
    expect(nextOf("FY2027-Q4", 1)).toBe("FY2028-Q1");
    expect(nextOf("FY2027-Q1", -1)).toBe("FY2026-Q4");
    expect(nextOf("FY2026-Q4@tax", 1)).toBe("FY2027-Q1@tax");
    expect(nextOf("FY2026@tax", -1)).toBe("FY2025@tax");
  });

  it("of a calendar that is not declared are none", () => {
    expect(spanIn("FY2027-Q4", plain)).toBeNull();
    expect(spanIn("FY2027@none", kinds)).toBeNull();
    expect(spanIn("FY2027-02", kinds)).toBeNull();
    expect(spanIn("2027@tax", kinds)).toBeNull();
  });

  it("own the goals that have their dates", () => {
    expect(ownSpan({ starts_on: "2026-10-01", ends_on: "2026-12-31" }, kinds)?.words).toBe("2026-Q4");
    expect(ownSpan({ starts_on: "2026-11-01", ends_on: "2027-01-31" }, kinds)?.words).toBe("FY2027-Q4");
    expect(ownSpan({ starts_on: "2026-11-01", ends_on: "2027-01-31" }, plain)).toBeNull();
  });

  it("begin with the quarter of today, with the fiscal one where only that has goals", () => {
    const fiscal = { starts_on: "2026-11-01", ends_on: "2027-01-31" };
    const quarter = { starts_on: "2026-10-01", ends_on: "2026-12-31" };
    expect(usualSpan(kinds, "2026-11-24", []).words).toBe("2026-Q4");
    expect(usualSpan(kinds, "2026-11-24", [fiscal]).words).toBe("FY2027-Q4");
    expect(usualSpan(kinds, "2026-11-24", [fiscal, quarter]).words).toBe("2026-Q4");
  });
});

describe("whom the sheet lists", () => {
  const organisation: Organisation = {
    teams: [
      { id: "east", name: "East", parent_id: "sales" },
      { id: "sales", name: "Sales", parent_id: null },
      { id: "a", name: "Ring", parent_id: "b" },
      { id: "b", name: "Ring too", parent_id: "a" },
    ],
    people: [
      { id: "1", name: "Zoe", role: "rep", team_id: "east", active: true },
      { id: "2", name: "Ann", role: "rep", team_id: "east", active: true },
      { id: "3", name: "Gone", role: "rep", team_id: "east", active: false },
      { id: "4", name: "Left", role: "rep", team_id: "east", active: false },
      { id: "5", name: "Alone", role: null, team_id: "nowhere", active: true },
    ],
  };

  it("company, teams under each other, people by name, and of those who left the ones with a goal", () => {
    const rows = rowsOf("Us", organisation, [{ scope: "person", scope_id: "4" }]);
    expect(rows.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      "0 Us",
      "1 Sales",
      "2 East",
      "3 Ann",
      "3 Left",
      "3 Zoe",
      "1 Alone",
    ]);
  });
});
