/** Files that are loaded as one import: what they are, what would become of them, and what became of them. */
import { z } from "zod";
import { findingSchema } from "./findings.ts";
import { mapping } from "./import-bodies.ts";
import { problemSchema } from "./problem.ts";

const rows = z.strictObject({ table: z.string(), rows: z.int() });
const count = z.strictObject({ code: z.string(), count: z.int() });
const lacking = z
  .array(z.object({ path: z.string(), columns: z.array(z.array(z.string()).readonly()).readonly() }))
  .readonly()
  .describe("Columns without which a file brings no new record; each as the export may call it.");
const absent = z
  .array(
    z.object({
      path: z.string(),
      columns: z.array(z.object({ name: z.string(), near: z.string().nullable() })).readonly(),
    }),
  )
  .readonly()
  .describe("Columns that a mapping of your own names and the file does not have; near: the one that may be meant.");
const titles = z
  .array(z.object({ path: z.string(), from: z.int(), to: z.int() }))
  .readonly()
  .describe("Lines of titles that stand above the names of the columns and were left out.");

const quotes = z
  .array(
    z.object({
      path: z.string(),
      isSpaced: z.boolean().describe("Blanks before a cell were taken for no part of it."),
      isEscaped: z.boolean().describe('`\\"` within quotes was read as a quote.'),
    }),
  )
  .readonly()
  .describe("Files whose quotes are written otherwise than in nearly all.");

const renamed = z
  .array(z.object({ path: z.string(), column: z.string(), attribute: z.string() }))
  .readonly()
  .describe("Columns whose attribute an earlier file called otherwise: its name stays.");

export const uploadSchema = z.strictObject({
  upload: z.string().describe("Names the file in an import; it is kept for an hour after it was last asked for."),
  size: z.int().describe("Bytes."),
});

export const processTakenSchema = z.object({
  stages: z.array(z.string()).readonly().describe("Those that quarterdeck.yaml declares by it."),
  version: z.string(),
});

export const missingDeletedSchema = z.object({
  batch: z.int(),
  deleted: z.array(z.object({ table: z.string(), records: z.int() })).readonly(),
});

const missing = z
  .array(
    z.object({
      table: z.string(),
      missing: z.int().describe("Records that are here and not in the files."),
      of: z.int().describe("As many are here."),
      unknown: z.int().describe("Rows of which nobody can tell whose they are: none is deleted while there are any."),
      deletable: z.boolean().describe("Whether POST /imports/missing may mark them as deleted."),
    }),
  )
  .readonly()
  .describe("Of a whole export, for each kind of record that it tells.");

const findings = z
  .array(
    z.object({
      code: z.string(),
      count: z.int(),
      records: z.int(),
      examples: z.array(findingSchema).readonly(),
    }),
  )
  .readonly();

const outcome = {
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
  findings,
  missing,
};

const dates = z.array(z.object({ file: z.string(), column: z.string(), read: z.string() })).readonly();

/** Of each code that was found: what is wrong, and what to do. */
const reasons = z.array(z.strictObject({ code: z.string(), meaning: z.string(), remedy: z.string() })).readonly();

