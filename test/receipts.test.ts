import { describe, expect, it } from "vitest";
import { type Kpi, type Measure, type PartName, partNames } from "../src/kinds/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import type { Filter, Question } from "../src/query/index.ts";
import { dimensionsOf, usualPart } from "../src/query/index.ts";
import { company } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "5,6").split(",").map(Number);
const range = { from: "2024-02-01", to: "2025-02-01" };
const page = { limit: 0, offset: 0 };

/** Each company opens every other cell of a split: of all that would take too long. */
const isTurn = (index: number): boolean => process.env.ALL === "yes" || index % 2 === 0;

/** Proportions of records: their numerator opens too, to exactly as many. */
const isProportion = (kpi: Kpi, variant: string): boolean =>
  (kpi.variants[variant]?.unit ?? kpi.unit) !== "money" &&
  ["ratio", "share"].includes(kpi.unit) &&
  !["value", "by_won_value"].includes(variant);

/** Counts beside a figure that open too: what became of a cohort, and what passed a stage of leads. */
const tellsApart = (measure: Measure, name: PartName): boolean =>
  measure.kind === "records" ? measure.receipts[name] !== undefined : measure.kind === "stock" && measure.of === "lead";

describe.each(seeds)("in a company made from seed %i, as many records open as the cell says", (seed) => {
  const world = randomWorld(seed);
  const made = company(world.config, world.tables);

  for (const kpi of catalogue.filter((one) => one.id !== "goal_attainment"))
    for (const variant of Object.keys(kpi.variants)) {
      const { measure } = kpi.variants[variant] ?? kpi.variants.default;
      const byStage = measure.kind === "stock" || (measure.kind === "records" && measure.byStage !== undefined);
      const splits = dimensionsOf(measure).filter((id) =>
        ["person", "team", "campaign", "stage", "age", "activity_type", "outcome"].includes(id),
      );
      for (const by of byStage ? ["stage"] : ["", ...splits])
        it(`${kpi.id} ${variant}${by === "" ? "" : ` by ${by}`}`, async () => {
          const { asker } = await made;
          const question: Question = { kpi: kpi.id, variant, range, by: by === "" ? [] : [by] };
          const answer = await asker.answer(question);
          const cells =
            by === ""
              ? [{ cell: answer.total, where: [] as Filter[] }]
              : answer.rows.map((row) => ({
                  cell: row,
                  where: Object.entries(row.keys).map(([dimension, key]) => ({
                    dimension,
                    operator: "=" as const,
                    values: [key],
                  })),
                }));
          for (const { cell, where } of cells.filter((_, index) => cells.length < 3 || isTurn(index + seed))) {
            const about = `${kpi.id} ${variant} ${JSON.stringify(where)}`;
            const count = async (part: PartName) =>
              (await asker.records({ ...question, by: [], where }, part, page)).total;
            const isCount = cell.den === null || variant === "per_working_day";
            const main = isCount ? await count("num") : await count("den");
            expect(main, about).toBe(cell.n);
            if (!isCount && isProportion(kpi, variant)) expect(await count("num"), about).toBe(cell.num);
            for (const name of where.length === 0 ? [] : partNames)
              if (typeof cell.more[name] === "number" && tellsApart(measure, name))
                expect(await count(name), `${about} ${name}`).toBe(cell.more[name]);
          }
        });
    }

  for (const kpi of ["stage_conversion", "stage_duration"])
    for (const variant of Object.keys(catalogue.find(({ id }) => id === kpi)?.variants ?? {}))
      it(`${kpi} ${variant} of all stages at once, each record with the stage that it is counted at`, async () => {
        const { asker } = await made;
        const question = { kpi, variant, range };
        const { rows } = await asker.answer(question);
        const listed = await asker.records(question, "den", { limit: 100_000, offset: 0 });
        for (const { keys, n } of rows)
          expect(listed.rows.filter(({ detail }) => detail.stage === keys.stage).length, `${keys.stage}`).toBe(n);
        expect(listed.total).toBe(rows.reduce((sum, { n }) => sum + n, 0));
      });

  for (const kpi of catalogue.filter((one) => one.id !== "goal_attainment"))
    it(`${kpi.id}, where nothing is said which`, async () => {
      const { asker } = await made;
      for (const variant of Object.keys(kpi.variants)) {
        const { total } = await asker.answer({ kpi: kpi.id, variant, range });
        const part = usualPart({ kpi: kpi.id, variant }, catalogue);
        const listed = await asker.records({ kpi: kpi.id, variant, range }, part, page);
        if ((total[part === "num" ? "num" : "n"] ?? 0) > 0) expect(listed.total, variant).toBeGreaterThan(0);
      }
    });

  it("close_rate curve by month and age, also where the month by itself has not come that far", async () => {
    const { asker } = await made;
    const curve = { kpi: "close_rate", variant: "curve" };
    const asOf = "2025-02-20T00:00:00Z";
    const { rows } = await asker.answer({ ...curve, range, grain: "month", asOf });
    const late = rows.filter(({ keys, num }) => Number(keys.age) > 30 && (num ?? 0) > 0);
    expect(late.some(({ flags }) => flags.includes("immature"))).toBe(true);
    for (const { period, keys, num } of late) {
      const to = rows.map((row) => row.period ?? "").find((month) => month > (period ?? "")) ?? range.to;
      const where: Filter[] = [{ dimension: "age", operator: "=", values: [keys.age ?? null] }];
      const asked = { ...curve, range: { from: period ?? "", to }, where, asOf };
      expect((await asker.records(asked, "num", page)).total, `${period} ${keys.age}`).toBe(num);
    }
  });
});

