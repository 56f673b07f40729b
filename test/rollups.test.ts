import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { createAsker, type Question, rollUp } from "../src/query/index.ts";
import { company } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const range = { from: "2024-03-05", to: "2025-02-01" };
const compare = { from: "2023-04-05", to: "2024-03-05" };

describe.each([5, 12])("sums kept by day, of a company made from seed %i", (seed) => {
  const world = randomWorld(seed);
  const both = async () => {
    const made = await company(world.config, world.tables);
    const options = {
      runner: made.session,
      config: world.config,
      catalogue,
      watermark: made.asker.watermark,
      factsAt: async () => "facts",
    };
    await rollUp(options);
    const asked: string[] = [];
    const runner = {
      ...made.session,
      columns: (query: Parameters<typeof made.session.columns>[0]) => {
        asked.push(query.chunks.join("?"));
        return made.session.columns(query);
      },
    };
    return { made, asked, asker: await createAsker({ ...options, runner, others: async () => [made.session] }) };
  };
  const prepared = both();

  it("give the same answers as the records, to the last digit", async () => {
    const { made, asker, asked } = await prepared;
    for (const kpi of catalogue)
      for (const more of [
        {},
        { compare },
        { grain: "month", compare },
        { grain: "week" },
        { grain: "day", range: { from: "2024-05-01", to: "2024-06-15" } },
        { range: { from: "2001-01-01", to: "2002-01-01" } },
      ] satisfies Partial<Question>[]) {
        if (kpi.type === "goal" && "compare" in more) continue;
        const question: Question = { kpi: kpi.id, range, ...more };
        expect(await asker.answer(question), JSON.stringify(question)).toEqual(await made.asker.answer(question));
      }
    expect(asked.filter((text) => text.includes("rollups.days")).length).toBeGreaterThan(60);
  });

  it("are read once for all that a figure is made of", async () => {
    const { asker, asked } = await prepared;
    for (const more of [{}, { grain: "month" }] satisfies Partial<Question>[]) {
      asked.length = 0;
      await asker.answer({ kpi: "opportunities_created", range, ...more });
      expect(asked.filter((text) => text.includes("rollups.days"))).toHaveLength(1);
    }
  });

  it("make the scorecard, on two sessions at once, that the records make", async () => {
    const { made, asker, asked } = await prepared;
    for (const more of [{ compare }, { grain: "week" as const, compare: { from: "2023-01-01", to: "2024-08-01" } }]) {
      asked.length = 0;
      expect(await asker.scorecard({ range, ...more })).toEqual(await made.asker.scorecard({ range, ...more }));
      // All of both periods at once; a goal that has dates of its own asks for them beside.
      expect(asked.filter((text) => text.includes("rollups.days") && text.includes("1 as side"))).toHaveLength(1);
    }
  });

  it("know the latest answer of each lead, and what several leads became, in every unit and the whole", async () => {
    const { asker, asked } = await prepared;
    for (const kpi of ["response_sentiment", "lead_conversion"])
      for (const grain of [undefined, "day", "week", "month"] as const) {
        asked.length = 0;
        await asker.answer({ kpi, range, grain });
        expect(asked.filter((text) => !text.includes("rollups."))).toEqual([]);
      }
  });

  it("tell what stands in each stage by who came and who left, in number and in money", async () => {
    const { made, asker, asked } = await prepared;
    for (const kpi of ["pipeline_by_stage", "lead_stage_share"])
      for (const more of [
        {},
        { grain: "month" },
        { grain: "day", range: { from: "2024-05-01", to: "2024-06-15" } },
        { range: { from: "2001-01-01", to: "2002-01-01" } },
        { range: { from: "2024-12-01", to: "2026-06-01" }, grain: "week" },
      ] satisfies Partial<Question>[]) {
        asked.length = 0;
        const question: Question = { kpi, range, ...more };
        expect(await asker.answer(question)).toEqual(await made.asker.answer(question));
        expect(asked.filter((text) => text.includes("_stocks s"))).toEqual([]);
        expect(asked.filter((text) => text.includes("rollups.moves"))).toHaveLength(1);
      }
  });

  it("tell the whole beside people or campaigns where that is a sum of decimals, and the records tell each", async () => {
    const { made, asker, asked } = await prepared;
    for (const kpi of catalogue.filter(({ type }) => type !== "goal"))
      for (const more of [{ grain: "month" }, { compare }] satisfies Partial<Question>[]) {
        const question: Question = {
          kpi: kpi.id,
          range,
          by: [kpi.id === "cost_per_lead" ? "campaign" : "person"],
          ...more,
        };
        asked.length = 0;
        expect(await asker.answer(question), JSON.stringify(question)).toEqual(await made.asker.answer(question));
        if (["response_time", "sales_cycle_length"].includes(kpi.id))
          expect(asked.some((text) => text.includes("rollups.days"))).toBe(true);
      }
  });

  const months = { from: "2024-03-01", to: "2025-02-01" };
  const before = { from: "2023-04-01", to: "2024-03-01" };
  const one = { dimension: "person", operator: "=", values: ["p001"] } as const;
  const two = { dimension: "person", operator: "in", values: ["p001", "p002"] } as const;
  const ofPeople = [
    { by: ["person"] },
    { by: ["person"], grain: "month", compare: before },
    { by: ["person"], grain: "quarter" },
    { by: ["person"], range: { from: "2001-01-01", to: "2002-01-01" } },
    { by: ["person"], where: [two], compare: before },
    { by: ["person"], where: [one], grain: "year" },
    { where: [one] },
    { where: [{ ...one, values: [null] }], grain: "month", compare: before },
    { where: [one], grain: "quarter", range: { from: "2023-01-01", to: "2025-01-01" } },
    { where: [two], grain: "month" },
    { where: [{ ...one, operator: "!=" }] },
    { where: [two, one] },
    { where: [{ ...one, values: ["p00"], operator: "contains" }], grain: "quarter" },
  ] satisfies Partial<Question>[];

  it("by month and person give the answers of the records about people, to the last digit", async () => {
    const { made, asker, asked } = await prepared;
    for (const kpi of catalogue.filter(({ id }) => id !== "cost_per_lead" && id !== "goal_attainment"))
      for (const more of ofPeople) {
        const question: Question = { kpi: kpi.id, range: months, ...more };
        asked.length = 0;
        expect(await asker.answer(question), JSON.stringify(question)).toEqual(await made.asker.answer(question));
        if (kpi.id !== "lead_stage_share" && !("where" in more) && !kpi.id.startsWith("pipeline"))
          expect(asked.some((text) => text.includes("rollups.months"))).toBe(true);
      }
  });

  it("by month and person are all that is read of what counts and adds up; what several people share is told of each of them, and of one", async () => {
    const { asker, asked } = await prepared;
    const [shared, own] = [
      ["activities", "response_sentiment", "lead_conversion"],
      ["win_rate", "opportunities_created", "lead_origin", "stage_conversion", "close_rate"],
    ];
    for (const kpi of [...shared, ...own])
      for (const more of ofPeople) {
        asked.length = 0;
        await asker.answer({ kpi, range: months, ...more });
        const isOfSeveral = (more.where ?? []).some(({ values, operator }) => values.length > 1 || operator !== "=");
        expect(
          // How far activities come in bundles is read from them, where a change is judged.
          asked.every((text) => text.includes("rollups.") || text.includes("a_squares")),
          `${kpi} ${JSON.stringify(more)}`,
        ).toBe(own.includes(kpi) || !isOfSeveral);
      }
  });

  it("make the scorecard of a person that the records make", async () => {
    const { made, asker, asked } = await prepared;
    for (const where of [[one], [two]]) {
      asked.length = 0;
      const request = { range: months, compare: before, where };
      expect(await asker.scorecard(request)).toEqual(await made.asker.scorecard(request));
      expect(asked.filter((text) => text.includes("rollups.months")).length).toBeGreaterThan(5);
    }
  });

  it("are not asked where people, filters or another instant need the records", async () => {
    const { made, asker, asked } = await prepared;
    for (const more of [
      { by: ["team"] },
      { where: [{ dimension: "person", operator: "=", values: [null] }] },
      { variant: "current_owner" },
    ] satisfies Partial<Question>[]) {
      const question: Question = { kpi: "win_rate", range, ...more };
      asked.length = 0;
      expect(await asker.answer(question)).toEqual(await made.asker.answer(question));
      expect(asked.filter((text) => text.includes("rollups"))).toEqual([]);
    }
  });
});

describe("sums by day that were cut short", () => {
  it("are taken for none, wherever it was", async () => {
    const world = randomWorld(5, { leads: 12, opportunities: 12 });
    const { session, asker } = await company(world.config, world.tables);
    const { watermark } = asker;
    const about = { config: world.config, catalogue, watermark, factsAt: async () => "facts" };
    const questions: readonly Question[] = [
      { kpi: "opportunities_created", range, grain: "month" },
      { kpi: "lead_stage_share", range },
      { kpi: "win_rate", range },
    ];
    const answersOf = async (asked: typeof asker) => {
      const answers = [];
      for (const question of questions) answers.push(await asked.answer(question));
      return answers;
    };
    const right = await answersOf(asker);
    for (let last = 1, isCut = true; isCut; last += 1) {
      let ran = 0;
      const cutting = {
        ...session,
        run: (statement: Parameters<typeof session.run>[0]) => {
          ran += 1;
          return ran > last ? Promise.reject(new Error("killed")) : session.run(statement);
        },
      };
      isCut = await rollUp({ ...about, runner: cutting }).then(
        () => false,
        () => true,
      );
      expect(await answersOf(await createAsker({ ...about, runner: session })), `after ${last} statements`).toEqual(
        right,
      );
    }
  });
});