const suggestionSchema = z.object({
  table: z.string().nullable().describe("What its rows are; null: nothing of ours."),
  missing: z.array(z.string()).readonly().describe("Columns that the table needs and the file does not seem to have."),
  key: z.array(z.string()).readonly().describe("Its columns that together stand for the id, where none is one."),
  currency: z.string().nullable().describe("Of its amounts, where their sign or the column's name says it."),
  columns: z
    .array(
      z.object({
        column: z.string(),
        to: z.string().nullable().describe("A column of the table; null: an attribute, or nothing."),
        time_of: z
          .string()
          .nullable()
          .describe("The instant whose time of day it holds, where the file has date and time apart."),
        holds_times: z.boolean().describe("Whether its cells are times of day."),
        ignored: z.boolean().describe("Neither a column of ours nor an attribute."),
        confidence: z.number().describe("0 to 1."),
        samples: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});

export const previewSchema = z.object({
  form: z
    .enum(["canonical", "export", "earlier", "mapping", "unknown"])
    .describe("Our own tables, a CRM's export, as an earlier import was understood, by the given mapping, or unknown."),
  title: z.string(),
  files: z
    .array(
      z.object({
        file: z.string(),
        as: z.string().nullable().describe("Our table or the mapping's name of it; null: it is left aside."),
        aside: z.string().nullable().describe("Of a file that is left aside, what it holds; null: nobody knows it."),
        rows: z.int().nullable(),
        columns: z.array(z.string()).readonly(),
        preview: z.array(z.array(z.string()).readonly()).readonly().describe("Its first rows."),
        suggestion: suggestionSchema.nullable().describe("Of a file that nobody knows."),
      }),
    )
    .readonly(),
  tables: z.array(rows).readonly(),
  dates: dates.describe("How dates were read that are not written as ISO says."),
  ambiguous: z
    .object({
      file: z.string(),
      column: z.string(),
      sample: z.string(),
      day_first: z.string(),
      month_first: z.string(),
    })
    .nullable()
    .describe("Dates that can be read in two ways: corrections.date_order says which."),
  stages: z
    .array(
      z.object({
        word: z.string(),
        of: z.enum(["lead", "opportunity"]),
        stage: z.string().nullable().describe("Null: which one it is, somebody has to say."),
      }),
    )
    .readonly()
    .describe("Words of the files for stages of the process."),
  undeclared: z
    .array(
      z.object({
        id: z.string(),
        stage: z.string(),
        of: z.enum(["lead", "opportunity"]),
        category: z.string().nullable().describe("What standing in it means; null: nothing says it."),
      }),
    )
    .readonly()
    .describe("Stages that the files tell and quarterdeck.yaml does not declare."),
  currency: z
    .object({ files: z.string(), workspace: z.string() })
    .nullable()
    .describe(
      "Where the files' amounts are in another currency than the totals of a workspace that holds nothing yet.",
    ),
  activity_types: z
    .array(z.string())
    .readonly()
    .describe("Where no column says what activities were: what they may have been, the likeliest first."),
  moves_of: z
    .array(z.enum(["opportunity", "lead"]))
    .readonly()
    .describe(
      "Where no column of a history of stages says whose moves they are: whose they may be, the likeliest first.",
    ),
  people: z
    .array(
      z.object({
        file: z.string(),
        column: z.string(),
        names: z.int().nullable(),
        known: z.int().describe("How many of them are people of the workspace, each by exactly that name or address."),
        unclear: z
          .array(
            z.object({
              name: z.string(),
              person: z.string().nullable().describe("Who is meant, where corrections.persons says it."),
              could: z
                .array(z.object({ person: z.string(), name: z.string(), email: z.string().nullable() }))
                .readonly(),
            }),
          )
          .readonly()
          .describe("Names that several people of the workspace have."),
      }),
    )
    .readonly()
    .describe(
      "Columns that name people: each name by which neither the workspace nor another file knows somebody becomes a person, or none by corrections.people. names: how many, null where they are not few.",
    ),
  stage_choices: z
    .array(z.object({ of: z.enum(["lead", "opportunity"]), stage: z.string(), label: z.string() }))
    .readonly()
    .describe("Which stages they may be."),
  choices: z
    .array(
      z.object({
        table: z.string(),
        meaning: z.string(),
        columns: z.array(z.object({ name: z.string(), required: z.boolean(), instant: z.boolean() })).readonly(),
      }),
    )
    .readonly()
    .describe("What the rows and columns of unknown files may become."),
  mapping: mapping.nullable().describe("By which the import is to be loaded; null: as the files are recognised."),
  outcome: z.object(outcome).nullable().describe("What would become of the rows; null: it was not tried out."),
  reasons,
  problem: problemSchema.nullable().describe("Why what is suggested cannot be loaded as it stands."),
  unrecognised: z
    .object({
      path: z.string(),
      columns: z.array(z.string()).readonly(),
      like: z.string().nullable().describe("The export that it seems to be a part of."),
      remedy: z.string(),
    })
    .nullable()
    .describe("Of files in no form that is known: what would have to be otherwise."),
  lacking,
  absent,
  titles,
  quotes,
  renamed,
  packed: z.array(z.string()).readonly().describe("What archives hold that may be tables, and is not read there."),
});

export const loadedSchema = z.object({
  understood: z.object({
    title: z.string(),
    files: z.array(z.object({ path: z.string(), as: z.string(), rows: z.int() })).readonly(),
    ignored: z
      .array(
        z.object({
          path: z.string(),
          columns: z.array(z.string()).readonly(),
          what: z.string().nullish().describe("What it holds, which no KPI needs; null: nothing is known about it."),
        }),
      )
      .readonly(),
    lacking: lacking.optional(),
    absent: absent.optional(),
    titles: titles.optional(),
    quotes: quotes.optional(),
    renamed: renamed.optional(),
    tables: z.array(rows).readonly(),
    dates,
    findings: z.array(count).readonly(),
  }),
  imported: z.object({
    batch: z.int(),
    unseen: z
      .object({ tables: z.array(z.string()).readonly(), from: z.string(), until: z.string() })
      .optional()
      .describe("Tables whose rows are known later than the data ends: answers of the present do not see them."),
    ...outcome,
  }),
  found: findings.describe(
    "What was found about the rows of these files; imported.findings tell of all records as well.",
  ),
  rejected_files: z
    .array(z.object({ id: z.string(), of: z.string(), rows: z.int() }))
    .readonly()
    .describe("The rows that were left out, one file for each of the import's: /imports/rejected/{id}."),
  mapping_file: z.string().nullable().describe("Where in the workspace the mapping is kept."),
  reasons,
});
