/** What is sent to bring data in: files, in which form they are, and what is said about them. */
import { z } from "zod";

/** A file as it is: nothing of it is read before it lies on the disk. */
export const fileBody = z.any().meta({ type: "string", format: "binary" });

const files = z
  .array(z.strictObject({ upload: z.string().max(100), name: z.string().min(1).max(4000) }))
  .min(1)
  .max(10_000);
const as = z.literal("canonical").optional().describe("Our own tables, whatever the files look like.");
export const mapping = z.strictObject({ name: z.string().min(1).max(1000), text: z.string().max(900_000) });
const name = z.string().max(4000);
const dateOrder = z.enum(["day_first", "month_first"]);

const corrections = z.strictObject({
  files: z
    .array(
      z.strictObject({
        file: name,
        table: z.string().max(100).nullable().optional().describe("What its rows are; null: nothing of ours."),
        columns: z
          .array(
            z.strictObject({
              column: name,
              becomes: z
                .string()
                .max(100)
                .describe(
                  "A column of the table, `time:` and an instant of it whose date stands in another column, `attribute` or `nothing`.",
                ),
            }),
          )
          .max(10_000)
          .optional(),
      }),
    )
    .max(10_000)
    .optional(),
  stages: z
    .array(z.strictObject({ word: name, stage: name.describe("Which stage of the process it is.") }))
    .max(1000)
    .optional(),
  date_order: dateOrder.optional().describe("Of dates that can be read in two ways."),
  activity_type: z.string().max(100).optional().describe("What all activities were, where no column says it."),
  moves_of: z
    .enum(["opportunity", "lead"])
    .optional()
    .describe("Whose moves from stage to stage all histories tell, where no column says it."),
  persons: z
    .array(z.strictObject({ name, person: name.describe("The id of who is meant.") }))
    .max(1000)
    .optional()
    .describe("Of names that several people of the workspace have."),
  people: z.boolean().optional().describe("`false`: names of people, of whom no file tells, become none."),
});

const given = mapping.optional().describe("What the columns mean. Without it and without as the files are recognised.");

const full = z
  .boolean()
  .optional()
  .describe(
    "The files tell every record of their kinds: what is here and not in them is found as missing, never deleted.",
  );

export const importBody = z.strictObject({
  files,
  as,
  mapping: given,
  keep_mapping: z.boolean().optional().describe("Keeps the mapping as a file of the workspace, too."),
  full,
});

export const processBody = z.strictObject({
  files,
  as,
  mapping: given,
  meanings: z
    .array(
      z.strictObject({
        stage: name.describe("Its id."),
        category: z.enum(["open", "hold", "won", "lost", "no_decision", "void"]),
      }),
    )
    .max(1000)
    .optional()
    .describe("What it means to stand in stages of which the files do not say it; without that they are open."),
  stages: z
    .array(name)
    .max(1000)
    .optional()
    .describe("The new stages that are taken, by their ids in that order; without it all, as the files have them."),
  currency: z
    .string()
    .max(10)
    .optional()
    .describe("The currency of the files' amounts, for the totals of a workspace that holds nothing yet."),
});

export const missingBody = z.strictObject({
  batch: z.int().describe("Of the import by which they were found, the last one."),
  tables: z.array(z.string().max(100)).min(1).max(100),
});

export const previewBody = z.strictObject({
  files,
  as,
  mapping: given,
  corrections: corrections.optional().describe("Of what was suggested for files that nobody knows."),
  full,
  try: z.boolean().optional().describe("`false`: what is suggested for unknown files is not tried out yet."),
});

export const rejectedParams = z.strictObject({ id: z.string().max(100) });
