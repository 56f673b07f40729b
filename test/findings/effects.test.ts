import { describe, expect, it } from "vitest";
import { effectsIn } from "../../src/cli/effects.ts";
import { openDuckDb } from "../../src/engines/index.ts";
import { keepFacts } from "../../src/facts/index.ts";
import { loadRows } from "../../src/ingest/load/index.ts";
import type { Effect } from "../../src/insights/index.ts";
import { sortedByEffect } from "../../src/insights/index.ts";
import { scenarios } from "../../src/insights/scenarios.ts";
import { catalogue } from "../../src/kpis/index.ts";
import { createTables } from "../../src/model/physical.ts";
import { createAsker, lookupsOf } from "../../src/query/index.ts";
import { explained } from "../../src/reports/findings.ts";
import { company, now } from "../engine.ts";
import { exampleConfig } from "../example.ts";
import type { Rows } from "./found.ts";

const effects = async (code: string, rows: Rows): Promise<readonly Effect[]> => {
  await using built = await company(exampleConfig, rows);
  const { session, asker } = built;
  const { config, watermark } = asker;
  const lookups = await lookupsOf({ runner: session, config, watermark, factsAt: async () => "facts" });
  return (await effectsIn({ runner: session, cleaner: session, asker, lookups }, [code])).get(code) ?? [];
};

const told = (all: readonly Effect[]): Record<string, readonly [number, number]> =>
  Object.fromEntries(all.map(({ kpi, before, after }) => [kpi, [Number(before.toFixed(4)), Number(after.toFixed(4))]]));

const many = <Row>(count: number, row: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => row(index));

