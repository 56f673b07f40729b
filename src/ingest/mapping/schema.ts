/** A mapping file: how the columns of a foreign export become ours. Declarations only, no code. */
import { z } from "zod";
import { type Table, tableNamed, tables } from "../../model/tables.ts";
import { checkExpression, columnName, condition, expression, flag, oneOrMore, scalar } from "./expression-schema.ts";
import { kindOf } from "./kind.ts";
import { processStages } from "./process-stages.ts";

const fold = z.strictObject({
  by: oneOrMore.describe("Rows with the same values here are one record."),
  time: columnName.describe("When the change was made."),
  field: columnName.describe("Which field was changed."),
  value: columnName.describe("What it was set to."),
  once: z
    .array(scalar)
    .default([])
    .describe("Fields that a record sets once; set again, two records share an id: a finding."),
});

const block = z.strictObject({
  from: oneOrMore.describe(
    "A file of this mapping, or a derived one; of several whose columns are called alike, the rows of each in turn.",
  ),
  unless: oneOrMore
    .optional()
    .describe("Files that tell the same better: where one of them is there, the block is not used."),
  with: oneOrMore.optional().describe("Files beside which alone the block is used: all of them are there."),
  when: condition.optional(),
  repeat: columnName.optional().describe("A column with a count: the row stands for that many records."),
  fold: fold.optional().describe("Several rows of changes make one record."),
  once: flag.optional().describe("Of several rows with one key the first is taken, in this and the blocks before it."),
  by_name: flag
    .optional()
    .describe(
      "For people, told by their names or addresses alone: who is known by it is meant, wherever the rows of this import name them, and is told nothing anew; a name of several is a finding.",
    ),
  known_only: flag
    .optional()
    .describe(
      "Rows that only add to records that the workspace has: of others nothing is told, and a row that this import has of the same record before them is taken instead.",
    ),
  held: z
    .enum(["stage", "from_stage"])
    .optional()
    .describe(
      "For stage_changes, of a record that is closed or opened again without leaving its stage: which of the two that stage is. The record's other moves of this import tell it; what columns say is taken where there are none.",
    ),
  unique: oneOrMore.optional().describe("Columns that should tell rows apart; where they do not, a finding."),
  columns: z.record(z.string(), expression),
  attributes: z.record(z.string(), expression).default({}),
  other_columns: z.enum(["keep", "drop"]).default("keep").describe("Whether columns not used here become attributes."),
  leave_out: z.array(scalar).default([]).describe("Columns that do not become attributes."),
});

const derived = z
  .strictObject({
    from: scalar.describe("A file of this mapping, or one derived before."),
    when: condition.optional(),
    first_by: oneOrMore.optional().describe("Of the rows with the same values here, the first."),
    order: columnName
      .optional()
      .describe("With first_by: a date that says which is the first; absent, the file's order."),
    split: z
      .strictObject({ column: columnName, by: scalar.default(";") })
      .optional()
      .describe("A row for each part of a list in one cell, as the column `part`."),
    changes: z
      .strictObject({
        of: columnName.describe("What may have changed."),
        by: oneOrMore.describe("Whose rows follow one another."),
        time: columnName.describe("In what order."),
        tie: columnName.optional().describe("And of those at one time."),
        settled: flag.optional().describe("Of several rows at one time only the last counts."),
      })
      .optional()
      .describe(
        "Only the rows in which a value is another one than in the row before, that one as the column `previous`.",
      ),
    open: z
      .strictObject({ column: columnName, take: oneOrMore })
      .optional()
      .describe("Members of a JSON object in one cell, each as a column of its name."),
    each: z
      .strictObject({ column: columnName, take: oneOrMore })
      .optional()
      .describe(
        "A row for each object of a JSON list in one cell, or of the lists that are an object's members, their names as `name`; its members as columns of their names.",
      ),
    unpivot: z
      .strictObject({ columns: scalar.describe("The columns' names, with one * for what differs.") })
      .optional()
      .describe(
        "A row for each of several columns: what * stands for as `name`, the column's place as `number`, a cell that is not empty as `value`.",
      ),
  })
  .describe("Rows made of the rows of a file, to be used like one.");

const stage = z.strictObject({
  id: scalar,
  name: scalar,
  of: z.enum(["lead", "opportunity"]),
  category: z.enum(["open", "hold", "won", "lost", "no_decision", "void"]).optional(),
  qualifies: flag.optional(),
});

const formats = z.record(z.string(), scalar).describe("Column -> date format.");

const fileEntry = z
  .strictObject({
    name: scalar.optional().describe("File name, without its ending; * stands for anything."),
    columns: z.array(scalar).default([]).describe("Columns that the file must have."),
    optional: flag.default(false).describe("The export is recognised without it."),
    dates: formats.default({}),
    zone: z.enum(["UTC", "workspace"]).optional().describe("As for the whole mapping; for this file another."),
  })
  .refine((value) => value.name !== undefined || value.columns.length > 0, "needs a name or columns.");

/** By which files an export is known. */
const recognition = {
  files: z.record(z.string(), fileEntry).default({}),
  one_of: z.array(scalar).default([]).describe("The export is recognised only when one of these files is there."),
};

export const recognitionSchema = z.object(recognition);

