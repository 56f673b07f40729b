/** `quarterdeck check`: what is wrong with the data, by code, and which records. */
import { nearestWord } from "../../model/nearest.ts";
import { hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import {
  type FormatOptions,
  type PageOptions,
  type WorkspaceOptions,
  withFormat,
  withPage,
  withWorkspace,
} from "../options.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions, FormatOptions, PageOptions {
  readonly code?: string;
}

const defaultRows = 50;

export const checkCommand: AddCommand = (program, context) =>
  withFormat(withPage(withWorkspace(program.command("check"))), "table", "json", "csv")
    .description("what was found wrong with the data, by code; with --code each finding")
    .option("--code <code>", "list the findings of one code")
    .action(async (options: Options) => {
      const hearing = hearingOf(context);
      const { code } = options;
      const page = { limit: options.limit ?? defaultRows, offset: options.offset ?? 0 };
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const all = await importing.findings(null, page);
      const known = all.groups.map((group) => group.code);
      if (code !== undefined && !known.includes(code)) {
        const near = nearestWord(code, known);
        throw new Usage(
          `No finding has the code ${code}.`,
          near === null
            ? known.length === 0
              ? "Nothing was found wrong."
              : `There are: ${known.join(", ")}.`
            : `Did you mean ${near}?`,
        );
      }
      const found = code === undefined ? all : await importing.findings(code, page);
      if (options.format === "json")
        return printJson(
          context,
          code === undefined
            ? { total: found.total, groups: found.groups }
            : { code, total: found.total, ...page, findings: found.listed },
        );
      if (options.format === "csv") {
        const { csvOf } = await import("../../reports/csv.ts");
        return context.io.out(
          code === undefined
            ? csvOf(
                ["code", "count", "records"],
                found.groups.map((group) => [group.code, group.count, group.records]),
              )
            : csvOf(
                ["code", "table", "record", "file", "line", "column", "value", "reason"],
                found.listed.map((one) => [
                  one.code,
                  one.table,
                  one.record,
                  one.file,
                  one.line,
                  one.column,
                  one.value,
                  one.reason,
                ]),
              ),
        );
      }
      const { checkLines } = await import("../../reports/table/findings.ts");
      print(context, checkLines(found, code ?? null, page.offset, await lookOf(context)));
    });
