/** `quarterdeck scorecard`: all KPIs on one screen. */
import type { ScorecardLine } from "../../query/asker.ts";
import { type Context, hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type QuestionOptions, withFormat, withRange, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";

type Options = Omit<QuestionOptions, "variant" | "by" | "limit" | "offset">;

/** The definition is in the answer; the KPI is named. */
const told = ({ kpi, answer, grain, trend, goal }: ScorecardLine) => ({
  kpi: kpi.id,
  group: kpi.group,
  answer,
  grain,
  trend,
  goal,
});

/** Asks everything once and shows it. */
export const showScorecard = async (context: Context, options: Options): Promise<void> => {
  const { grainNamed, rangedOf } = await import("../question.ts");
  const hearing = hearingOf(context);
  await using asking = await context.parts.ask(workspaceFolder(context, options.workspace), hearing);
  const { asker } = asking;
  hearing.progress.show("answering every KPI", 1, 2);
  const lines = await asker.scorecard({
    ...(await rangedOf({ compare: "previous", ...options }, asker)),
    grain: options.grain === undefined ? undefined : grainNamed(options.grain, asker),
  });
  hearing.progress.end();
  if (options.format === "json") return printJson(context, lines.map(told));
  if (options.format === "csv") {
    const { scorecardCsv } = await import("../../reports/csv.ts");
    return context.io.out(scorecardCsv(lines));
  }
  const [{ scorecardLines }, { showOf }] = await Promise.all([
    import("../../reports/table/scorecard.ts"),
    import("../show.ts"),
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
