/** `quarterdeck export FOLDER`: the whole workspace in our own form. */
import { readdir } from "node:fs/promises";
import { shellWord } from "../../reports/table/shell.ts";
import { hearingOf, print, printJson, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

export const exportCommand: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("export <folder>")), "table", "json")
    .description("write everything as canonical tables; importing them gives the same answers")
    .action(async (folder: string, options: WorkspaceOptions & FormatOptions) => {
      const to = inFolder(context, folder);
      const there = await readdir(to).catch(() => []);
      if (there.length > 0)
        throw new Usage(`${folder} is not empty.`, "Name a new folder, so that no older file is mixed in.");
      const hearing = hearingOf(context);
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const written = await importing.export(to);
      hearing.progress.end();
      if (options.format === "json") return printJson(context, { folder: to, tables: written });
      const rows = written.reduce((sum, table) => sum + table.rows, 0);
      const counted = (count: number, one: string): string =>
        `${count.toLocaleString("en-US")} ${count === 1 ? one : `${one}s`}`;
      print(context, [
        written.length === 0
          ? `There is no data yet: quarterdeck.yaml alone was written to ${to}.`
          : `${counted(written.length, "table")} with ${counted(rows, "row")} and quarterdeck.yaml were written to ${to}.`,
        `quarterdeck init --from ${shellWord(folder)} NEW makes a workspace of ${written.length === 0 ? "it" : "them"}.`,
      ]);
    });
