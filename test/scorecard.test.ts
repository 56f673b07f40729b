import { describe, expect, it } from "vitest";
import type { Answer, Cell, Filter, Grain, Row } from "../src/query/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { randomWorld } from "./worlds/random.ts";

const range = { from: "2024-09-03", to: "2025-02-01" };
const compare = { from: "2024-04-05", to: "2024-09-03" };
const byStage = ["lead_stage_share", "stage_conversion", "stage_duration", "pipeline_by_stage"];

/** Without the figures beside a cell, and the notes of stocks and ways, that the other does not show: a scorecard leaves out what only a KPI's own page has room for. */
const shownBy = (shown: Answer, whole: Answer): Answer => {
  const cut = <Any extends Cell>(cell: Any, other: Cell | undefined): Any => ({
    ...cell,
    more: Object.fromEntries(Object.entries(cell.more).filter(([key]) => other === undefined || key in other.more)),
    ...(cell.previous === undefined ? {} : { previous: cut(cell.previous, other?.previous) }),
  });
  return {
    ...whole,
    total: cut(whole.total, shown.total),
    rows: whole.rows.map((row, index) => cut(row, shown.rows[index])),
    notes:
      whole.definition.type === "stock" || whole.kpi === "stage_conversion"
        ? whole.notes.filter(({ code }) => code !== "no_history")
        : whole.notes,
  };
};

describe.each([7, 11])("the scorecard of a company made from seed %i", (seed) => {
  const world = randomWorld(seed);
  const made = company(world.config, world.tables);
  const team = world.tables.teams?.[0]?.team_id ?? null;
  const person = world.tables.people?.[1]?.person_id ?? null;
  const is = (dimension: string, value: string | null): Filter => ({ dimension, operator: "=", values: [value] });
  const requests: { where: Filter[]; grain?: Grain; asOf?: string; compare?: typeof range }[] = [
    { where: [], compare },
    { where: [], grain: "week" },
    { where: [is("team", team)], compare, grain: "quarter" },
    { where: [is("person", person)], compare: { from: "2023-09-03", to: "2024-02-01" } },
    { where: [], compare, asOf: "2024-12-11T10:00:00Z", grain: "day" },
  ];

  it.each(requests)("says what each question says alone: %j", async (request) => {
    const { asker } = await made;
    const lines = await asker.scorecard({ range, ...request });
    expect(lines.map(({ kpi }) => kpi.id)).toEqual(asker.catalogue.map(({ id }) => id));
    for (const { kpi, answer, trend } of lines) {
      const where = request.where.filter(() => kpi.id !== "cost_per_lead");
      const question = { ...request, kpi: kpi.id, range, where, grain: undefined };
      const alone = await asker.answer(question);
      expect(answer, kpi.id).toEqual(shownBy(answer, alone));
      if (byStage.includes(kpi.id) || kpi.type === "goal") continue;
      const course = await asker.answer({ ...question, compare: undefined, grain: request.grain ?? "month" });
      expect(trend, kpi.id).toEqual(
        course.rows.map(({ period, value, interval, flags }) => ({ period, value, interval, flags })),
      );
    }
  });

  it.each([
    ["stage_duration", "default"],
    ["stage_duration", "per_visit"],
    ["sales_cycle_length", "km"],
  ])("compares the times of %s (%s) with those that the range before has by itself", async (kpi, variant) => {
    const { asker } = await made;
    const question = { kpi, variant, range, compare };
    const compared = await asker.answer(question);
    const before = await asker.answer({ kpi, variant, range: compare });
    const cell = ({ value, interval, n, num, den, more }: Cell) => ({ value, interval, n, num, den, more });
    const cells = (rows: Answer["rows"], of: (row: Row) => Cell | undefined) =>
      Object.fromEntries(
        rows.map((row) => [row.keys.stage, of(row)] as const).map(([id, one]) => [id, one && cell(one)]),
      );
    expect(compared.rows.length > 0).toBe(kpi === "stage_duration");
    expect(cells(compared.rows, (row) => row.previous)).toMatchObject(cells(before.rows, (row) => row));
    if (compared.total.previous !== undefined) expect(cell(compared.total.previous)).toEqual(cell(before.total));
  });

  it("follows the open pipeline to its total", async () => {
    const { asker } = await made;
    const lines = await asker.scorecard({ range, where: [], grain: "month" });
    const { trend, answer } = lines.find(({ kpi }) => kpi.id === "pipeline_by_stage") ?? {};
    expect(trend?.map(({ period }) => period)).toEqual([
      "2024-09-03",
      "2024-10-01",
      "2024-11-01",
      "2024-12-01",
      "2025-01-01",
    ]);
    for (const [index, to] of ["2024-10-01", "2024-11-01", "2024-12-01", "2025-01-01", "2025-02-01"].entries()) {
      const { total } = await asker.answer({ kpi: "pipeline_by_stage", range: { from: "2024-09-03", to } });
      expect(trend?.[index]?.value).toBe(total.value);
    }
    expect(answer?.total.value).toBeGreaterThan(0);
  });

  it("holds every figure against the goal of whom it is about", async () => {
    const { asker } = await made;
    for (const [scope, id] of [
      ["company", null],
      ["team", team],
      ["person", person],
    ] as const) {
      const where = scope === "company" ? [] : [is(scope, id)];
      const goals = await asker.answer({ kpi: "goal_attainment", range, where });
      for (const { kpi, goal } of await asker.scorecard({ range, where })) {
        const own = goals.rows.filter(
          ({ labels }) => labels.scope === scope && labels.kpi === kpi.id && labels.variant === "default",
        );
        if (goal === null) expect(own.filter((row) => row.den !== null)).toEqual([]);
        else expect(own.map((row) => [row.den, row.value])).toContainEqual([goal.target, goal.value]);
      }
    }
    const [line] = await asker.scorecard({ range, where: [is("source", "web")] });
    expect(line?.goal).toBeNull();
  });
});

