/** Goals counted by hand, as of instants at which less was known than now. */
import { describe, expect, it, vi } from "vitest";
import type { Filter } from "../src/query/index.ts";
import { onPace } from "../src/reports/table/goals.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const january = { from: "2025-01-01", to: "2025-02-01" };
const opened = (id: string, created_at: string) => ({
  opportunity_id: id,
  created_at,
  stage: "proposal",
  owner_id: "ann",
});
const goal = {
  ...{ goal_id: "g", kpi: "opportunities_created", scope: "person", scope_id: "ann" },
  ...{ starts_on: "2025-01-01", ends_on: "2025-01-31", target: "23" },
};

it("an answer whose statements are interrupted is none: goals stood there as not measurable, for everybody who asked after", async () => {
  await using made = await company(exampleConfig, {
    opportunities: [opened("a", "2025-01-16T00:00:00Z")],
    goals: [goal, { ...goal, goal_id: "unknown", kpi: "no_such_kpi" }],
    people: [{ person_id: "ann", name: "Ann" }],
  });
  const asking = () => made.asker.answer({ kpi: "goal_attainment", range: january });
  const interrupted = vi.spyOn(made.session, "columns").mockRejectedValue(new Error("INTERRUPT Error: Interrupted!"));
  await expect(asking()).rejects.toThrow("Interrupted");
  interrupted.mockRestore();
  expect((await asking()).rows.map(({ num, flags }) => [num, flags.includes("not_measurable")])).toEqual([
    [1, false],
    [null, true],
  ]);
});

describe("the goal of somebody who started in its period", () => {
  const tables = {
    opportunities: [opened("a", "2025-01-16T00:00:00Z"), opened("b", "2025-03-05T00:00:00Z")],
    goals: [goal],
  };
  const ann = { person_id: "ann", name: "Ann", started_on: "2025-01-15" };

  it("is theirs by the working days that are left: 13 of 23", async () => {
    await using made = await company(exampleConfig, { ...tables, people: [ann] });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january });
    expect(rows.map(({ num, den, more }) => [num, den, more.gap])).toEqual([[1, 13, 12]]);
  });

  it("says that its target is a part, beside one that is whole: 13 stood where 23 had been set", async () => {
    const whole = { ...goal, goal_id: "whole", scope: "company", scope_id: "" };
    await using made = await company(exampleConfig, { ...tables, goals: [goal, whole], people: [ann] });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january });
    expect(rows.map(({ den, flags }) => [den, flags.includes("prorated")])).toEqual([
      [13, true],
      [23, false],
    ]);
  });

  it("is due by the working days on which they have been here, not before their first day", async () => {
    await using made = await company(exampleConfig, { ...tables, people: [ann] });
    const asOf = async (instant: string) =>
      (await made.asker.answer({ kpi: "goal_attainment", range: january, asOf: instant })).rows[0]?.more;
    // Of 13 days the 15th and 16th are over; 11 are left for 12 more.
    const early = await asOf("2025-01-17T00:00:00Z");
    expect(early?.pace).toBeCloseTo(1 / 2, 12);
    expect(early?.needed_per_working_day).toBeCloseTo(12 / 11, 12);
    expect(early?.projected_end).toBeCloseTo((1 * 13) / 2, 12);
    expect((await asOf("2025-01-14T00:00:00Z"))?.pace).toBeNull();
  });

  it("needs nothing more a day once they have left", async () => {
    const left = { ...ann, started_on: "2025-01-01", ended_on: "2025-01-17" };
    await using made = await company(exampleConfig, { ...tables, people: [left] });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january, asOf: "2025-01-24T00:00:00Z" });
    expect(rows[0]?.den).toBeCloseTo(13, 12);
    expect([rows[0]?.more.pace, rows[0]?.more.needed_per_working_day]).toEqual([1 / 13, null]);
  });

  it("is whole and under their id as of an instant at which nobody had told of them yet", async () => {
    const told = { ...ann, recorded_at: "2025-03-01T00:00:00Z" };
    await using made = await company(exampleConfig, { ...tables, people: [told] });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january, asOf: "2025-02-10T00:00:00Z" });
    expect(rows.map(({ num, den, labels }) => [num, den, labels.goal])).toEqual([
      [1, 23, "ann: opportunities_created"],
    ]);
  });
});

