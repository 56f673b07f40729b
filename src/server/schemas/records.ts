/** The records behind a figure, page by page. */
import { z } from "zod";
import { partNames } from "../../query/index.ts";
import { questionQuery } from "./question.ts";

export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().max(most));

const part = z.enum(partNames);

export const listedPart = part
  .optional()
  .describe(
    "num: those counted above the line; den: below it; the others: those of a count beside the figure, where it has one. Without it num, or den where num is a sum.",
  );

export const recordsQuery = z.strictObject({
  ...questionQuery.shape,
  part: listedPart,
  limit: wholeNumber(1000).optional().describe("How many rows at most, up to 1,000; 50 without it."),
  offset: wholeNumber(999_999_999).optional().describe("How many rows to leave out first."),
});

export const recordSchema = z.strictObject({
  id: z.string(),
  object: z.string(),
  label: z.string(),
  day: z.string().nullable(),
  person: z.string().nullable(),
  amount: z.number().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const recordsSchema = z.strictObject({
  kpi: z.string(),
  part,
  limit: z.int(),
  offset: z.int(),
  total: z.int(),
  rows: z.array(recordSchema),
});