describe("what a scorecard is filtered by", () => {
  const made = company(exampleConfig, {
    accounts: [
      { account_id: "a", name: "Acme", Tier: "gold" },
      { account_id: "b", name: "Bolt", Tier: "tin" },
    ],
    opportunities: ["a", "a", "b"].map((account_id, index) => ({
      opportunity_id: `o${index}`,
      created_at: "2026-01-20T00:00:00Z",
      stage: "proposal",
      amount: String(index * 1000),
      account_id,
      ...(index === 2 ? { Region: "North" } : {}),
    })),
    activities: [{ activity_id: "c", type: "call", occurred_at: "2026-01-21T00:00:00Z", Region: "North" }],
    goals: [
      {
        ...{ goal_id: "g", kpi: "opportunities_created", scope: "company", target: "5" },
        ...{ starts_on: "2026-01-01", ends_on: "2026-01-31" },
      },
    ],
  });
  const told = async (dimension: string, operator: Filter["operator"], value: string) => {
    const where = [{ dimension, operator, values: [value] }];
    const lines = await (await made).asker.scorecard({ range: { from: "2026-01-01", to: "2026-02-01" }, where });
    const of = (id: string) => lines.find(({ kpi }) => kpi.id === id)?.answer;
    return {
      opportunities: of("opportunities_created")?.total.value,
      open: of("pipeline_by_stage")?.total.value,
      activities: of("activities")?.total.value,
      filtered: lines.flatMap(({ kpi, answer }) => (answer.question.where.length > 0 ? [kpi.id] : [])),
      goal: lines.find(({ kpi }) => kpi.id === "opportunities_created")?.goal,
    };
  };

  it("holds for every KPI that can be filtered so, by an amount and by what files tell beside our columns, too", async () => {
    expect(await told("amount", ">=", "1000")).toMatchObject({ opportunities: 2, open: 2, activities: 1, goal: null });
    expect(await told("account.attribute.Tier", "=", "gold")).toMatchObject({ opportunities: 2, open: 2, goal: null });
    const { filtered, ...figures } = await told("attribute.Region", "=", "North");
    expect(figures).toMatchObject({ opportunities: 1, open: 1, activities: 1 });
    expect(filtered).toContain("activities");
    expect(filtered).not.toContain("cost_per_lead");
  });

  it("is a mistake where no KPI can be filtered so, and not a filter that nothing is filtered by", async () => {
    await expect(told("amuont", ">=", "1000")).rejects.toMatchObject({
      code: "unknown_dimension",
      facts: { dimension: "amuont", nearest: "amount", tried: "filtered" },
    });
    await expect(told("attribute.Tier", "=", "gold")).rejects.toMatchObject({ code: "unknown_dimension" });
    // Goals stand row by row, but nothing is filtered to one: it is not proposed in its own place.
    await expect(told("goal", "=", "g")).rejects.toMatchObject({
      code: "unknown_dimension",
      facts: { nearest: null, known: expect.not.arrayContaining(["goal"]) },
    });
    await expect(told("amount", ">=", "many")).rejects.toMatchObject({ code: "bad_filter" });
  });
});