describe("what findings do to the numbers", () => {
  it.each(scenarios)("$id is asked of no KPI but those that the finding is said to touch", ({ code, kpis }) => {
    expect(explained({ code, examples: [] }, catalogue).kpis).toEqual(expect.arrayContaining([...kpis]));
  });

  it("the win rate is 6 of 10, and would be 6 of 12 if the two past their expected close were lost on that day", async () => {
    const deal = (opportunity_id: string, rest: Record<string, string>) => ({
      opportunity_id,
      created_at: "2026-01-05T00:00:00Z",
      ...rest,
    });
    const found = await effects("past_expected_close", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        ...many(10, (index) =>
          deal(`c${index}`, { stage: index < 6 ? "won" : "lost", closed_at: "2026-01-15T00:00:00Z" }),
        ),
        deal("late", { stage: "proposal", expected_close_on: "2026-02-04" }),
        deal("later", { stage: "qualified", expected_close_on: "2026-02-28" }),
        deal("due", { stage: "qualified", expected_close_on: "2026-03-01" }),
      ],
    });
    expect(told(found)).toEqual({
      win_rate: [0.6, 0.5],
      // Ten took 10 days each; the two would have taken 31 and 55.
      sales_cycle_length: [10, 15.5],
      pipeline_by_stage: [3, 1],
    });
    expect(found.map(({ condition, records }) => [condition, records])[0]).toEqual([
      "if the 2 were lost on the day they were expected to close",
      2,
    ]);
    const rate = found.find(({ kpi }) => kpi === "win_rate");
    // Wilson's interval of 6 of 10 is 0.3127 to 0.8318.
    expect(rate?.size).toBeCloseTo(0.1 / (0.8318 - 0.3127), 3);
    expect(rate?.difference).toBeCloseTo(-0.1, 12);
  });

  it("an opportunity that was told again to stand where it stood is lost after that, and not open again by it", async () => {
    const stands = (day: string) => ({
      ...{ subject_type: "opportunity", subject_id: "late", stage: "qualified", changed_at: `2026-${day}T00:00:00Z` },
    });
    const found = await effects("past_expected_close", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        ...many(10, (index) => ({
          ...{ opportunity_id: `c${index}`, created_at: "2026-01-05T00:00:00Z", closed_at: "2026-01-15T00:00:00Z" },
          stage: index < 6 ? "won" : "lost",
        })),
        {
          ...{ opportunity_id: "late", created_at: "2026-01-05T00:00:00Z", stage: "qualified" },
          expected_close_on: "2026-02-04",
        },
      ],
      stage_changes: ["01-05", "02-10"].map(stands),
    });
    expect(told(found)).toMatchObject({ win_rate: [0.6, 0.5455], pipeline_by_stage: [1, 0] });
  });

  it("the win rate is 18 of 30, and would be 18 of 32 if the two of which nothing is heard were lost, 18 of 31 if the one put off twice were", async () => {
    const deal = (opportunity_id: string, rest: Record<string, string>) => ({
      opportunity_id,
      created_at: "2026-01-05T00:00:00Z",
      ...rest,
    });
    const rows = {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        ...many(30, (index) =>
          deal(`c${index}`, { stage: index < 18 ? "won" : "lost", closed_at: "2026-01-15T00:00:00Z" }),
        ),
        deal("silent", { stage: "proposal" }),
        deal("pushed", { stage: "qualified", expected_close_on: "2026-06-30" }),
        deal("young", { stage: "qualified", created_at: "2026-02-27T00:00:00Z" }),
      ],
      value_changes: ["2026-04-30", "2026-06-30"].map((value, index) => ({
        ...{ opportunity_id: "pushed", field: "expected_close_on", value, from_value: "2026-03-31" },
        changed_at: `2026-01-2${index}T09:00:00Z`,
      })),
    };
    expect(told(await effects("stale_open", rows))).toEqual({ win_rate: [0.6, 0.5625], pipeline_by_stage: [3, 1] });
    expect(told(await effects("close_date_pushed", rows))).toEqual({
      win_rate: [0.6, 0.5806],
      pipeline_by_stage: [3, 2],
    });
  });

  it("the win rate is 6 of 10, and would be 6 or 8 of 12 if the two in an undeclared stage were lost or won", async () => {
    const closed = many(10, (index) => ({
      ...{ opportunity_id: `c${index}`, created_at: "2026-01-05T00:00:00Z", closed_at: "2026-01-15T00:00:00Z" },
      stage: index < 6 ? "won" : "lost",
    }));
    const found = await effects("undeclared_stage", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        ...closed,
        ...["u1", "u2"].map((opportunity_id) => ({
          ...{ opportunity_id, created_at: "2026-01-07T00:00:00Z", stage: "somewhere" },
        })),
      ],
    });
    expect(found.map(({ kpi, after, condition }) => [kpi, Number(after.toFixed(4)), condition]).sort()).toEqual([
      ["win_rate", 0.5, "if the 2 opportunities in undeclared stages were lost"],
      ["win_rate", 0.6667, "if the 2 opportunities in undeclared stages were won"],
    ]);
  });

  it("the cycle is 10 days, and would be 12 if two times of a deal that was closed before it was created were swapped", async () => {
    const found = await effects("closed_before_created", {
      opportunities: [
        ...many(9, (index) => ({
          ...{ opportunity_id: `c${index}`, created_at: "2026-01-05T00:00:00Z", closed_at: "2026-01-15T00:00:00Z" },
          stage: "won",
        })),
        ...[
          {
            opportunity_id: "wrong",
            created_at: "2026-02-15T00:00:00Z",
            closed_at: "2026-01-16T00:00:00Z",
            stage: "won",
          },
        ],
      ],
    });
    expect(told(found)).toEqual({ sales_cycle_length: [10, 12] });
  });

  it("6 of 10 that say when they closed are won, and 6 of 11 if the one that does not had closed when it was expected to", async () => {
    const deal = (opportunity_id: string, rest: Record<string, string>) => ({
      opportunity_id,
      created_at: "2026-01-05T00:00:00Z",
      ...rest,
    });
    const found = await effects("no_close_date", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        ...many(10, (index) =>
          deal(`c${index}`, { stage: index < 6 ? "won" : "lost", closed_at: "2026-01-15T00:00:00Z" }),
        ),
        deal("undated", { stage: "lost", expected_close_on: "2026-01-26" }),
        deal("unknown", { stage: "lost" }),
      ],
    });
    // Ten took 10 days each, the eleventh would have taken 21.
    expect(told(found)).toEqual({ win_rate: [0.6, 0.5455], sales_cycle_length: [10, 11] });
  });

  it("of 10 leads 4 are converted, 5 if the one whose opportunity nobody knows had become one, 3 of 9 without one converted too early", async () => {
    const leads = [
      ...many(10, (index) => ({
        lead_id: `l${index}`,
        created_at: "2026-01-03T09:00:00Z",
        ...(index < 4
          ? { opportunity_id: `o${index}`, converted_at: index === 0 ? "2026-01-02T09:00:00Z" : "2026-01-10T09:00:00Z" }
          : index === 9
            ? { converted_at: "2026-01-10T09:00:00Z" }
            : {}),
      })),
      { lead_id: "latest", created_at: "2026-03-01T12:00:00Z", is_test: "true" },
    ];
    const opportunities = many(4, (index) => ({
      ...{ opportunity_id: `o${index}`, created_at: index === 0 ? "2026-01-02T09:00:00Z" : "2026-01-10T09:00:00Z" },
      stage: "qualified",
    }));
    expect(told(await effects("converted_without_opportunity", { leads, opportunities }))).toEqual({
      lead_conversion: [0.4, 0.5],
    });
    expect(told(await effects("converted_before_created", { leads, opportunities }))).toEqual({
      lead_conversion: [0.4, 0.3333],
    });
  });

  it("six are open, and five if the one whose own stage is lost were, though its history ends otherwise", async () => {
    const found = await effects("history_conflict", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: many(6, (index) => ({
        ...{
          opportunity_id: `o${index}`,
          created_at: "2026-01-05T00:00:00Z",
          stage: index === 0 ? "lost" : "proposal",
        },
      })),
      stage_changes: [
        { subject_type: "opportunity", subject_id: "o0", stage: "proposal", changed_at: "2026-01-08T09:00:00Z" },
      ],
    });
    expect(told(found)).toEqual({ pipeline_by_stage: [6, 5] });
  });

  it("a lead costs 80 and would cost 100, and 4 of 8 would have been converted instead of 4 of 10, if the two doubles were counted once", async () => {
    const found = await effects("possible_duplicates", {
      campaigns: [{ campaign_id: "fair", name: "Fair" }],
      spend: [{ campaign_id: "fair", spent_on: "2026-01-02", amount: "800" }],
      leads: [
        ...many(10, (index) => ({
          lead_id: `l${index}`,
          created_at: `2026-01-0${index < 8 ? 3 : 4}T09:00:00Z`,
          email: `p${index % 8}@example.com`,
          ...(index < 4 ? { opportunity_id: `o${index}`, converted_at: "2026-01-10T09:00:00Z" } : {}),
        })),
        { lead_id: "latest", created_at: "2026-03-01T12:00:00Z", is_test: "true" },
      ],
      opportunities: many(4, (index) => ({
        opportunity_id: `o${index}`,
        created_at: "2026-01-10T09:00:00Z",
        stage: "qualified",
      })),
    });
    expect(told(found)).toEqual({ cost_per_lead: [80, 100], lead_conversion: [0.4, 0.5] });
  });

  it("a double that was converted takes its conversion along to the first", async () => {
    const found = await effects("possible_duplicates", {
      leads: [
        ...many(10, (index) => ({
          lead_id: `l${index}`,
          created_at: `2026-01-0${index < 8 ? 3 : 4}T09:00:00Z`,
          email: `p${index % 8}@example.com`,
          ...(index === 9 ? { opportunity_id: "o", converted_at: "2026-01-10T09:00:00Z" } : {}),
        })),
        { lead_id: "latest", created_at: "2026-03-01T12:00:00Z", is_test: "true" },
      ],
      opportunities: [{ opportunity_id: "o", created_at: "2026-01-10T09:00:00Z", stage: "qualified" }],
    });
    expect(told(found)).toEqual({ lead_conversion: [0.1, 0.125] });
  });

  it("a lead costs 50, and 75 without those whose campaign cost nothing in their month", async () => {
    const lead = (lead_id: string, campaign_id: string) => ({
      lead_id,
      campaign_id,
      created_at: "2026-01-10T09:00:00Z",
    });
    const found = await effects("campaign_without_spend", {
      campaigns: ["fair", "free"].map((campaign_id) => ({ campaign_id, name: campaign_id })),
      spend: [{ campaign_id: "fair", spent_on: "2026-01-02", amount: "300" }],
      leads: [...many(4, (index) => lead(`l${index}`, "fair")), lead("f1", "free"), lead("f2", "free")],
    });
    expect(told(found)).toEqual({ cost_per_lead: [50, 75] });
  });

  it("of five open opportunities three are worked on: two, and a lead, are of one who has left", async () => {
    const found = await effects("owner_gone", {
      people: [
        { person_id: "gone", name: "Ben", ended_on: "2026-02-01" },
        { person_id: "ann", name: "Ann" },
      ],
      leads: [
        { lead_id: "kept", created_at: "2026-01-02T12:00:00Z", owner_id: "gone" },
        { lead_id: "latest", created_at: "2026-03-01T12:00:00Z", owner_id: "ann" },
      ],
      opportunities: many(6, (index) => ({
        ...{ opportunity_id: `o${index}`, created_at: "2026-01-05T00:00:00Z" },
        ...{ owner_id: index < 3 ? "gone" : "ann", stage: "proposal" },
        // A win of one who has left stays a win.
        ...(index === 0 ? { stage: "won", closed_at: "2026-01-15T00:00:00Z" } : {}),
      })),
    });
    expect(told(found)).toMatchObject({ pipeline_by_stage: [5, 3] });
    expect(found[0]).toMatchObject({ condition: "without the 3 on which nobody works", records: 3 });
  });

  it("the cycle is 22.5 days, and 20 without five moved within one minute at the end of a month", async () => {
    const opportunities = many(10, (index) => ({
      ...{ opportunity_id: `o${index}`, created_at: "2026-01-06T00:00:00Z", owner_id: "ann", stage: "won" },
      closed_at: index < 5 ? "2026-01-31T00:00:00Z" : "2026-01-26T00:00:00Z",
    }));
    const found = await effects("bulk_stage_moves", {
      people: [{ person_id: "ann", name: "Ann" }],
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities,
      stage_changes: opportunities.map(({ opportunity_id, closed_at }) => ({
        ...{ subject_type: "opportunity", subject_id: opportunity_id, from_stage: "qualified", stage: "won" },
        ...{ changed_at: closed_at, changed_by: "ann" },
      })),
    });
    expect(told(found)).toMatchObject({ sales_cycle_length: [22.5, 20] });
    expect(found[0]?.condition).toBe("without the 5, of which nobody knows when they moved");
  });

  it("half of ten leads were followed up; without a call that was recorded three weeks later it were four", async () => {
    const found = await effects("back_dated_activities", {
      people: [{ person_id: "ann", name: "Ann" }],
      leads: [
        ...many(10, (index) => ({ lead_id: `l${index}`, created_at: "2026-01-05T09:00:00Z", owner_id: "ann" })),
        { lead_id: "latest", created_at: "2026-03-01T12:00:00Z", is_test: "true" },
      ],
      activities: many(5, (index) => ({
        activity_id: `a${index}`,
        type: "call",
        direction: "outbound",
        lead_id: `l${index}`,
        person_id: "ann",
        occurred_at: `2026-01-05T1${index}:00:00Z`,
        recorded_at: index === 4 ? "2026-01-26T09:00:00Z" : "",
      })),
    });
    // Answered after 1, 2, 3, 4 and 5 hours; without the last after 2.5 in the mean.
    expect(told(found)).toEqual({ activities: [5, 4], follow_up_rate: [0.5, 0.4], response_time: [3, 2.5] });
  });

  it("four of eight answers are positive; the two unclassified make it between four and six of ten", async () => {
    const response = (index: number, sentiment: string) => ({
      response_id: `r${index}`,
      lead_id: `l${index}`,
      received_at: "2026-02-01T12:00:00Z",
      sentiment,
    });
    const found = await effects("response_unclassified", {
      leads: many(10, (index) => ({ lead_id: `l${index}`, created_at: "2026-01-05T09:00:00Z" })),
      responses: many(10, (index) => response(index, index < 4 ? "positive" : index < 8 ? "negative" : "unclassified")),
    });
    expect(found.map(({ condition, before, after }) => [condition, before, after])).toEqual([
      ["if the 2 were negative", 0.5, 0.4],
      ["if the 2 were positive", 0.5, 0.6],
    ]);
  });

  it("are not claimed where nothing changes, where a figure is withheld, or where nothing could be otherwise", async () => {
    const deal = (opportunity_id: string, rest: Record<string, string>) => ({
      opportunity_id,
      created_at: "2026-01-05T00:00:00Z",
      ...rest,
    });
    const few = await effects("past_expected_close", {
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [
        deal("won", { stage: "won", closed_at: "2026-01-15T00:00:00Z" }),
        deal("late", { stage: "proposal", expected_close_on: "2026-02-04" }),
      ],
    });
    expect(few.map(({ kpi }) => kpi)).not.toContain("win_rate");
    const twice = await effects("possible_duplicates", {
      accounts: ["a", "b"].map((account_id) => ({ account_id, name: "Oak Works" })),
      leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
      opportunities: [deal("open", { stage: "proposal", account_id: "b" })],
    });
    expect(twice).toEqual([]);
  });

  it("an opportunity whose stages are only known from later imports is lost after them", async () => {
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
    const deal = (opportunity_id: string, rest: Record<string, string>) => ({
      opportunity_id,
      created_at: "2026-01-05T00:00:00Z",
      ...rest,
    });
    const load = (batch: number, day: string, stage: string) =>
      loadRows(
        session,
        {
          opportunities: [
            ...many(6, (index) => deal(`c${index}`, { stage: "won", closed_at: "2026-01-15T00:00:00Z" })),
            deal("late", { stage, expected_close_on: "2026-01-20" }),
          ],
        },
        { config: exampleConfig, batch, importedAt: Date.parse(`${day}T12:00:00Z`) },
      );
    await load(1, "2026-01-10", "qualified");
    await load(2, "2026-02-10", "needs_analysis");
    await load(3, "2026-02-20", "proposal");
    const { watermark } = await keepFacts(session, { config: exampleConfig, batch: 3, configHash: "a", now });
    const about = { config: exampleConfig, watermark: watermark ?? 0, factsAt: async () => "facts" };
    const lookups = await lookupsOf({ runner: session, ...about });
    const asker = await createAsker({ runner: session, catalogue, lookups, ...about });
    const found = await effectsIn({ runner: session, cleaner: session, asker, lookups }, ["past_expected_close"]);
    expect(told(found.get("past_expected_close") ?? [])).toEqual({
      win_rate: [1, 0.8571],
      // Six took 10 days each; the seventh moved last after 46 and a half, at the end of what is known.
      sales_cycle_length: [10, Number(((60 + 46.5) / 7).toFixed(4))],
      pipeline_by_stage: [1, 0],
    });
  });

  it("put findings in order: the greatest effect first, those without any after them, the most frequent first", () => {
    const effect = (size: number | null, difference: number): Effect => ({
      ...{ kpi: "win_rate", condition: "", records: 1, unit: "ratio", before: 1, after: 1 + difference, difference },
      size,
    });
    const groups = ["few", "many", "small", "large", "unsized"].map((code, index) => ({
      code,
      count: index === 1 ? 9 : 1,
    }));
    const found = new Map([
      ["small", [effect(0.1, 5)]],
      ["large", [effect(0.9, 1)]],
      ["unsized", [effect(null, 3)]],
    ]);
    expect(sortedByEffect(groups, found).map(({ code }) => code)).toEqual(["large", "small", "unsized", "many", "few"]);
  });
});
