/** One run of the command line: arguments in, an exit code out. */
import { Command, CommanderError } from "commander";
import { nearestWord } from "../model/nearest.ts";
import { commands } from "./commands/index.ts";
import type { Context } from "./context.ts";
import { failureOf, failureText } from "./failure.ts";
import { widthOf } from "./io.ts";
import { type WorkspaceOptions, withWorkspace } from "./options.ts";

const version = "0.1.0";

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

/** Every command, with errors thrown instead of written; what would be written about them goes to `onUsage`. */
const programOf = (context: Context, onUsage: (text: string) => void = () => {}): Command => {
  const width = (): number => Math.min(100, widthOf(context.io));
  const output = { writeOut: context.io.out, writeErr: onUsage, getOutHelpWidth: width, getErrHelpWidth: width };
  const program = new Command("quarterdeck");
  program.description(about).version(version).addHelpText("after", examples).configureOutput(output).exitOverride();
  // Wherever it stands among the words, it is the command's.
  withWorkspace(program).hook("preAction", (_program, command) => {
    const { workspace } = program.opts<WorkspaceOptions>();
    if (workspace !== undefined) command.setOptionValue("workspace", workspace);
  });
  for (const add of commands) {
    const command = add(program, context);
    for (const one of [command, ...command.commands]) one.configureOutput(output).exitOverride();
  }
  return program;
};

const wantsJson = (args: readonly string[]): boolean =>
  args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));

/** The first word that may be a command: a workspace may be said before it. */
const commandWord = ([first = "-", ...rest]: readonly string[]): string => {
  if (["-w", "--workspace"].includes(first)) return commandWord(rest.slice(1));
  return first.startsWith("--workspace=") ? commandWord(rest) : first;
};

/** Whoever types a KPI where a command belongs wants its answer. */
const hintFor = async (error: unknown, args: readonly string[], { parts }: Context): Promise<string | null> => {
  if (!(error instanceof CommanderError && error.code === "commander.unknownCommand")) return null;
  const word = commandWord(args);
  const known = (await parts.catalogue()).map(({ id }) => id);
  const kpi = known.includes(word) ? word : nearestWord(word, known);
  return kpi === null || /did you mean/i.test(error.message) ? null : `Did you mean quarterdeck kpi ${kpi}?`;
};

const helps: readonly string[] = ["--help", "-h"];

/** Help on a command that there is not is no answer. */
const withoutHelpOnNothing = (program: Command, args: readonly string[]): readonly string[] => {
  const word = commandWord(args);
  const isKnown = word.startsWith("-") || word === "help" || program.commands.some((one) => one.name() === word);
  return isKnown ? args : args.filter((arg) => !helps.includes(arg));
};

/** 0 answered, 1 a problem of the data or the question, 2 wrong usage, 70 a fault of ours. `args` are those after the program's name. */
export const run = async (args: readonly string[], context: Context): Promise<number> => {
  const { err } = context.io;
  let usage = "";
  const program = programOf(context, (text) => {
    usage += text;
  });
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(withoutHelpOnNothing(program, args), { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === "commander.help") {
      err(usage);
      return 2;
    }
    const failure = failureOf(error);
    const hint = await hintFor(error, args, context);
    const isDebugging = (context.io.env.QUARTERDECK_DEBUG ?? "") !== "";
    err(failureText({ ...failure, hint: hint ?? failure.hint }, wantsJson(args) ? "json" : "words", isDebugging));
    return failure.exitCode;
  }
};