describe("the course of a figure", () => {
  it("is told by days, weeks, months or years, as long as the period is", async () => {
    const world = randomWorld(7);
    await using made = await company(world.config, world.tables);
    for (const [to, grain] of [
      ["2024-09-15", "day"],
      ["2024-12-01", "week"],
      ["2025-09-01", "month"],
      ["2035-09-01", "year"],
    ] as const) {
      const lines = await made.asker.scorecard({ range: { from: "2024-09-01", to } });
      expect(new Set(lines.map((line) => line.grain))).toEqual(new Set([grain]));
    }
  });
});

describe("the goals of its people", () => {
  it("are added up for a team, those of teams below it too, and for the company, where figures add up", async () => {
    const goal = (goal_id: string, scope: string, scope_id: string, target: string, kpi = "opportunities_created") => ({
      goal_id,
      kpi,
      scope,
      scope_id,
      starts_on: "2026-01-01",
      ends_on: "2026-01-31",
      target,
    });
    await using made = await company(exampleConfig, {
      teams: [
        { team_id: "all", name: "All" },
        { team_id: "west", name: "West", parent_team_id: "all" },
        { team_id: "east", name: "East", parent_team_id: "all" },
      ],
      people: [
        { person_id: "a", name: "Anna", team_id: "west" },
        { person_id: "b", name: "Bob", team_id: "west" },
        { person_id: "c", name: "Cleo", team_id: "east" },
      ],
      opportunities: [{ opportunity_id: "o", created_at: "2026-01-20T00:00:00Z", stage: "proposal", owner_id: "a" }],
      goals: [
        goal("g1", "company", "", "20"),
        goal("g2", "team", "all", "18"),
        goal("g3", "team", "west", "11"),
        goal("g4", "person", "a", "5"),
        goal("g5", "person", "b", "4"),
        goal("g6", "person", "c", "7"),
        goal("g7", "team", "west", "0.5", "win_rate"),
        goal("g8", "person", "a", "0.4", "win_rate"),
      ],
    });
    const range = { from: "2026-01-01", to: "2026-02-01" };
    const told = async (where: Filter[] = []) => {
      const { rows } = await made.asker.answer({ kpi: "goal_attainment", range, where });
      return Object.fromEntries(rows.map((row) => [row.keys.goal, row.more.people_target]));
    };
    expect(await told()).toEqual({ g1: 16, g2: 16, g3: 9, g4: null, g5: null, g6: null, g7: null, g8: null });
    expect(await told([{ dimension: "team", operator: "=", values: ["west"] }])).toEqual({ g3: 9, g7: null });
  });
});

describe("of several goals of a figure", () => {
  const goal = (goal_id: string, starts_on: string, ends_on: string) => ({
    ...{ goal_id, kpi: "opportunities_created", scope: "company", starts_on, ends_on },
    ...{ target: String(Number(goal_id)), recorded_at: "2025-12-01T00:00:00Z" },
  });
  const made = company(exampleConfig, {
    opportunities: ["2026-01-20", "2026-02-10"].map((created_at, index) => ({
      opportunity_id: `o${index}`,
      created_at,
    })),
    goals: [
      goal("400", "2026-01-01", "2026-12-31"),
      goal("100", "2026-01-01", "2026-03-31"),
      goal("1", "2026-01-01", "2026-01-31"),
      goal("2", "2026-02-01", "2026-02-28"),
      goal("3", "2026-03-01", "2026-03-31"),
      goal("4", "2026-04-01", "2026-04-30"),
    ],
  });
  const beside = async (from: string, to: string, asOf: string) => {
    const lines = await (await made).asker.scorecard({ range: { from, to }, asOf });
    return lines.find(({ kpi }) => kpi.id === "opportunities_created")?.goal?.target;
  };

  it("the one that runs stands beside it, not the last of the year, which has yet to begin", async () => {
    expect(await beside("2026-01-01", "2027-01-01", "2026-02-11T00:00:00Z")).toBe(2);
    expect(await beside("2026-01-01", "2027-01-01", "2026-02-01T00:00:00Z")).toBe(1);
    expect(await beside("2026-01-01", "2027-01-01", "2026-02-01T09:00:00Z")).toBe(2);
    expect(await beside("2026-01-01", "2026-02-01", "2026-02-11T00:00:00Z")).toBe(1);
    expect(await beside("2026-03-01", "2026-05-01", "2026-02-11T00:00:00Z")).toBe(100);
  });
});
