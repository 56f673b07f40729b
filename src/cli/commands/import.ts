/** `quarterdeck import PATH...`: recognises, loads, and says what it found. */
import { resolve } from "node:path";
import { type Context, hearingOf, lookOf, print, printJson, say, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { Imported, ImportRequest, Understood } from "../parts.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions, FormatOptions {
  readonly as?: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly suggest?: string;
}

export interface Told {
  readonly understood: Understood | null;
  readonly imported: Imported;
}

/** The steps of an import, each told as it begins. */
export const importInto = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  onUnderstood: (understood: Understood) => void = () => {},
): Promise<Told> => {
  const hearing = hearingOf(context);
  await using importing = await context.parts.open(folder, hearing);
  const heard: Understood[] = [];
  const imported = await importing.import(request, (understood) => {
    heard.push(understood);
    onUnderstood(understood);
  });
  hearing.progress.end();
  return { understood: heard[0] ?? null, imported };
};

/** An import as it is seen on a terminal: first what the files are, then what became of them. */
export const importAloud = async (context: Context, folder: string, request: ImportRequest): Promise<void> => {
  const { importedLines, understoodLines } = await import("../../reports/table/importing.ts");
  const look = await lookOf(context);
  const { imported } = await importInto(context, folder, request, (understood) =>
    print(context, understoodLines(understood, look)),
  );
  print(context, importedLines(imported, look));
};

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
    .option("--dry-run", "only say what the files are; load nothing")
    .action(async (paths: readonly string[], options: Options) => {
      if (options.as !== undefined && options.mapping !== undefined)
        throw new Usage("--as and --mapping say the same thing twice.", "Use one of them.");
      if (options.suggest !== undefined) return suggestAloud(context, paths, options.suggest, options.format);
      const request = { paths, as: options.as, mapping: options.mapping };
      if (options.dryRun !== true) {
        const folder = workspaceFolder(context, options.workspace);
        if (options.format === "json") return printJson(context, await importInto(context, folder, request));
        return importAloud(context, folder, request);
      }
      const understood = await context.parts.understand(request);
      if (options.format === "json") return printJson(context, { understood });
      const { understoodLines } = await import("../../reports/table/importing.ts");
      print(context, understoodLines(understood, await lookOf(context)));
      say(context, "Nothing was loaded, as it was a dry run.");
    });

export const inFolder = (context: Context, path: string): string => resolve(context.io.folder, path);