describe("a goal that ends before it starts", () => {
  it("is never in force, as its finding says, not between its dates either", async () => {
    const turned = { ...goal, scope: "company", scope_id: "", starts_on: "2025-01-31", ends_on: "2025-01-01" };
    const opportunities = [opened("a", "2025-01-16T00:00:00Z"), opened("b", "2025-03-05T00:00:00Z")];
    await using made = await company(exampleConfig, { opportunities, goals: [turned] });
    const { rows, notes } = await made.asker.answer({ kpi: "goal_attainment", range: january });
    expect([rows.length, notes.map(({ code }) => code)]).toEqual([0, ["no_goals"]]);
  });
});

describe("targets in money", () => {
  const won = {
    opportunity_id: "w",
    created_at: "2025-01-02T00:00:00Z",
    closed_at: "2025-01-10T00:00:00Z",
    stage: "won",
  };
  const target = (id: string, more: Record<string, string>) => ({
    ...{ goal_id: id, kpi: "opportunities_created", variant: "value", scope: "company" },
    ...{ starts_on: "2025-01-01", ends_on: "2025-01-31" },
    ...more,
  });
  const tables = {
    people: [
      { person_id: "ann", name: "Ann" },
      { person_id: "bob", name: "Bob" },
    ],
    opportunities: [{ ...won, owner_id: "ann", amount: "0.7" }],
    fx_rates: [{ currency: "EUR", rate_on: "2025-01-01", rate: "1.1" }],
    goals: [
      target("foreign", { target: "3", currency: "EUR" }),
      target("company", { target: "0.8" }),
      target("ann", { scope: "person", scope_id: "ann", target: "0.1" }),
      target("bob", { scope: "person", scope_id: "bob", target: "0.2" }),
    ],
  };

  it("are the decimals that a person would write: at a rate, added up, and what is missing of them", async () => {
    await using made = await company(exampleConfig, tables);
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january });
    const found = new Map(rows.map(({ keys, den, more }) => [keys.goal, [den, more.gap, more.people_target]]));
    expect(found.get("foreign")).toEqual([3.3, 2.6, 0.3]);
    expect(found.get("company")).toEqual([0.8, 0.1, 0.3]);
    expect(found.get("ann")).toEqual([0.1, -0.6, null]);
  });

  it("of people add up to nothing that is known where one of them is in a currency without a rate", async () => {
    const unpriced = target("bob", { scope: "person", scope_id: "bob", target: "0.2", currency: "GBP" });
    const goals = [...tables.goals.filter(({ goal_id }) => goal_id !== "bob"), unpriced];
    await using made = await company(exampleConfig, { ...tables, goals });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january });
    expect(rows.find(({ keys }) => keys.goal === "company")?.more.people_target).toBeNull();
    const { value, den, flags } = rows.find(({ keys }) => keys.goal === "bob") ?? {};
    expect([value, den, flags?.includes("no_rate"), flags?.includes("no_denominator")]).toEqual([
      ...[null, null, true, false],
    ]);
  });
});

describe("goals chosen by whom they are for", () => {
  const person = (person_id: string, name: string) => ({ person_id, name });
  const made = company(exampleConfig, {
    people: [person("ann", "Ann Lee"), person("bob", "Bob"), person("two", "Ann Lee")],
    opportunities: [opened("a", "2025-01-16T00:00:00Z")],
    goals: [
      goal,
      { ...goal, goal_id: "h", scope_id: "bob" },
      { ...goal, goal_id: "i", scope_id: "gone" },
      { ...goal, goal_id: "all", scope: "company", scope_id: "" },
    ],
  });
  const chosen = async (operator: Filter["operator"], ...values: string[]) => {
    const where = [{ dimension: "person", operator, values }];
    const { rows } = await (await made).asker.answer({ kpi: "goal_attainment", range: january, where });
    return rows.map(({ keys }) => keys.goal).toSorted();
  };

  it("are found by name as by id, and by the id that only the goal tells", async () => {
    expect(await chosen("=", "ann")).toEqual(["g"]);
    expect(await chosen("=", "ann lee")).toEqual(["g"]);
    expect(await chosen("in", "Bob", "gone")).toEqual(["h", "i"]);
    expect(await chosen("contains", "b")).toEqual(["h"]);
    expect(await chosen("!=", "Ann Lee")).toEqual(["all", "h", "i"]);
  });

  it("of nobody are a mistake, and not no goals", async () => {
    await expect(chosen("=", "Anne Lee")).rejects.toMatchObject({ code: "unknown_value" });
  });

  it("stand beside the figure of one alone: that of two is not held against the goal of one of them", async () => {
    const beside = async (...values: string[]) => {
      const where = [{ dimension: "person", operator: "in" as const, values }];
      const lines = await (await made).asker.scorecard({ range: january, where });
      return lines.find(({ kpi }) => kpi.id === goal.kpi)?.goal?.target;
    };
    expect(await beside("bob")).toBe(23);
    expect(await beside("Bob")).toBe(23);
    expect(await beside("bob", "two")).toBeUndefined();
  });
});

