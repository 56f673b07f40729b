/** Files to be loaded as one import, and what became of them. */
import { z } from "zod";
import { findingSchema } from "./findings.ts";

const rows = z.strictObject({ table: z.string(), rows: z.int() });
const count = z.strictObject({ code: z.string(), count: z.int() });

export const uploadSchema = z.strictObject({
  upload: z.string().describe("Names the file in an import; it is kept for an hour."),
  size: z.int().describe("Bytes."),
});

export const importBody = z.strictObject({
  files: z
    .array(z.strictObject({ upload: z.string().max(100), name: z.string().min(1).max(4000) }))
    .min(1)
    .max(10_000),
  as: z.literal("canonical").optional().describe("Our own tables, whatever the files look like."),
  mapping: z
    .strictObject({ name: z.string().min(1).max(1000), text: z.string().max(900_000) })
    .optional()
    .describe("What the columns mean. Without it and without as the files are recognised."),
});

export const loadedSchema = z.object({
  understood: z.object({
    title: z.string(),
    files: z.array(z.object({ path: z.string(), as: z.string(), rows: z.int() })).readonly(),
    ignored: z.array(z.object({ path: z.string(), columns: z.array(z.string()).readonly() })).readonly(),
    tables: z.array(rows).readonly(),
    dates: z.array(z.object({ file: z.string(), column: z.string(), read: z.string() })).readonly(),
    findings: z.array(count).readonly(),
  }),
  imported: z.object({
    batch: z.int(),
    tables: z
      .array(
        z.object({
          table: z.string(),
          read: z.int(),
          new: z.int(),
          changed: z.int(),
          unchanged: z.int(),
          rejected: z.int().describe("Rows that were left out."),
        }),
      )
      .readonly(),
    rejected: z.int().describe("Rows of the files that were left out, each once."),
    findings: z
      .array(
        z.object({
          code: z.string(),
          count: z.int(),
          records: z.int(),
          examples: z.array(findingSchema).readonly(),
        }),
      )
      .readonly(),
  }),
});
