/** `quarterdeck goals`: list, set and import what is to be reached. */
import { hearingOf, lookOf, print, printJson, workspaceFolder } from "../context.ts";
import { type FormatOptions, type WorkspaceOptions, withFormat, withWorkspace } from "../options.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

interface SetOptions extends WorkspaceOptions {
  readonly kpi: string;
  readonly variant?: string;
  readonly target: number;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly person?: string;
  readonly team?: string;
  readonly campaign?: string;
  readonly lower?: boolean;
  readonly currency?: string;
  readonly id?: string;
}

const targetOf = (text: string): number => {
  const [, number, percent] = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(text.replaceAll(",", "")) ?? [];
  if (number === undefined) throw new Usage(`${text} is not a target.`, "Write a number such as 120, 0.35 or 35%.");
  return percent === "%" ? Number((Number(number) / 100).toFixed(10)) : Number(number);
};

const scopeOf = ({ person, team, campaign }: SetOptions): { scope: string; id: string | null } => {
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
    .action(async (options: WorkspaceOptions & FormatOptions) => {
      const hearing = hearingOf(context);
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const goals = await importing.goals();
      if (options.format === "json") return printJson(context, goals);
      const { goalListCsv, goalListLines } = await import("../../reports/table/goal-list.ts");
      if (options.format === "csv") return context.io.out(goalListCsv(goals));
      const catalogue = await context.parts.catalogue();
      print(context, goalListLines(goals, importing.config.currency, catalogue, await lookOf(context)));
    });

const addSet: AddCommand = (program, context) =>
  withWorkspace(program.command("set <kpi> <target>"))
    .description("set a goal, or change the target of one that has the same KPI, scope and dates")
    .option("--variant <name>", "of which variant")
    .option("--period <words>", "for which period, as in 2026-Q4")
    .option("--from <date>", "from its first day")
    .option("--to <date>", "to the day after its last")
    .option("--person <id>", "for one person")
    .option("--team <id>", "for one team")
    .option("--campaign <id>", "for one campaign")
    .option("--lower", "less is better")
    .option("--currency <code>", "the currency of the target, when it is money")
    .option("--id <id>", "the goal's id (default: made from its KPI, scope and dates)")
    .action(async (kpi: string, target: string, options: Omit<SetOptions, "kpi" | "target">) => {
      const { goalFile } = await import("../goal-file.ts");
      const asked = { ...options, kpi, target: targetOf(target) };
      const scope = scopeOf(asked);
      if (options.period === undefined && options.from === undefined)
        throw new Usage("A goal needs its dates.", "Say --period 2026-Q4, or --from and --to.");
      const folder = workspaceFolder(context, options.workspace);
      const hearing = hearingOf(context);
      const file = await (async () => {
        await using asking = await context.parts.ask(folder, hearing);
        const goals = await asking.goals();
        return await goalFile({ ...asked, ...scope, goalId: options.id }, goals, asking.asker, context.io.now());
      })();
      await using importing = await context.parts.open(folder, hearing);
      await importing.write([{ name: "goals.csv", content: file.content }]);
      print(context, [file.told]);
    });

const addImport: AddCommand = (program, context) =>
  withWorkspace(program.command("import <file>"))
    .description("load goals from a table in our own form: goal_id, kpi, scope, starts_on, ends_on, target ...")
    .action(async (file: string, options: WorkspaceOptions) => {
      const { readFile } = await import("node:fs/promises");
      const { Problem } = await import("../../problem.ts");
      const path = inFolder(context, file);
      const content = await readFile(path, "utf8").catch(() => {
        throw new Problem("file_not_found", { path: file });
      });
      const hearing = hearingOf(context);
      await using importing = await context.parts.open(workspaceFolder(context, options.workspace), hearing);
      const imported = await importing.write([{ name: "goals.csv", content }]);
      hearing.progress.end();
      const { importedLines } = await import("../../reports/table/importing.ts");
      print(context, importedLines(imported, await lookOf(context)));
    });

export const goalsCommand: AddCommand = (program, context) => {
  const goals = program.command("goals").description("list, set and import goals");
  for (const add of [addList, addSet, addImport]) add(goals, context);
  return goals;
};
