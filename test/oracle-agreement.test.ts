import { describe, expect, it } from "vitest";
import type { Measure } from "../src/kinds/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import type { Question } from "../src/query/question.ts";
import { dimensionsOf } from "../src/query/resolved.ts";
import { differences } from "./agreement.ts";
import { comparable, withTiers } from "./comparable.ts";
import { company } from "./engine.ts";
import { askOracle, oracleVariants } from "./oracle/index.ts";
import { randomWorld } from "./worlds/random.ts";
import type { Cells } from "./worlds/world.ts";

const seeds = (process.env.SEEDS ?? "1,23,30").split(",").map(Number);
const range = { from: "2024-02-01", to: "2025-02-01" };
const variants = Object.entries(oracleVariants).flatMap(([kpi, all]) => all.map((variant) => ({ kpi, variant })));

/** What the oracle can split by; by the source's own words the rest is the same mechanism. */
const splits = [
  "person",
  "team",
  "campaign",
  "channel",
  "source",
  "origin",
  "account",
  "product",
  "type",
  "pipeline",
  "stage",
  "sentiment",
  "activity_type",
  "weekday",
  "hour",
];

const takes = (kpi: string, variant: string): readonly string[] => {
  const found = catalogue.find((one) => one.id === kpi)?.variants[variant];
  return found === undefined || variant === "balance_sheet" || found.measure.kind === "goals"
    ? []
    : dimensionsOf(found.measure).filter((one) => splits.includes(one));
};

/** KPIs of opportunities alone know what they are worth. */
const takesAmounts = (measure: Measure): boolean =>
  measure.kind === "stock"
    ? measure.of === "opportunity" && measure.variant !== "balance_sheet"
    : measure.kind === "records" &&
      Object.values(measure.parts).every(
        ({ population, optional }) =>
          optional === true || (population.object === "opportunity" && population.eitherObject !== true),
      );

const takesAttributes = (measure: Measure): boolean =>
  measure.kind === "stock"
    ? measure.variant !== "balance_sheet"
    : measure.kind === "records" &&
      Object.values(measure.parts).every(
        ({ population, optional }) =>
          optional === true || population.object === "lead" || population.object === "opportunity",
      );

describe.each(seeds)("in a company made from seed %i, engine and oracle agree", (seed) => {
  const world = withTiers(randomWorld(seed));
  const made = company(world.config, world.tables);
  const check = async (question: Question): Promise<void> => {
    const { asker } = await made;
    const ours = comparable(question, await asker.answer(question));
    const theirs = comparable(question, askOracle(world, question));
    expect(ours.watermark).toBe(theirs.watermark);
    expect(differences(ours, theirs), JSON.stringify(question)).toEqual([]);
  };

  // Over some companies every figure is met in every way; asking all of all would take the oracle's loops too long.
  const turn = (index: number, of: number): boolean => process.env.ALL === "yes" || (index + seed) % of === 0;
  for (const [index, { kpi, variant }] of variants.entries()) {
    it(`on ${kpi} ${variant}`, () => check({ kpi, variant, range }));
    if (kpi !== "goal_attainment" && turn(index, 3))
      it(`on ${kpi} ${variant} by time`, () =>
        check({
          kpi,
          variant,
          range,
          grain: (["quarter", "month", "fiscal-quarter", "fiscal-quarter@tax"] as const)[index % 4],
        }));
    const dimensions = takes(kpi, variant);
    const by = dimensions[(index + seed) % Math.max(1, dimensions.length)];
    if (by !== undefined) it(`on ${kpi} ${variant} by ${by}`, () => check({ kpi, variant, range, by: [by] }));
    const person = (index + seed) % 2 === 0 ? "person" : "team";
    if (dimensions.includes(person) && turn(index, 2))
      it(`on ${kpi} ${variant} by ${person}`, () =>
        check({ kpi, variant, range, by: [person], ...(turn(index, 3) ? { grain: "quarter" as const } : {}) }));
    const team = world.tables.teams?.[0]?.team_id ?? "";
    if (dimensions.includes("team") && turn(index + 1, 3))
      it(`on ${kpi} ${variant} of one team`, () =>
        check({ kpi, variant, range, where: [{ dimension: "team", operator: "=", values: [team] }] }));
    const found = catalogue.find((one) => one.id === kpi)?.variants[variant];
    if (found !== undefined && takesAmounts(found.measure)) {
      it(`on ${kpi} ${variant} of large deals`, () =>
        check({ kpi, variant, range, where: [{ dimension: "amount", operator: ">=", values: ["1000"] }] }));
      if (turn(index, 2))
        it(`on ${kpi} ${variant} of small deals by person`, () =>
          check({
            kpi,
            variant,
            range,
            by: ["person"],
            where: [{ dimension: "amount", operator: "<", values: ["1000"] }],
          }));
    }
    if (found !== undefined && takesAttributes(found.measure)) {
      const where = [{ dimension: "attribute.tier", operator: "=" as const, values: ["gold"] }];
      if (turn(index, 2)) it(`on ${kpi} ${variant} of one tier`, () => check({ kpi, variant, range, where }));
      if (turn(index + 1, 2))
        it(`on ${kpi} ${variant} by tier`, () => check({ kpi, variant, range, by: ["attribute.tier"] }));
    }
    const before = { from: "2023-08-01", to: "2024-08-01" };
    // The last quarter of the range has none that it is compared with.
    const shorter = { from: "2023-08-01", to: "2024-06-01" };
    if (kpi !== "goal_attainment" && turn(index, 2))
      it(`on ${kpi} ${variant} compared`, () => check({ kpi, variant, range, compare: before }));
    if (kpi !== "goal_attainment" && turn(index + 1, 3))
      it(`on ${kpi} ${variant} compared by time${by === undefined ? "" : ` and ${by}`}`, () =>
        check({ kpi, variant, range, compare: shorter, grain: "quarter", ...(by === undefined ? {} : { by: [by] }) }));
    if (turn(index + 2, 3))
      it(`on ${kpi} ${variant} as it was known half a year before`, () =>
        check({ kpi, variant, range, asOf: "2024-08-11T21:30:00Z" }));
  }
});

describe.each(seeds.slice(0, 3))(
  "in a company made from seed %i whose people come and go, engine and oracle agree",
  (seed) => {
    const made = randomWorld(seed);
    const people = (made.tables.people ?? []).map(
      (person, place): Cells => ({
        ...person,
        started_on: place % 3 === 0 ? "2024-09-10" : "",
        ended_on: place % 3 === 1 ? "2024-12-20" : "",
      }),
    );
    const goals = people.flatMap(({ person_id: scope_id = "" }) =>
      ["opportunities_created", "activities", "win_rate"].map((kpi) => ({
        ...{ goal_id: `${kpi} ${scope_id}`, kpi, scope: "person", scope_id, target: "40" },
        ...{ starts_on: "2024-08-01", ends_on: "2025-01-31", recorded_at: "2023-01-01T00:00:00Z" },
      })),
    );
    const world = { ...made, tables: { ...made.tables, people, goals } };
    const opened = company(world.config, world.tables);
    it.each(["2024-09-05", "2024-10-16", "2024-12-30", "2025-02-03"])("on their goals as of %s", async (day) => {
      const question = { kpi: "goal_attainment", range, asOf: `${day}T12:00:00Z` };
      const ours = comparable(question, await (await opened).asker.answer(question));
      expect(ours.rows.length).toBeGreaterThan(6);
      expect(differences(ours, comparable(question, askOracle(world, question)))).toEqual([]);
    });
  },
);
