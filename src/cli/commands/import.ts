/** `quarterdeck import PATH...`: recognises, loads, and says what it found. */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Option } from "commander";
import { isProblem } from "../../problem.ts";
import { shellWord } from "../../reports/table/shell.ts";
import { type Context, lookOf, print, printJson, say, workspaceFolder } from "../context.ts";
import type { DraftFlags } from "../drafting.ts";
import {
  importAloud,
  importInto,
  isDialogue,
  rehearseAloud,
  rehearseIn,
  sayPassedOver,
  type Wishes,
} from "../import-told.ts";
import { collect, type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { ImportRequest } from "../parts.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions, FormatOptions, DraftFlags {
  readonly as?: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly suggest?: string;
  readonly rejected?: string;
  readonly full?: boolean;
  readonly missing?: "keep" | "delete";
  readonly process?: "take" | "keep";
}

/** The suggestion, where it was saved, and how to go on. */
const suggestAloud = async (
  context: Context,
  paths: readonly string[],
  target: string,
  options: Options,
): Promise<void> => {
  const { saveMapping, suggest, whatIsHere } = await import("../suggesting.ts");
  const {
    activityTypes,
    byFlags,
    draftText,
    lacksType,
    likelyType,
    peopleOf,
    subjectNotes,
    unsaidStages,
    withNamedStages,
  } = await import("../drafting.ts");
  const { known, config } = await whatIsHere(context, workspaceFolder(context, options.workspace));
  const flagged = byFlags((await suggest(paths)).files, options, known);
  const draft = config === null ? flagged : withNamedStages(flagged, config);
  const suggestion = { files: draft.files, mapping: draftText(draft) };
  if (suggestion.mapping !== null) await saveMapping(inFolder(context, target), suggestion.mapping);
  if (options.format === "json") return printJson(context, suggestion);
  const { stageLines, suggestionLines } = await import("../../reports/table/suggestion.ts");
  print(context, suggestionLines(suggestion, peopleOf(draft), await lookOf(context)));
  for (const note of subjectNotes(draft)) say(context, note);
  if (lacksType(draft))
    say(
      context,
      likelyType(draft) === "other"
        ? `No column says what was done, so it counts as other: --type says it (${activityTypes.join(", ")}).`
        : `No column says what was done; by its name or its columns each is taken as: ${likelyType(draft)}. --type says another (${activityTypes.join(", ")}).`,
    );
  if (config !== null) for (const line of stageLines(unsaidStages(draft, config), config)) say(context, line);
  say(
    context,
    suggestion.mapping === null
      ? "Nothing in it looks like a table of ours."
      : `Correct ${target}, see what it does with import --mapping ${shellWord(target)} --dry-run, then import without --dry-run.`,
  );
};

/** Flags of a suggestion mean nothing where none is made. */
const refuseWithoutSuggestion = (options: Options): void => {
  const { table, column, stage, dateOrder, type, movesOf, people, person } = options;
  if ([table, column, stage, dateOrder, type, movesOf, person].every((flag) => flag === undefined) && people !== false)
    return;
  throw new Usage(
    "--table, --column, --stage, --person, --type, --moves-of, --date-order and --no-people correct a suggestion.",
    "Say --suggest FILE as well; the mapping that it saves is imported with --mapping FILE.",
  );
};

/** The process that an export tells is shown and asked about before it is loaded; what can be read only once is not. */
const processFirst = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  { process, format }: Options,
): Promise<void> => {
  const isAsked = process === "take" || (process === undefined && format !== "json" && isDialogue(context));
  if (!isAsked || request.paths.some((path) => basename(path) === "-")) return;
  const { settleProcess } = await import("../process-dialogue.ts");
  await settleProcess(context, folder, request, process);
};

/** Whoever sits before a terminal is asked what a file is that nobody knows. Whether anything was loaded. */
const importOrAsk = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  wishes: Wishes,
): Promise<boolean> => {
  try {
    await importAloud(context, folder, request, wishes);
    return true;
  } catch (error) {
    const isNamed = request.as !== undefined || request.mapping !== undefined;
    if (!isProblem(error, "unrecognised_file") || isNamed || !isDialogue(context)) throw error;
    // What the files nearly are is worth knowing before it is said what they are.
    if (error.facts.like !== null) say(context, error.hint);
    const { importUnknown } = await import("../mapping-dialogue.ts");
    return await importUnknown(context, folder, request.paths, wishes);
  }
};