describe("opportunities by stage, filtered to several stages of which some are not open", () => {
  const plain = randomWorld(6);
  const [first, ...others] = plain.config.pipelines;
  const held = { id: "held", name: "Held", of: "opportunity", category: "hold", qualifies: false } as const;
  const pipelines = first === undefined ? [] : [{ ...first, stages: [...first.stages, held] }, ...others];
  const open = first?.stages.find(({ of, category }) => of === "opportunity" && category === "open")?.id ?? "";
  const made = company(
    { ...plain.config, pipelines },
    {
      opportunities: ["held", "held", open].map((stage, index) => ({
        ...{ opportunity_id: `${index}`, created_at: "2024-03-01T09:00:00Z", stage },
      })),
    },
  );

  it.each([
    ["in", ["held", open], 1],
    ["not-in", ["unknown"], 1],
    ["!=", [open], 0],
    ["=", [open], 1],
  ] as const)("open to what the total counts: stage %s %s to %i", async (operator, values, count) => {
    const { asker } = await made;
    const asked = { kpi: "pipeline_by_stage", range, where: [{ dimension: "stage", operator, values }] };
    expect((await asker.answer(asked)).total.value).toBe(count);
    expect((await asker.records(asked, "num", page)).total).toBe(count);
  });

  it("to one that is not open list what its row counts", async () => {
    const { asker } = await made;
    const asked = { kpi: "pipeline_by_stage", range };
    const where = [{ dimension: "stage", operator: "=" as const, values: ["held"] }];
    expect((await asker.answer(asked)).rows.find(({ keys }) => keys.stage === "held")?.value).toBe(2);
    expect((await asker.records({ ...asked, where }, "num", page)).total).toBe(2);
  });
});

describe("a meeting of several people, listed for some of them", () => {
  const world = randomWorld(5);
  const made = company(world.config, {
    teams: ["east", "west"].map((id) => ({ team_id: id, name: id })),
    people: ["a", "b", "c", "d"].map((id) => ({ person_id: id, name: id, team_id: id === "d" ? "east" : "west" })),
    leads: [{ lead_id: "l", created_at: "2024-03-01T09:00:00Z" }],
    activities: ["b", "d"].map((person_id) => ({
      ...{
        activity_id: `of ${person_id}`,
        type: "meeting",
        occurred_at: "2024-03-02T09:00:00Z",
        person_id,
        lead_id: "l",
      },
    })),
    activity_attendees: ["c", "a"].flatMap((person_id) =>
      ["of b", "of d"].map((activity_id) => ({ activity_id, person_id })),
    ),
  });
  const where: Filter[] = [{ dimension: "team", operator: "=", values: ["west"] }];

  it("is whose it is if they are asked for, else that of the first of them", async () => {
    const { asker } = await made;
    const { rows } = await asker.records({ kpi: "activities", range, where }, "num", { limit: 9, offset: 0 });
    expect(rows.map(({ id, person }) => [id, person])).toEqual([
      ["of b", "b"],
      ["of d", "a"],
    ]);
  });

  it("touches its record with the same person", async () => {
    const { asker } = await made;
    const asked = { kpi: "activities", variant: "records_touched", range, where };
    const { rows } = await asker.records(asked, "num", { limit: 9, offset: 0 });
    expect(rows.map(({ id, person }) => [id, person])).toEqual([["l", "b"]]);
  });
});

describe("what a campaign cost and brought over its life", () => {
  it("is listed by its own days, not by the first of the period that the campaign ran in", async () => {
    await using built = await company(randomWorld(5).config, {
      campaigns: [{ campaign_id: "fair", name: "Fair", starts_on: "2024-01-01", ends_on: "2024-06-30" }],
      spend: [{ campaign_id: "fair", spent_on: "2024-01-10", amount: "100" }],
      leads: ["2024-01-12", "2024-05-20"].map((day, index) => ({
        ...{ lead_id: `l${index}`, created_at: `${day}T12:00:00Z`, campaign_id: "fair" },
      })),
    });
    const asked = { kpi: "cost_per_lead", variant: "lifetime", range: { from: "2024-03-01", to: "2024-04-01" } };
    const daysOf = async (part: PartName) =>
      (await built.asker.records(asked, part, { limit: 9, offset: 0 })).rows.map(({ day }) => day);
    expect(await daysOf("num")).toEqual(["2024-01-10"]);
    expect(await daysOf("den")).toEqual(["2024-01-12", "2024-05-20"]);
  });
});
