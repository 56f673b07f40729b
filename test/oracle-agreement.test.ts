import { describe, expect, it } from "vitest";
import type { Question } from "../src/query/question.ts";
import { differences } from "./agreement.ts";
import { company } from "./engine.ts";
import { askOracle, oracleVariants } from "./oracle/index.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "1,2,3").split(",").map(Number);
const range = { from: "2024-02-01", to: "2025-02-01" };

describe.each(seeds)("in a company made from seed %i, engine and oracle agree on", (seed) => {
  const world = randomWorld(seed);
  const made = company(world.config, world.tables);
  const questions: Question[] = Object.entries(oracleVariants).flatMap(([kpi, variants]) => variants.map((variant) => ({ kpi, variant, range })));
  for (const question of questions)
    it(`${question.kpi} ${question.variant}`, async () => {
      const { asker } = await made;
      const ours = await asker.answer(question);
      const theirs = askOracle(world, question);
      expect(ours.watermark).toBe(theirs.watermark);
      expect(differences(ours, theirs)).toEqual([]);
    });
});