export const mappingSchema = z
  .strictObject({
    name: scalar.default("mapping"),
    title: scalar.optional(),
    zone: z
      .enum(["UTC", "workspace"])
      .default("workspace")
      .describe("How instants without an offset are meant that are written year first; others are the workspace's."),
    dates: formats.default({}),
    date_order: z
      .enum(["own", "shared", "day_first", "month_first"])
      .default("own")
      .describe(
        "For columns whose dates can be read in two ways: the order of the export's other columns, or this one.",
      ),
    empty: z.array(scalar).default([]).describe("Texts that mean that a cell is empty."),
    salesforce_ids: z
      .array(scalar)
      .default([])
      .describe("Columns (* stands for anything) whose ids of 15 characters are those of 18 without their ending."),
    ...recognition,
    derived: z.record(z.string(), derived).default({}),
    tables: z.record(z.string(), z.array(block)).default({}),
    process: z
      .strictObject({
        workspace: scalar.optional(),
        timezone: scalar.optional(),
        currency: scalar.optional(),
        week_starts: scalar.optional(),
        pipelines: z
          .array(z.strictObject({ id: scalar, name: scalar.optional(), stages: z.array(stage).min(1) }))
          .min(1)
          .optional(),
        read: z
          .array(block)
          .optional()
          .describe(
            "Stages that the export itself tells: columns stage_id, name, of, pipeline_id, pipeline, position, category.",
          ),
      })
      .optional()
      .describe("What quarterdeck.yaml may say for this export."),
  })
  .superRefine((mapping, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const files = new Set(Object.keys(mapping.files));
    mapping.one_of.forEach((file, index) => {
      if (!files.has(file)) issue(["one_of", index], `names no file: ${file}.`);
    });
    for (const [name, one] of Object.entries(mapping.derived)) {
      if (files.has(name)) issue(["derived", name], "is the name of a file as well.");
      if (!files.has(one.from)) issue(["derived", name, "from"], `names no file: ${one.from}.`);
      if ((one.unpivot?.columns.split("*").length ?? 2) !== 2)
        issue(["derived", name, "unpivot"], "needs one * in its columns.");
      files.add(name);
    }
    const checkBlock = (
      one: WrittenBlock,
      path: (string | number)[],
      known: ReadonlySet<string>,
      where: string,
      instants: ReadonlySet<string>,
    ) => {
      for (const [index, from] of one.from.entries()) {
        if (!files.has(from)) issue([...path, "from"], `names no file: ${from}.`);
        if (one.from.indexOf(from) < index) issue([...path, "from"], `names ${from} twice.`);
      }
      for (const key of ["with", "unless"] as const)
        for (const other of one[key] ?? []) if (!files.has(other)) issue([...path, key], `names no file: ${other}.`);
      for (const column of Object.keys(one.columns)) {
        if (!known.has(column)) issue([...path, "columns", column], `is no column of ${where}.`);
      }
      for (const [kind, cells] of [
        ["columns", one.columns],
        ["attributes", one.attributes],
      ] as const)
        for (const [column, value] of Object.entries(cells)) {
          const complain = (message: string) => issue([...path, kind, column], message);
          checkExpression(value, one.fold !== undefined, one.fold?.by ?? [], files, complain);
          if (value.time !== undefined && !(kind === "columns" && instants.has(column)))
            complain("is no instant, so that it has no time of day.");
        }
      if (one.by_name === true && where !== "people") issue([...path, "by_name"], "is for people only.");
      if (one.held !== undefined && where !== "stage_changes") issue([...path, "held"], "is for stage_changes only.");
      if (one.known_only === true && tableNamed(where)?.entity === undefined)
        issue([...path, "known_only"], "is for records with an id of their own.");
      if (one.fold !== undefined && one.repeat !== undefined) issue([...path, "repeat"], "does not go with fold.");
    };
    const columnsOf = (table: Table) => new Set<string>([...table.columns.map((column) => column.name), "recorded_at"]);
    const instantsOf = (table: Table) =>
      new Set([...columnsOf(table)].filter((column) => kindOf(table, column) === "instant"));
    for (const [tableName, blocks] of Object.entries(mapping.tables)) {
      const table = tables.find((one) => one.name === tableName);
      if (table === undefined) {
        issue(["tables", tableName], "is none of our tables.");
        continue;
      }
      blocks.forEach((one, index) => {
        checkBlock(one, ["tables", tableName, index], columnsOf(table), tableName, instantsOf(table));
      });
    }
    mapping.process?.read?.forEach((one, index) => {
      checkBlock(one, ["process", "read", index], columnsOf(processStages), "a stage", new Set());
    });
  });

export type WrittenMapping = z.output<typeof mappingSchema>;
export type WrittenBlock = z.output<typeof block>;
export type Block = Omit<WrittenBlock, "from"> & { readonly from: string };
type WrittenProcess = NonNullable<WrittenMapping["process"]>;
export type ProcessOffer = Omit<WrittenProcess, "read"> & { readonly read?: readonly Block[] | undefined };
export type Mapping = Omit<WrittenMapping, "tables" | "process"> & {
  readonly tables: Readonly<Record<string, readonly Block[]>>;
  readonly process?: ProcessOffer | undefined;
};
export type Derived = z.output<typeof derived>;
export type Fold = NonNullable<Block["fold"]>;
export type MappedFile = Mapping["files"][string];
export type Recognition = z.output<typeof recognitionSchema>;

const oneFromEach = (blocks: readonly WrittenBlock[]): readonly Block[] =>
  blocks.flatMap((one) => one.from.map((from) => ({ ...one, from })));

/** As it is carried out: a block that is fed from several files is one for each of them. */
export const blocksApart = ({ tables, process, ...mapping }: WrittenMapping): Mapping => ({
  ...mapping,
  tables: Object.fromEntries(Object.entries(tables).map(([table, blocks]) => [table, oneFromEach(blocks)])),
  ...(process === undefined
    ? {}
    : { process: { ...process, read: process.read === undefined ? undefined : oneFromEach(process.read) } }),
});

/** The published JSON Schema of mapping files, for editors. */
export const mappingJsonSchema = (): object => ({
  ...z.toJSONSchema(mappingSchema, { io: "input", unrepresentable: "any" }),
  title: "Quarterdeck mapping",
});
