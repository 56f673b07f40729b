/** The answer object and the scorecard. */
import { z } from "zod";
import { flags } from "../../model/flags.ts";

export const units = z.enum(["days", "hours", "ratio", "share", "money", "count"]);
export const better = z.enum(["higher", "lower"]).nullable();
export const types = z.enum(["flow", "stock", "cohort", "goal"]);
export const additivities = z.enum(["additive", "semi_additive", "non_additive"]);
export const groups = z.enum(["fill", "work", "flow", "win"]);

const counted = z.strictObject({ one: z.string(), many: z.string(), unit: z.enum(["count", "money"]) }).nullable();

export const parts = z
  .strictObject({ num: counted, den: counted })
  .describe("What num and den count, in words that stand behind them; null: a sum that says no more than the figure.");

const flag = z.enum(flags).describe("What is to be known about the figure.");

const interval = z
  .tuple([z.number().nullable(), z.number().nullable()])
  .readonly()
  .nullable()
  .describe("The 95 % interval.");

const change = z.strictObject({
  absolute: z.number().nullable(),
  relative: z.number().nullable(),
  verdict: z.enum(["up", "down", "no_clear_change", "too_few"]),
});

const figure = {
  value: z.number().nullable(),
  num: z.number().nullable(),
  den: z.number().nullable(),
  n: z.number().describe("Records, always."),
  interval,
  excluded: z.record(z.string(), z.number()).describe("Records left out, by reason."),
  flags: z.array(flag),
  more: z.record(z.string(), z.number().nullable()),
};

const previous = z.strictObject(figure);

export const cellSchema = z.strictObject({ ...figure, previous: previous.optional(), change: change.optional() });

export const rowSchema = z.strictObject({
  ...cellSchema.shape,
  period: z.string().nullable().describe("The unit's first local date, clipped at from."),
  keys: z.record(z.string(), z.string().nullable()),
  labels: z.record(z.string(), z.string()),
});

const questionSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  as_of: z.string(),
  grain: z.string().nullable(),
  by: z.array(z.string()),
  where: z.array(
    z.strictObject({ dimension: z.string(), operator: z.string(), values: z.array(z.string().nullable()) }),
  ),
  compare: z.strictObject({ from: z.string(), to: z.string() }).optional(),
});

export const answerSchema = z.strictObject({
  kpi: z.string(),
  definition: z.strictObject({
    version: z.int(),
    variant: z.string(),
    name: z.string(),
    formula: z.string(),
    unit: units,
    better,
    type: types,
    additivity: additivities,
    parts,
  }),
  question: questionSchema,
  watermark: z.string(),
  total: cellSchema,
  rows: z.array(rowSchema),
  notes: z.array(z.strictObject({ code: z.string(), count: z.number(), message: z.string() })),
});

const trendPoint = z.strictObject({
  period: z.string(),
  value: z.number().nullable(),
  interval,
  flags: z.array(flag),
});

const scorecardLine = z.strictObject({
  kpi: z.string(),
  group: groups,
  answer: answerSchema,
  grain: z
    .union([
      z.enum(["day", "week", "month", "quarter", "year", "fiscal-quarter", "fiscal-year"]),
      z.templateLiteral([z.enum(["fiscal-quarter", "fiscal-year"]), "@", z.string()]),
    ])
    .describe("A fiscal unit is of the first fiscal calendar, or of the one named after the @."),
  trend: z.array(trendPoint),
  goal: z
    .strictObject({
      ...{ target: z.number(), value: z.number().nullable(), pace: z.number().nullable() },
      ...{ starts_on: z.string(), ends_on: z.string() },
    })
    .nullable()
    .describe("value and pace are shares of the target, over the goal's own dates."),
});

export const scorecardSchema = z.strictObject({
  question: questionSchema,
  watermark: z.string(),
  lines: z.array(scorecardLine),
});
