import { describe, expect, it } from "vitest";
import type { Row } from "../../web/src/api/types.ts";
import { datesBeside, goalsOfWhole, namesIn, outcomeOf } from "../../web/src/pages/standing/goals.ts";

const goal = (of: { value: number | null; pace?: number; isRunning?: boolean; scope?: string }): Row => ({
  ...{ period: null, keys: { goal: "g" }, labels: { kpi: "activities", scope: of.scope ?? "company" } },
  ...{ value: of.value, num: 1, den: 2, n: 1, interval: null, excluded: {} },
  flags: of.isRunning === true ? ["to_date"] : [],
  more: of.pace === undefined ? {} : { pace: of.pace },
});

describe("a goal", () => {
  it("is on course while it runs where its pace is enough, whatever is reached so far", () => {
    expect(outcomeOf(goal({ value: 0.56, pace: 1.01, isRunning: true }))).toBe("on course");
    expect(outcomeOf(goal({ value: 0.97, pace: 0.99, isRunning: true }))).toBe("falls short");
    expect(outcomeOf(goal({ value: 0.97, isRunning: true }))).toBe("too early to say");
  });

  it("is met or missed when its time is over, whatever its pace was", () => {
    expect(outcomeOf(goal({ value: 1, pace: 0.9 }))).toBe("met");
    expect(outcomeOf(goal({ value: 0.999, pace: 1.2 }))).toBe("missed");
    expect(outcomeOf(goal({ value: null }))).toBe("not known");
  });

  it("that caps what adds up is kept where nothing of it is used up, though its target over 0 is no number", () => {
    const untouched = { ...goal({ value: null }), num: 0 };
    expect(outcomeOf(untouched)).toBe("met");
    expect(outcomeOf({ ...untouched, flags: ["to_date"], more: { projected_end: 0 } })).toBe("on course");
    expect(outcomeOf({ ...untouched, flags: ["to_date"], more: { projected_end: null } })).toBe("too early to say");
    expect(outcomeOf({ ...untouched, den: 0 })).toBe("not known");
  });

  it("that has its name with others is told by what tells them apart: its dates, or whose it is", () => {
    const of = (labels: Readonly<Record<string, string>>): Row => {
      const row = goal({ value: 1 });
      return { ...row, labels: { ...row.labels, starts_on: "2026-07-01", ends_on: "2026-09-30", ...labels } };
    };
    const named = (...rows: readonly Row[]) => namesIn([], rows, ({ labels }) => labels.scope_id ?? "Us");
    const year = of({ starts_on: "2026-04-01", ends_on: "2027-03-31" });
    expect(named(of({}), of({ kpi: "win_rate" }))).toEqual(["activities", "win_rate"]);
    expect(named(of({}), year)).toEqual(["activities, Q3 2026", "activities, Apr 2026 – Mar 2027"]);
    expect(named(of({ scope_id: "Ann" }), of({ scope_id: "Zoë" }))).toEqual(["activities, Ann", "activities, Zoë"]);
  });

  it("of the company stands for the whole; without any, each is told", () => {
    const [company, team] = [goal({ value: 1 }), goal({ value: 1, scope: "team" })];
    expect(goalsOfWhole([team, company])).toEqual([company]);
    expect(goalsOfWhole([team, team])).toEqual([team, team]);
  });

  it("that can still be met comes before those that are over, of which the last comes first", () => {
    const until = (ends_on: string, row: Row): Row => ({ ...row, labels: { ...row.labels, ends_on } });
    const past = until("2025-12-31", goal({ value: 1 }));
    const last = until("2026-09-30", goal({ value: 0.9 }));
    const now = until("2026-12-31", goal({ value: 0.5, pace: 0.9, isRunning: true }));
    const next = until("2027-03-31", goal({ value: 0, isRunning: true }));
    expect(goalsOfWhole([past, last, now, next])).toEqual([now, next, last, past]);
  });

  it("names its dates beside a figure of other dates, without a year that goes without saying", () => {
    const quarter = { starts_on: "2026-10-01", ends_on: "2026-12-31" };
    const beside = (from: string, to: string, goal = quarter) => datesBeside(goal, { from, to });
    expect(beside("2026-10-01", "2027-01-01")).toBe("");
    expect(beside("2025-12-01", "2026-12-01")).toBe("Q4");
    expect(beside("2026-12-01", "2027-03-01")).toBe("Q4 2026");
    expect(beside("2026-10-01", "2027-01-01", { ...quarter, starts_on: "2026-01-01" })).toBe("2026");
    expect(beside("2026-10-01", "2027-01-01", { ...quarter, starts_on: "2026-11-15" })).toBe("15 Nov – 31 Dec 2026");
  });
});
