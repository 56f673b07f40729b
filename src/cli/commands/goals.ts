/** `quarterdeck goals`: list, set, withdraw and import what is to be reached. */
import type { Command } from "commander";
import { Problem } from "../../problem.ts";
import type { Asker } from "../../query/asker.ts";
import type { GoalRecord } from "../../reports/table/goal-list.ts";
import { type Context, hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import type { GoalFile, TargetWritten } from "../goal-file.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

interface NamingOptions extends WorkspaceOptions {
  readonly variant?: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly person?: string;
  readonly team?: string;
  readonly campaign?: string;
  readonly id?: string;
}

interface SetOptions extends NamingOptions {
  readonly lower?: boolean;
  readonly currency?: string;
}

interface ListOptions extends WorkspaceOptions, FormatOptions {
  readonly withdrawn?: boolean;
}

const targetOf = (text: string): TargetWritten => {
  const [, number, percent] = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(text.replaceAll(",", "")) ?? [];
  if (number === undefined) throw new Usage(`${text} is not a target.`, "Write a number such as 120, 0.35 or 35%.");
  return { number: Number(number), isPercent: percent === "%" };
};

const scopeOf = ({ person, team, campaign }: NamingOptions): { scope: string; id: string | null } => {
  const named = [
    { scope: "person", id: person },
    { scope: "team", id: team },
    { scope: "campaign", id: campaign },
  ].flatMap(({ scope, id }) => (id === undefined ? [] : [{ scope, id }]));
  if (named.length > 1) throw new Usage("A goal has one scope.", "Use one of --person, --team and --campaign.");
  return named[0] ?? { scope: "company", id: null };
};

const addList: AddCommand = (program, context) =>
  withFormat(withWorkspace(program.command("list")), "table", "json", "csv")
    .description("every goal in its newest version")
    .option("--withdrawn", "those that were withdrawn, too")
    .action(async (options: ListOptions) => {
      const hearing = hearingOf(context);
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const goals = (await importing.goals()).filter(
        ({ deletedAt }) => options.withdrawn === true || deletedAt === null,
      );
      const { goalListCsv, goalListLines, goalTold } = await import("../../reports/table/goal-list.ts");
      if (options.format === "json") return printJson(context, { goals: goals.map(goalTold) });
      if (options.format === "csv") return context.io.out(goalListCsv(goals));
      const catalogue = await context.parts.catalogue();
      print(context, goalListLines(goals, importing.config.currency, catalogue, await lookOf(context)));
    });

const withNaming = (command: Command): Command =>
  withWorkspace(command)
    .option("--variant <name>", "of which variant")
    .option("--period <words>", "for which period, as in 2026-Q4")
    .option("--from <date>", "from its first day")
    .option("--to <date>", "to the day after its last")
    .option("--person <id>", "for one person")
    .option("--team <id>", "for one team")
    .option("--campaign <id>", "for one campaign");

const checkDated = ({ period, from }: NamingOptions): void => {
  if (period === undefined && from === undefined)
    throw new Usage("A goal needs its dates.", "Say --period 2026-Q4, or --from and --to.");
};

/** The goals are asked for, a file is made from them, and loaded. */
const load = async (
  context: Context,
  options: NamingOptions,
  made: (goals: readonly GoalRecord[], asker: Asker, now: number) => Promise<GoalFile>,
): Promise<void> => {
  const folder = workspaceFolder(context, options.workspace);
  const hearing = hearingOf(context);
  const { content, told } = await (async () => {
    await using asking = await context.parts.ask(folder, hearing);
    return await made(await asking.goals(), asking.asker, context.io.now());
  })();
  await using importing = await context.parts.open(folder, hearing);
  await importing.write([{ name: "goals.csv", content }]);
  print(context, [told]);
};

const addSet: AddCommand = (program, context) =>
  withNaming(program.command("set <kpi> <target>"))
    .description("set a goal, or change the target of one that has the same KPI, scope and dates")
    .option("--lower", "less is better")
    .option("--currency <code>", "the currency of the target, when it is money")
    .option("--id <id>", "the goal's id (default: made from its KPI, scope and dates)")
    .action(async (kpi: string, target: string, options: SetOptions) => {
      const { goalFile } = await import("../goal-file.ts");
      const asked = { ...options, ...scopeOf(options), kpi, target: targetOf(target), goalId: options.id };
      checkDated(options);
      await load(context, options, (goals, asker, now) => goalFile(asked, goals, asker, now));
    });

const addWithdraw: AddCommand = (program, context) =>
  withNaming(program.command("withdraw [kpi]"))
    .description("take a goal away: the one of the KPI, scope and dates, or of an id; earlier instants keep it")
    .option("--id <id>", "the goal's id, as goals list shows it")
    .action(async (kpi: string | undefined, options: NamingOptions) => {
      const { goalWithdrawn } = await import("../goal-file.ts");
      const { id } = options;
      if ((kpi === undefined) === (id === undefined))
        throw new Usage(
          "A goal is withdrawn by its KPI and dates, or by its id.",
          "Say win_rate --period 2026-Q4, or --id.",
        );
      if (kpi !== undefined) checkDated(options);
      const asked = kpi === undefined ? (id ?? "") : { ...options, ...scopeOf(options), kpi };
      await load(context, options, (goals, asker, now) => goalWithdrawn(asked, goals, asker, now));
    });

/** Any other table would be loaded as what it is. */
const checkGoals = async (path: string, content: string): Promise<void> => {
  const { columnsOfText } = await import("../../ingest/read/header.ts");
  const columns = await columnsOfText(content, path);
  const there = columns.map((column) => column.toLowerCase());
  if (["kpi", "target"].every((name) => there.includes(name))) return;
  const remedy = "Goals are told by the columns goal_id, kpi, scope, scope_id, starts_on, ends_on and target.";
  throw new Problem("unrecognised_file", { path, columns, like: null, remedy });
};

const addImport: AddCommand = (program, context) =>
  withWorkspace(program.command("import <file>"))
    .description("load goals from a table in our own form: goal_id, kpi, scope, starts_on, ends_on, target ...")
    .action(async (file: string, options: WorkspaceOptions) => {
      const { readNamed } = await import("../named-file.ts");
      const content = await readNamed(inFolder(context, file), file);
      await checkGoals(file, content);
      const hearing = hearingOf(context);
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const imported = await importing.write([{ name: "goals.csv", content }]);
      hearing.progress.end();
      const { importedLines } = await import("../../reports/table/importing.ts");
      print(context, importedLines(imported, await lookOf(context)));
    });

export const goalsCommand: AddCommand = (program, context) => {
  const goals = program.command("goals").description("list, set, withdraw and import goals");
  for (const add of [addList, addSet, addWithdraw, addImport]) add(goals, context);
  return goals;
};
