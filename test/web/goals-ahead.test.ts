import { describe, expect, it } from "vitest";
import type { Row } from "../../web/src/api/types.ts";
import { goalsOfWhole, outcomeOf } from "../../web/src/pages/standing/goals.ts";

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

  it("of the company stands for the whole; without any, each is told", () => {
    const [company, team] = [goal({ value: 1 }), goal({ value: 1, scope: "team" })];
    expect(goalsOfWhole([team, company])).toEqual([company]);
    expect(goalsOfWhole([team, team])).toEqual([team, team]);
  });
});
