/** What a euro, a pound and a Canadian dollar were worth in US dollars: two by the day, one by the month. */
import { dateOf, isWorkday } from "./days.ts";
import { between, type Random, random } from "./random.ts";
import type { Fields } from "./records.ts";
import type { Scenario } from "./scenario.ts";

const listed: readonly (readonly [currency: string, start: number, every: "day" | "month"])[] = [
  ["EUR", 1.09, "day"],
  ["GBP", 1.27, "day"],
  ["CAD", 0.735, "month"],
];

/** A small step a day that is drawn back towards where it started. */
const step = (draw: Random, rate: number, start: number): number =>
  rate * (1 + between(draw, -0.006, 0.006)) + 0.01 * (start - rate);

export const rateRows = (plan: Scenario): Fields[] =>
  listed.flatMap(([currency, start, every]) => {
    const draw = random(plan.seed, `rates ${currency}`);
    const rows: Fields[] = [];
    let rate = start;
    for (let day = plan.opensOn - 40; day < plan.days.to; day += 1) {
      rate = step(draw, rate, start);
      if (every === "day" ? isWorkday(day) : dateOf(day).endsWith("-01"))
        rows.push({ currency, rate_on: dateOf(day), rate: rate.toFixed(5) });
    }
    return rows;
  });
