/** `quarterdeck scorecard`: all KPIs on one screen. */
import { type Context, hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type QuestionOptions, withFormat, withRange, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";

type Options = Omit<QuestionOptions, "variant" | "by" | "limit" | "offset">;

/** Asks everything once and shows it. */
export const showScorecard = async (context: Context, options: Options): Promise<void> => {
  const { grainNamed, rangedOf, scorecardWords } = await import("../question.ts");
  const hearing = hearingOf(context);
  await using asking = await context.parts.ask(workspaceFolder(context, options.workspace), hearing);
  const { asker } = asking;
  hearing.progress.show("answering every KPI", 1, 2);
  const ranged = await rangedOf(scorecardWords(options), asker);
  const lines = await asker.scorecard({
    ...ranged,
    grain: options.grain === undefined ? undefined : grainNamed(options.grain, asker),
  });
  hearing.progress.end();
  if (options.format === "json") {
    const { scorecardTold } = await import("../../reports/scorecard.ts");
    return printJson(context, scorecardTold(lines, ranged, asker));
  }
  if (options.format === "csv") {
    const { scorecardCsv } = await import("../../reports/csv.ts");
    return context.io.out(scorecardCsv(lines));
  }
  const [{ scorecardLines }, { showOf }] = await Promise.all([
    import("../../reports/table/scorecard.ts"),
    import("../../reports/table/show.ts"),
  ]);
  print(context, scorecardLines(lines, asker.config.workspace, showOf(asker, await lookOf(context))));
};

export const scorecardCommand: AddCommand = (program, context) =>
  withFormat(
    withWorkspace(
      withRange(
        program
          .command("scorecard")
          .option("--grain <unit>", "of the course: day, week, month ... (default: by the length of the period)"),
      ),
    ),
    "table",
    "json",
    "csv",
  )
    .description("all KPIs on one screen: values, changes, courses, goals")
    .action((options: Options) => showScorecard(context, options));
