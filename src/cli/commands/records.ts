/** `quarterdeck records ID --part num`: the records behind a figure, as many as the figure says. */
import { Option } from "commander";
import { type PartName, partNames } from "../../kinds/parts.ts";
import { hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type QuestionOptions, withFormat, withQuestion } from "../options.ts";
import type { AddCommand } from "./command.ts";

interface Options extends QuestionOptions {
  readonly part: PartName;
}

const defaultRows = 50;

export const recordsCommand: AddCommand = (program, context) =>
  withFormat(withQuestion(program.command("records <id>")), "table", "json", "csv")
    .description("list the records behind a figure")
    .addOption(
      new Option("--part <part>", "num: those counted above the line; den: below it; or a count beside the figure")
        .choices(partNames)
        .default("num"),
    )
    .action(async (id: string, options: Options) => {
      const { questionOf } = await import("../question.ts");
      const hearing = hearingOf(context);
      await using asking = await context.parts.ask(workspaceFolder(context, options.workspace), hearing);
      const { asker } = asking;
      const page = { limit: options.limit ?? defaultRows, offset: options.offset ?? 0 };
      const found = await asker.records(await questionOf(id, options, asker), options.part, page);
      hearing.progress.end();
      if (options.format === "json")
        return printJson(context, { kpi: id, part: options.part, ...page, total: found.total, rows: found.rows });
      if (options.format === "csv") {
        const { recordsCsv } = await import("../../reports/csv.ts");
        return context.io.out(recordsCsv(found));
      }
      const [{ recordLines }, { showOf }, { recordsTitle }] = await Promise.all([
        import("../../reports/table/records.ts"),
        import("../../reports/table/show.ts"),
        import("../../reports/table/figures.ts"),
      ]);
      const title = recordsTitle(id, options.variant ?? "default", options.part);
      print(context, recordLines(found, title, page.offset, showOf(asker, await lookOf(context))));
    });
