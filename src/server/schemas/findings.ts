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

const group = z.strictObject({
  code: z.string(),
  count: z.int(),
  records: z.int().describe("Distinct records that it is about."),
  meaning: z.string(),
  remedy: z.string(),
  kpis: z.array(z.string()).describe("Whose numbers it touches."),
  examples: z.array(findingSchema),
});

export const findingsSchema = z.strictObject({ total: z.int(), groups: z.array(group) });

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
