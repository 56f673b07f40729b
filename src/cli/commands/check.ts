/** `quarterdeck check`: what is wrong with the data, by code, and which records. */
import { nearestWord } from "../../model/nearest.ts";
import { hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import {
  type FormatOptions,
  type PageOptions,
  rowsOf,
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

export const checkCommand: AddCommand = (program, context) =>
  withFormat(withPage(withWorkspace(program.command("check"))), "table", "json", "csv")
    .description("what was found wrong with the data and what it does to the numbers; with a code, each finding")
    .argument("[code]", "list the findings of one code")
    .option("--code <code>", "the same")
    .action(async (named: string | undefined, options: Options) => {
      const hearing = hearingOf(context);
      const code = named ?? options.code;
      const page = { limit: rowsOf(options), offset: options.offset ?? 0 };
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const found = await importing.findings(code ?? null, page);
      const known = found.groups.map((group) => group.code).sort();
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
      const effects = found.groups.find((group) => group.code === code)?.effects ?? [];
      if (options.format === "json") {
        if (code !== undefined)
          return printJson(context, { code, total: found.total, ...page, effects, findings: found.listed });
        const { explained } = await import("../../reports/findings.ts");
        const kpis = await context.parts.catalogue();
        const groups = found.groups.map((group) => ({ ...group, ...explained(group, kpis) }));
        return printJson(context, { total: found.total, groups });
      }
      if (options.format === "csv") {
        const { csvOf } = await import("../../reports/csv.ts");
        return context.io.out(
          code === undefined
            ? csvOf(
                ["code", "count", "records", "kpi", "before", "after", "size", "condition"],
                found.groups.map(({ code, count, records, effects: [first] = [] }) => [
                  ...[code, count, records, first?.kpi ?? null, first?.before ?? null, first?.after ?? null],
                  ...[first?.size ?? null, first?.condition ?? null],
                ]),
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
      const words = { currency: importing.config.currency, kpis: await context.parts.catalogue() };
      print(context, checkLines(found, code ?? null, page.offset, await lookOf(context), words));
    });
