/** Which periods the page offers, and what it calls those that an address says. */
import { describe, expect, it } from "vitest";
import { periodName, periodsOf } from "../../web/src/scope/periods.ts";

const names = (calendars: readonly { readonly id: string }[]) => periodsOf(calendars).map(({ name }) => name);

describe("the periods one chooses from", () => {
  it("are fiscal by each calendar that is declared, the first without its name", () => {
    expect(names([{ id: "fiscal" }, { id: "tax" }])).toEqual([
      ...["This month", "Last month", "This quarter", "Last quarter", "This year", "Last year"],
      ...["This fiscal quarter", "Last fiscal quarter", "This fiscal year", "Last fiscal year"],
      ...["This fiscal quarter (tax)", "Last fiscal quarter (tax)", "This fiscal year (tax)", "Last fiscal year (tax)"],
      ...["Last 12 months", "Everything"],
    ]);
  });

  it("are those of the calendar where no other is declared", () => {
    expect(names([]).filter((name) => name.includes("fiscal"))).toEqual([]);
    expect(names([])).toHaveLength(8);
  });
});

it.each([
  ["this-fiscal-year@tax", "This fiscal year (tax)"],
  ["last-6-months", "Last 6 months"],
  ["last-4-fiscal-quarters", "Last 4 fiscal quarters"],
  ["this-week", "This week"],
  ["yesterday", "Yesterday"],
  ["all", "Everything"],
  ["2026", "2026"],
  ["2026-Q3", "Q3 2026"],
  ["2026-07", "Jul 2026"],
  ["2026-W30", "Week 30 of 2026"],
  ["2026-07-01", "1 Jul 2026"],
  ["2026-07-01..2026-08-16", "1 Jul – 15 Aug 2026"],
  ["FY2026", "FY2026"],
  ["fy2026-q1", "Q1 FY2026"],
  ["FY2026-Q1@tax", "Q1 FY2026 (tax)"],
  ["the-beginning", "the-beginning"],
])("%s is called %s", (words, name) => {
  expect(periodName(words)).toBe(name);
});