describe("a cap on what adds up", () => {
  // 10 of at most 10 in January, of which on the 10th seven of 23 working days are over.
  const asked = async (count: number) => {
    const inJanuary = Array.from({ length: count }, (_, index) => opened(`o${index}`, "2025-01-06T09:00:00Z"));
    const opportunities = [opened("before", "2024-12-02T09:00:00Z"), ...inJanuary];
    const cap = { ...goal, scope: "company", scope_id: "", target: "10", direction: "lower" };
    const people = [{ person_id: "ann", name: "Ann" }];
    await using made = await company(exampleConfig, { opportunities, people, goals: [cap] });
    const { rows } = await made.asker.answer({ kpi: "goal_attainment", range: january, asOf: "2025-01-10T00:00:00Z" });
    return rows[0];
  };

  it("is on pace while less was done than its part of it by now, not while more was", async () => {
    const [within, beyond] = [await asked(2), await asked(9)];
    expect(within?.more.pace).toBeCloseTo((10 * 7) / 23 / 2, 12);
    expect(beyond?.more.pace).toBeCloseTo((10 * 7) / 23 / 9, 12);
    expect([within?.value, beyond?.value]).toEqual([5, 10 / 9]);
  });

  it("is on pace while nothing of it is used up, though its target over 0 is no number", async () => {
    const rows = [await asked(0), await asked(2), await asked(9)].flatMap((row) => row ?? []);
    expect(rows[0]).toMatchObject({ value: null, num: 0, flags: ["to_date", "no_denominator"] });
    expect(onPace(rows)).toEqual([true, true, false]);
  });

  it("needs nothing of anybody", async () => {
    const row = await asked(9);
    expect([row?.more.needed_per_working_day, row?.more.gap]).toEqual([null, 1]);
  });
});

describe("a goal of what stands in stages", () => {
  const standing = (id: string, owner_id: string, stage: string) => ({
    ...{ opportunity_id: id, created_at: "2025-01-06T09:00:00Z" },
    ...{ owner_id, stage },
  });
  const open = { ...goal, kpi: "pipeline_by_stage", target: "10" };
  const asked = async (goals: readonly Record<string, string>[]) => {
    await using made = await company(exampleConfig, {
      people: [{ person_id: "ann", name: "Ann", team_id: "west" }],
      teams: [{ team_id: "west", name: "West" }],
      opportunities: [
        ...["a", "b"].map((id) => standing(id, "ann", "qualified")),
        ...["c", "d", "e", "f", "g"].map((id) => standing(id, "ann", "proposal")),
      ],
      goals,
    });
    return (await made.asker.answer({ kpi: "goal_attainment", range: january })).rows;
  };

  it("is held against all that stand in them, for a person and a team as for the company", async () => {
    const rows = await asked([
      open,
      { ...open, goal_id: "h", scope: "team", scope_id: "west" },
      { ...open, goal_id: "i", scope: "company", scope_id: "" },
    ]);
    expect(rows.map(({ num, value }) => [num, value])).toEqual([
      [7, 0.7],
      [7, 0.7],
      [7, 0.7],
    ]);
  });

  it("is of no stage alone where stages do not add up", async () => {
    const reached = { ...open, kpi: "stage_conversion", variant: "touched" };
    const rows = await asked([reached, { ...reached, goal_id: "h", scope: "team", scope_id: "west" }]);
    expect(rows.map(({ num, value, flags }) => [num, value, flags])).toEqual([
      [null, null, ["not_additive", "to_date"]],
      [null, null, ["not_additive", "to_date"]],
    ]);
  });
});
