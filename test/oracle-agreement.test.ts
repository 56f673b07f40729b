import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import type { Question } from "../src/query/question.ts";
import { dimensionsOf } from "../src/query/resolved.ts";
import { differences } from "./agreement.ts";
import { company } from "./engine.ts";
import { askOracle, oracleVariants } from "./oracle/index.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "1,2,3").split(",").map(Number);
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
  return found === undefined || variant === "balance_sheet"
    ? []
    : dimensionsOf(found.measure).filter((one) => splits.includes(one));
};

describe.each(seeds)("in a company made from seed %i, engine and oracle agree", (seed) => {
  const world = randomWorld(seed);
  const made = company(world.config, world.tables);
  const check = async (question: Question): Promise<void> => {
    const { asker } = await made;
    const ours = await asker.answer(question);
    const theirs = askOracle(world, question);
    expect(ours.watermark).toBe(theirs.watermark);
    expect(differences(ours, theirs), JSON.stringify(question)).toEqual([]);
  };

  for (const { kpi, variant } of variants) {
    it(`on ${kpi} ${variant}`, () => check({ kpi, variant, range }));
    if (kpi !== "goal_attainment")
      it(`on ${kpi} ${variant} by month`, () =>
        check({ kpi, variant, range, grain: seed % 2 === 0 ? "week" : "month" }));
    // One split for each company and figure: over some companies all are met.
    const dimensions = takes(kpi, variant);
    const by = dimensions[seed % Math.max(1, dimensions.length)];
    if (by !== undefined) it(`on ${kpi} ${variant} by ${by}`, () => check({ kpi, variant, range, by: [by] }));
    for (const person of ["person", "team"] as const)
      if (dimensions.includes(person))
        it(`on ${kpi} ${variant} by ${person}`, () =>
          check({ kpi, variant, range, by: [person], ...(seed % 3 === 0 ? { grain: "quarter" as const } : {}) }));
    if (dimensions.includes("team"))
      it(`on ${kpi} ${variant} of one team`, () =>
        check({
          kpi,
          variant,
          range,
          where: [{ dimension: "team", operator: "=", values: [world.tables.teams?.[0]?.team_id ?? ""] }],
        }));
    it(`on ${kpi} ${variant} as it was known half a year before`, () =>
      check({ kpi, variant, range, asOf: "2024-08-11T21:30:00Z" }));
  }
});
