/** `quarterdeck kpi ID`: one question, one answer. */
import { hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type QuestionOptions, withFormat, withQuestion } from "../options.ts";
import type { AddCommand } from "./command.ts";

const defaultRows = 60;

export const kpiCommand: AddCommand = (program, context) =>
  withFormat(withQuestion(program.command("kpi <id>")), "table", "json", "csv")
    .description("answer one KPI: its figure, its range, its change, and what it was made of")
    .action(async (id: string, options: QuestionOptions) => {
      const { questionOf } = await import("../question.ts");
      const hearing = hearingOf(context);
      await using asking = await context.parts.ask(workspaceFolder(context, options.workspace), hearing);
      const { asker } = asking;
      const answer = await asker.answer(await questionOf(id, options, asker));
      hearing.progress.end();
      const { limit, offset = 0 } = options;
      const told = { ...answer, rows: answer.rows.slice(offset, limit === undefined ? undefined : offset + limit) };
      if (options.format === "json") return printJson(context, told);
      if (options.format === "csv") {
        const { answerCsv } = await import("../../reports/csv.ts");
        return context.io.out(answerCsv(told));
      }
      const [{ answerLines }, { showOf }] = await Promise.all([
        import("../../reports/table/answer.ts"),
        import("../../reports/table/show.ts"),
      ]);
      const page = { limit: limit ?? defaultRows, offset };
      print(context, answerLines(answer, showOf(asker, await lookOf(context)), page));
    });
