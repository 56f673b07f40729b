/** `quarterdeck records ID --part num`: the records behind a figure, as many as the figure says. */
import { Option } from "commander";
import { type PartName, partNames } from "../../kinds/parts.ts";
import type { RecordPage } from "../../query/index.ts";
import { csvLines } from "../../wording/csv.ts";
import { type Context, hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type QuestionOptions, rowsOf, withFormat, withQuestion } from "../options.ts";
import type { AddCommand } from "./command.ts";

interface Options extends QuestionOptions {
  readonly part?: PartName;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Rows of a file that are in memory at once. */
const portion = 20_000;

/** Portion by portion, the names of the columns above the first. */
const writeCsv = async ({ io }: Context, list: (page: Page) => Promise<RecordPage>, { limit, offset }: Page) => {
  const { recordsTable } = await import("../../reports/csv.ts");
  for (let from = offset; ; from += portion) {
    const left = offset + limit - from;
    const found = await list({ limit: Math.min(portion, left), offset: from });
    const [columns, rows] = recordsTable(found);
    io.out(csvLines(from === offset ? [columns, ...rows] : rows));
    if (left <= portion || from + portion >= found.total) return;
  }
};

export const recordsCommand: AddCommand = (program, context) =>
  withFormat(withQuestion(program.command("records <id>")), "table", "json", "csv")
    .description("list the records behind a figure: 50 where no limit is said, as CSV all of them")
    .addOption(
      new Option(
        "--part <part>",
        "num: those counted above the line (default, unless that is a sum); den: below it; or a count beside the figure",
      ).choices(partNames),
    )
    .action(async (id: string, options: Options) => {
      const { questionOf, usualPart } = await import("../question.ts");
      const hearing = hearingOf(context);
      await using asking = await context.parts.ask(workspaceFolder(context, options.workspace), hearing);
      const { asker } = asking;
      const page = { limit: rowsOf(options), offset: options.offset ?? 0 };
      const question = await questionOf(id, options, asker);
      const { part = usualPart(question, asker.catalogue) } = options;
      const list = async (asked: Page): Promise<RecordPage> => {
        const found = await asker.records(question, part, asked);
        hearing.progress.end();
        return found;
      };
      if (options.format === "csv") return await writeCsv(context, list, page);
      const found = await list(page);
      if (options.format === "json")
        return printJson(context, { kpi: id, part, ...page, total: found.total, rows: found.rows });
      const [{ recordLines }, { showOf }, { recordsTitle }] = await Promise.all([
        import("../../reports/table/records.ts"),
        import("../../reports/table/show.ts"),
        import("../../reports/table/figures.ts"),
      ]);
      const title = recordsTitle(question, part, asker.catalogue);
      print(context, recordLines(found, title, page.offset, showOf(asker, await lookOf(context))));
    });
