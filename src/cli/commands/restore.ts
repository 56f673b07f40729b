/** `quarterdeck restore`: the workspace as a backup has it; what was there before is kept beside. */
import { print, printJson, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

export const restoreCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("restore [backup]")), "table", "json")
    .description("bring the workspace back from a backup (default: the newest whole one)")
    .action(async (from: string | undefined, options: WorkspaceOptions & FormatOptions) => {
      const keeping = await context.parts.keeping();
      const folder = workspaceFolder(context, options.workspace);
      const made = await keeping.restore(folder, from === undefined ? null : inFolder(context, from));
      if (options.format === "json") return printJson(context, made);
      print(context, [
        `The workspace is as of ${new Date(made.madeAt).toISOString()}, import ${made.batch}, from ${made.from}.`,
        ...(made.kept === null ? [] : [`What was there before is in ${made.kept}.`]),
        "Its warehouse is built anew with the next command.",
      ]);
    });
