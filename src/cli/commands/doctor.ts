/** `quarterdeck doctor`: looks the workspace over and mends what can be mended. */
import { hearingOf, print, printJson, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";

const marks = { well: "ok     ", mended: "mended ", sick: "DAMAGED" } as const;

export const doctorCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("doctor")), "table", "json")
    .description("look the workspace over, file by file, and mend what can be mended")
    .action(async (options: WorkspaceOptions & FormatOptions) => {
      const keeping = await context.parts.keeping();
      const hearing = hearingOf(context);
      const folder = workspaceFolder(context, options.workspace);
      const found = await keeping.doctor(folder, hearing);
      hearing.progress.end();
      if (options.format === "json") printJson(context, found);
      else
        print(
          context,
          found.map(({ of, state, what }) => `${marks[state]}  ${of}: ${what}`),
        );
      const sick = found.filter(({ state }) => state === "sick").length;
      if (sick === 0) return;
      const { Problem } = await import("../../problem.ts");
      throw new Problem("workspace_damaged", { folder, count: sick });
    });
