/** `quarterdeck backup`: what cannot be made again, in a folder of its own; the workspace may be in use meanwhile. */
import { print, printJson, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

const mega = 1_000_000;

export const backupCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("backup [folder]")), "table", "json")
    .description("keep a whole copy, also while the workspace is in use (default: in its folder backups)")
    .action(async (to: string | undefined, options: WorkspaceOptions & FormatOptions) => {
      const keeping = await context.parts.keeping();
      const folder = workspaceFolder(context, options.workspace);
      const made = await keeping.backup(folder, to === undefined ? null : inFolder(context, to));
      if (options.format === "json") return printJson(context, made);
      print(context, [
        `${made.files} files, ${(made.size / mega).toFixed(1)} MB, up to import ${made.batch}, are kept in ${made.folder}.`,
        "Each file has its hash beside it; quarterdeck restore looks at them before it changes anything.",
        ...(to === undefined
          ? ["It lies in the workspace itself: copy it to another disk, or name a folder there."]
          : []),
      ]);
    });
