import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/kpis/index.ts";
import { planFindings } from "../../src/query/index.ts";
import { company } from "../engine.ts";
import { exampleConfig } from "../example.ts";

const goal = (goal_id: string, rest: Record<string, string>) => ({
  goal_id,
  kpi: "win_rate",
  scope: "company",
  starts_on: "2026-01-01",
  ends_on: "2026-03-31",
  target: "0.25",
  ...rest,
});
const initiative = (initiative_id: string, rest: Record<string, string>) => ({
  ...{ initiative_id, name: "Faster first calls", starts_on: "2026-01-01", kpi: "response_time" },
  ...rest,
});

/** What is found: `code record`. */
const found = async (tables: Parameters<typeof company>[1]): Promise<readonly string[]> => {
  await using made = await company(exampleConfig, {
    people: [{ person_id: "ann", name: "Ann" }],
    teams: [{ team_id: "west", name: "West" }],
    campaigns: [{ campaign_id: "fair", name: "Fair" }],
    opportunities: [{ opportunity_id: "1", created_at: "2026-01-05T09:00:00Z", owner_id: "bob" }],
    ...tables,
  });
  const rows = await made.session.rows(planFindings(catalogue, exampleConfig.currency));
  return rows.map(({ code, record_id }) => `${code} ${record_id}`).sort();
};

describe("goals that tell nothing are found", () => {
  it("where their KPI or its variant is none", async () => {
    expect(
      await found({
        goals: [
          goal("fine", {}),
          goal("varied", { variant: "value" }),
          goal("misspelt", { kpi: "winrate" }),
          goal("unvaried", { variant: "valeu" }),
          goal("circular", { kpi: "goal_attainment" }),
        ],
      }),
    ).toEqual(["unknown_kpi circular", "unknown_kpi misspelt", "unknown_kpi unvaried"]);
  });

  it("where the KPI is told stage by stage and has no figure of its own", async () => {
    const staged = ["stage_conversion", "stage_duration", "lead_stage_share"].map((kpi) => goal(kpi, { kpi }));
    const told = goal("told", { kpi: "pipeline_by_stage" });
    expect(await found({ goals: [...staged, told] })).toEqual([
      "unknown_kpi lead_stage_share",
      "unknown_kpi stage_conversion",
      "unknown_kpi stage_duration",
    ]);
  });

  it("where another is for the same figure of the same on the same days: beside the figure stands one alone", async () => {
    const goals = [
      goal("a", {}),
      goal("b", { variant: "default", target: "0.3" }),
      goal("by value", { variant: "value" }),
      goal("later", { ends_on: "2026-06-30" }),
      goal("west", { scope: "team", scope_id: "west" }),
      goal("ann", { scope: "person", scope_id: "ann" }),
    ];
    expect(await found({ goals })).toEqual(["goal_twice a", "goal_twice b"]);
    const withdrawn = { ...goal("b", {}), version: "2", deleted_at: "2026-01-02T00:00:00Z" };
    expect(await found({ goals: [...goals, withdrawn] })).toEqual([]);
  });

  it("where a rate is to be above 1, as of 30 that was meant as 30 %", async () => {
    const goals = [goal("meant", { target: "30" }), goal("all", { target: "1", ends_on: "2026-06-30" })];
    const counted = goal("counted", { kpi: "activities", target: "30" });
    expect(await found({ goals: [...goals, counted] })).toEqual(["goal_beyond_all meant"]);
  });

  it("where they are of money in a currency that had no rate by their first day", async () => {
    const priced = (goal_id: string, currency: string, rest = {}) =>
      goal(goal_id, { kpi: "cost_per_lead", target: "80", currency, ...rest });
    expect(
      await found({
        fx_rates: [{ currency: "CHF", rate_on: "2025-12-31", rate: "1.1" }],
        goals: [
          priced("own", exampleConfig.currency),
          priced("unsaid", "", { ends_on: "2026-04-30" }),
          priced("rated", "CHF", { ends_on: "2026-05-31" }),
          priced("early", "CHF", { starts_on: "2025-12-30" }),
          priced("unrated", "GBP", { ends_on: "2026-06-30" }),
          goal("of no money", { currency: "GBP" }),
        ],
      }),
    ).toEqual(["missing_rate early", "missing_rate unrated"]);
  });

  it("where nobody is known whom they are of, but not where only records name them", async () => {
    expect(
      await found({
        goals: [
          goal("hers", { scope: "person", scope_id: "ann" }),
          goal("named", { scope: "person", scope_id: "bob" }),
          goal("theirs", { scope: "team", scope_id: "west" }),
          goal("gone", { scope: "person", scope_id: "eve" }),
          goal("swapped", { scope: "team", scope_id: "ann" }),
          goal("empty", { scope: "team" }),
        ],
      }),
    ).toEqual(["goal_of_nobody empty", "goal_of_nobody gone", "goal_of_nobody swapped"]);
  });

  it("where the KPI cannot be told for one of these", async () => {
    expect(
      await found({
        goals: [
          goal("priced", { kpi: "cost_per_lead", scope: "campaign", scope_id: "fair" }),
          goal("called", { kpi: "activities", scope: "campaign", scope_id: "fair" }),
        ],
      }),
    ).toEqual(["goal_of_nobody called"]);
  });

  it("where they end before they start, in the version that holds", async () => {
    expect(
      await found({
        goals: [
          goal("backwards", { ends_on: "2025-12-31" }),
          goal("mended", { ends_on: "2025-12-31", version: "1" }),
          goal("mended", { version: "2" }),
          goal("withdrawn", { ends_on: "2025-12-31", deleted_at: "2026-01-02T00:00:00Z" }),
        ],
      }),
    ).toEqual(["ends_before_start backwards"]);
  });
});

it("initiatives of no KPI, or that end before they start, are found", async () => {
  expect(
    await found({
      initiatives: [
        initiative("fine", {}),
        initiative("lasting", { ends_on: "2026-02-01" }),
        initiative("vague", { kpi: "mood" }),
        initiative("backwards", { ends_on: "2025-12-01" }),
      ],
    }),
  ).toEqual(["ends_before_start backwards", "unknown_kpi vague"]);
});