export const importCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("import <path...>")), "table", "json")
    .description("load files or folders: our own tables, a known export, or by a mapping file")
    .option("--as <name>", "the form of the files, when it is not to be guessed")
    .option("--mapping <file>", "a mapping file that says what their columns mean")
    .option("--suggest <file>", "load nothing: say what the columns may mean, and save it as this mapping file")
    .option("--table <table>", "with --suggest: what the rows are")
    .option(
      "--column <name=ours>",
      "with --suggest: what a column is: one of ours, time:OURS for the time of day of one, attribute or nothing",
      collect,
    )
    .option(
      "--type <type>",
      "with --suggest: what all activities were, where no column says it: call, email, meeting ...",
    )
    .addOption(
      new Option(
        "--moves-of <record>",
        "with --suggest: what moved from stage to stage in a history, where no column says it",
      ).choices(["opportunity", "lead"]),
    )
    .option("--no-people", "with --suggest: names of owners, of whom no file tells more, become no people")
    .option("--person <name=id>", "with --suggest: which person of the workspace a name is that several have", collect)
    .option("--stage <word=stage>", "with --suggest: which stage of the process a word is", collect)
    .addOption(
      new Option("--date-order <order>", "with --suggest: how dates are written that can be read in two ways").choices([
        "day-first",
        "month-first",
      ]),
    )
    .addOption(
      new Option(
        "--process <take|keep>",
        "stages that the export tells and quarterdeck.yaml lacks: add them, or leave it (default: asked on a terminal)",
      ).choices(["take", "keep"]),
    )
    .option("--full", "the files tell every record of their kinds: what is here and not in them is missing")
    .addOption(
      new Option(
        "--missing <keep|delete>",
        "with --full: keep what is missing, or mark it as deleted (default: asked on a terminal, else kept)",
      ).choices(["keep", "delete"]),
    )
    .option("--dry-run", "only say what would become of them; load nothing")
    .option("--rejected <file>", "write the rows that are left out to this file, with the reasons, to be mended")
    .action(async (given: readonly string[], options: Options) => {
      if (options.as !== undefined && options.mapping !== undefined)
        throw new Usage("--as and --mapping say the same thing twice.", "Use one of them.");
      const { expanded } = await import("../patterns.ts");
      const paths = await expanded(given);
      if (options.suggest !== undefined) return suggestAloud(context, paths, options.suggest, options);
      refuseWithoutSuggestion(options);
      const request = { paths, as: options.as, mapping: options.mapping, full: options.full };
      const { workspace, rejected, missing, format } = options;
      if (missing !== undefined && options.full !== true)
        throw new Usage("Only a whole export has something missing.", "Say --full as well.");
      const wishes = { workspace, rejected, missing };
      await sayPassedOver(context, request.paths);
      const folder = workspaceFolder(context, workspace);
      if (options.dryRun !== true) {
        await processFirst(context, folder, request, options);
        if (format === "json") return printJson(context, await importInto(context, folder, request, wishes));
        const isLoaded = await importOrAsk(context, folder, request, wishes);
        const where = workspace === undefined ? "" : ` --workspace ${shellWord(workspace)}`;
        if (isLoaded && isDialogue(context)) print(context, ["", `Now ask: quarterdeck scorecard${where}`]);
        return;
      }
      // What a file is can be said without a workspace; what would become of it cannot.
      const isMeant = workspace !== undefined || rejected !== undefined;
      if (!isMeant && !existsSync(join(folder, "quarterdeck.yaml"))) await understandAloud(context, request, format);
      else if (format === "json") printJson(context, await rehearseIn(context, folder, request, wishes));
      else await rehearseAloud(context, folder, request, wishes);
      if (format !== "json") say(context, "Nothing was loaded, as it was a dry run.");
    });

const understandAloud = async (context: Context, request: ImportRequest, format: string): Promise<void> => {
  const understood = await context.parts.understand(request);
  if (format === "json") return printJson(context, { understood });
  const { understoodLines } = await import("../../reports/table/importing.ts");
  print(context, understoodLines(understood, await lookOf(context)));
};

export const inFolder = (context: Context, path: string): string => resolve(context.io.folder, path);
