/** `quarterdeck import PATH...`: recognises, loads, and says what it found. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Context, lookOf, print, printJson, say, workspaceFolder } from "../context.ts";
import { importAloud, importInto, rehearseAloud, rehearseIn } from "../import-told.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { ImportRequest } from "../parts.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions, FormatOptions {
  readonly as?: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly suggest?: string;
  readonly rejected?: string;
}

/** The suggestion, where it was saved, and how to go on. */
const suggestAloud = async (
  context: Context,
  paths: readonly string[],
  target: string,
  format: string | undefined,
): Promise<void> => {
  const { saveMapping, suggest } = await import("../suggesting.ts");
  const suggestion = await suggest(paths);
  if (suggestion.mapping !== null) await saveMapping(inFolder(context, target), suggestion.mapping);
  if (format === "json") return printJson(context, suggestion);
  const { suggestionLines } = await import("../../reports/table/suggestion.ts");
  print(context, suggestionLines(suggestion, await lookOf(context)));
  say(
    context,
    suggestion.mapping === null
      ? "Nothing in it looks like a table of ours."
      : `Correct ${target}, see what it does with import --mapping ${target} --dry-run, then import without --dry-run.`,
  );
};

export const importCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("import <path...>")), "table", "json")
    .description("load files or folders: our own tables, a known export, or by a mapping file")
    .option("--as <name>", "the form of the files, when it is not to be guessed")
    .option("--mapping <file>", "a mapping file that says what their columns mean")
    .option("--suggest <file>", "load nothing: say what the columns may mean, and save it as this mapping file")
    .option("--dry-run", "only say what would become of them; load nothing")
    .option("--rejected <file>", "write the rows that are left out to this file, with the reasons, to be mended")
    .action(async (paths: readonly string[], options: Options) => {
      if (options.as !== undefined && options.mapping !== undefined)
        throw new Usage("--as and --mapping say the same thing twice.", "Use one of them.");
      if (options.suggest !== undefined) return suggestAloud(context, paths, options.suggest, options.format);
      const request = { paths, as: options.as, mapping: options.mapping };
      const { workspace, rejected, format } = options;
      const wishes = { workspace, rejected };
      const folder = workspaceFolder(context, workspace);
      if (options.dryRun !== true) {
        if (format === "json") return printJson(context, await importInto(context, folder, request, wishes));
        return importAloud(context, folder, request, wishes);
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
