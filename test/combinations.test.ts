/** Questions that combine splits, filters, units, variants, comparisons, instants and zones, drawn at random: engine and oracle agree. */
import { describe, expect, it } from "vitest";
import type { Measure } from "../src/kinds/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { previousRange, yearEarlier } from "../src/model/comparison.ts";
import { dateOf, dayNumber } from "../src/model/day.ts";
import type { DateRange, Filter, Grain, Question } from "../src/query/question.ts";
import { dimensionsOf } from "../src/query/resolved.ts";
import { differences } from "./agreement.ts";
import { comparable, withTiers } from "./comparable.ts";
import { company } from "./engine.ts";
import { askOracle, oracleVariants } from "./oracle/index.ts";
import { type Dice, diceOf } from "./worlds/dice.ts";
import { randomWorld } from "./worlds/random.ts";
import { rowsOf, type World } from "./worlds/world.ts";

const seeds = (process.env.SEEDS ?? "214,218").split(",").map(Number);
const many = Number(process.env.QUESTIONS ?? "12");

/** Clocks that are put forward at midnight or by half an hour, and that are far from any other. */
const zones = ["Africa/Cairo", "America/Havana", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe"];

const variants = Object.entries(oracleVariants)
  .filter(([kpi]) => kpi !== "goal_attainment")
  .flatMap(([kpi, all]) => all.map((variant) => ({ kpi, variant })));

const measureOf = (kpi: string, variant: string): Measure | undefined =>
  catalogue.find((one) => one.id === kpi)?.variants[variant]?.measure;

/** What the oracle tells in the same words: a meeting of several people is one item to it, and leads have no product. */
const isTold = (kpi: string, id: string): boolean => {
  if (["outcome", "age", "goal"].includes(id)) return false;
  if (kpi === "activities") return id !== "team";
  return kpi !== "opportunities_created" || !["product", "type", "pipeline"].includes(id);
};

const isFiltered = (kpi: string, id: string): boolean =>
  !(kpi === "activities" && id === "person") && !(kpi === "pipeline_by_stage" && id === "stage");

const among: Readonly<Record<string, readonly string[]>> = {
  origin: ["marketing", "sales", "partner", "unknown"],
  sentiment: ["positive", "negative", "neutral"],
  activity_type: ["call", "email", "meeting"],
  weekday: ["mon", "wed", "sun"],
  hour: ["0", "9", "15"],
};

const columns: Readonly<Record<string, readonly [table: keyof World["tables"], column: string]>> = {
  person: ["people", "person_id"],
  team: ["teams", "team_id"],
  campaign: ["campaigns", "campaign_id"],
  channel: ["campaigns", "channel"],
  source: ["leads", "source"],
  account: ["accounts", "account_id"],
  segment: ["accounts", "segment"],
  industry: ["accounts", "industry"],
  country: ["accounts", "country"],
  product: ["opportunities", "product"],
  type: ["opportunities", "type"],
  pipeline: ["opportunities", "pipeline_id"],
  stage: ["stage_changes", "stage"],
};

const valuesOf = (world: World, dimension: string): readonly string[] => {
  const found = columns[dimension];
  if (found === undefined) return among[dimension] ?? [];
  const [table, column] = found;
  return [...new Set(rowsOf(world, table).flatMap((row) => row[column] || []))];
};

const filterOn = (dice: Dice, world: World, dimension: string): readonly Filter[] => {
  const values = valuesOf(world, dimension);
  if (values.length === 0) return [];
  const operator = dice.pick(["=", "=", "!=", "in", "not-in"] as const);
  const orNothing = (): string | null => (dice.chance(0.2) ? null : dice.pick(values));
  const isOne = operator === "=" || operator === "!=";
  return [{ dimension, operator, values: isOne ? [orNothing()] : [dice.pick(values), orNothing()] }];
};

const grainsFor = (days: number): readonly Grain[] => {
  if (days <= 10) return ["day", "week"];
  return days <= 100 ? ["week", "month"] : ["month", "quarter", "fiscal-quarter", "year", "fiscal-year@tax"];
};

const rangeOf = (dice: Dice): DateRange => {
  if (dice.chance(0.3)) return { from: "2024-02-01", to: "2025-02-01" };
  const from = dayNumber("2023-11-01") + dice.int(0, 400);
  return { from: dateOf(from), to: dateOf(from + dice.pick([1, 7, 31, 91, 200, 366])) };
};

const drawn = <Any>(dice: Dice, share: number, make: () => Any): Any | undefined =>
  dice.chance(share) ? make() : undefined;

const questionIn = (world: World, dice: Dice): Question => {
  const { kpi, variant } = dice.pick(variants);
  const measure = measureOf(kpi, variant);
  const known =
    measure === undefined || variant === "balance_sheet" ? [] : dimensionsOf(measure).filter((id) => isTold(kpi, id));
  const some = (most: number): readonly string[] =>
    known.length === 0 ? [] : [...new Set(Array.from({ length: dice.int(0, most) }, () => dice.pick(known)))];
  const range = rangeOf(dice);
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  const asOf = drawn(dice, 0.35, () => (dayNumber(range.from) + dice.int(0, to - from + 100)) * 86_400_000);
  const at = asOf === undefined ? undefined : asOf + dice.int(0, 24) * 3_600_000;
  const previous = () => previousRange(range, { config: world.config, ...(at === undefined ? {} : { asOfMs: at }) });
  const grain = drawn(dice, 0.4, () => dice.pick(grainsFor(to - from)));
  const compare = drawn(dice, 0.3, () => (dice.chance(0.5) ? yearEarlier(range) : previous()));
  const where = some(2).filter((id) => isFiltered(kpi, id));
  return {
    ...{ kpi, variant, range, by: some(3), where: where.flatMap((id) => filterOn(dice, world, id)) },
    ...(at === undefined ? {} : { asOf: new Date(at).toISOString() }),
    ...(grain === undefined ? {} : { grain }),
    ...(compare === undefined ? {} : { compare }),
  };
};

describe.each(seeds)("in a company made from seed %i", (seed) => {
  const dice = diceOf(seed * 7919 + 13);
  const plain = withTiers(randomWorld(seed));
  const timezone = drawn(dice, 0.7, () => dice.pick(zones)) ?? plain.config.timezone;
  const world = { ...plain, config: { ...plain.config, timezone } };
  const made = company(world.config, world.tables);
  for (const question of Array.from({ length: many }, () => questionIn(world, dice)))
    it(`engine and oracle agree in ${timezone} on ${JSON.stringify(question)}`, async () => {
      const { asker } = await made;
      const ours = comparable(question, await asker.answer(question));
      expect(differences(ours, comparable(question, askOracle(world, question)))).toEqual([]);
    });
});
