/** What is wrong with the data, by code, and one by one. */
import { z } from "zod";
import { wholeNumber } from "./records.ts";

export const findingSchema = z.strictObject({
  code: z.string(),
  table: z.string().nullable(),
  record: z.string().nullable(),
  file: z.string().nullable(),
  line: z.number().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});

const effect = z.strictObject({
  kpi: z.string(),
  of: z.string().optional().describe("The stage that changes most, of a KPI that has no one figure."),
  condition: z.string().describe("If what were otherwise: if the 27 were lost on the day they were expected to close."),
  records: z.int().describe("How many records would be others."),
  unit: z.string(),
  before: z.number().describe("The KPI's figure over the last twelve months as it is."),
  after: z.number().describe("As it would be."),
  difference: z.number(),
  size: z
    .number()
    .nullable()
    .describe(
      "The difference in widths of the figure's 95 % interval; of a plain count, of chance in a count of its size. Null where there is neither.",
    ),
});

const group = z.strictObject({
  code: z.string(),
  count: z.int(),
  records: z.int().describe("Distinct records that it is about."),
  meaning: z.string(),
  remedy: z.string(),
  kpis: z.array(z.string()).describe("Whose numbers it touches."),
  examples: z.array(findingSchema),
  effects: z.array(effect).describe("What it does to the numbers, the greatest first; each finding by itself."),
});

export const findingEffectsSchema = z.strictObject({ code: z.string(), effects: z.array(effect) });

export const findingsSchema = z.strictObject({ total: z.int(), groups: z.array(group) });

export const findingsQuery = z.strictObject({
  effects: z
    .enum(["yes", "no"])
    .optional()
    .describe(
      "`no`: without effects, which take longer; the most frequent code comes first instead of the greatest effect.",
    ),
});

export const findingQuery = z.strictObject({
  limit: wholeNumber(1000).optional().describe("How many at most, up to 1,000; 50 without it."),
  offset: wholeNumber(999_999_999).optional(),
});

export const findingListSchema = z.strictObject({
  code: z.string(),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  findings: z.array(findingSchema),
});
