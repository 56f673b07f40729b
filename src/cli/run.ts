/** One run of the command line: arguments in, an exit code out. */
import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import type { Context } from "./context.ts";
import { failureOf, failureText } from "./failure.ts";

export const version = "0.1.0";

const about =
  "Tells a company where its sales stand: sixteen sales KPIs from CRM exports, each with its definition, its uncertainty and the records behind it.";

const examples = `
Examples:
  quarterdeck demo                                  a made-up company to look at
  quarterdeck init --from exports/ sales            a workspace from a folder of exports
  quarterdeck scorecard                             everything on one screen
  quarterdeck kpi win_rate --by team --compare previous
  quarterdeck records win_rate --part num           the deals behind the figure

Exit codes: 0 answered, 1 a problem of the data or the question, 2 wrong usage, 70 a fault of ours.`;

/** Every command, with errors thrown instead of written. */
export const programOf = (context: Context): Command => {
  const program = new Command("quarterdeck");
  const quiet = { writeOut: context.io.out, writeErr: () => {} };
  program.description(about).version(version).addHelpText("after", examples).configureOutput(quiet).exitOverride();
  for (const add of commands) {
    const command = add(program, context);
    for (const one of [command, ...command.commands]) one.configureOutput(quiet).exitOverride();
  }
  program.action(() => program.outputHelp());
  return program;
};

const wantsJson = (args: readonly string[]): boolean =>
  args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));

const hasSucceeded = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;

/** 0 answered, 1 a problem of the data or the question, 2 wrong usage, 70 a fault of ours. `args` are those after the program's name. */
export const run = async (args: readonly string[], context: Context): Promise<number> => {
  try {
    await programOf(context).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (hasSucceeded(error)) return 0;
    const failure = failureOf(error);
    const isDebugging = (context.io.env.QUARTERDECK_DEBUG ?? "") !== "";
    context.io.err(failureText(failure, wantsJson(args) ? "json" : "words", isDebugging));
    return failure.exitCode;
  }
};
