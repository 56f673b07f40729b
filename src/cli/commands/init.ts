/** `quarterdeck init`: a new workspace, from a few answers or from a folder of exports. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isProblem, Problem } from "../../problem.ts";
import { shellWord } from "../../reports/table/shell.ts";
import type { Beginnings } from "../config-text.ts";
import { type Context, lookOf, print, say, workspaceFolder } from "../context.ts";
import { importAloud, isDialogue, sayPassedOver } from "../import-told.ts";
import { type WorkspaceOptions, wholeNumber } from "../options.ts";
import type { OfferedConfig } from "../parts.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";

interface Options extends WorkspaceOptions {
  readonly from?: string;
  readonly name?: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly fiscalMonth?: number;
  readonly leadStages?: string;
  readonly stages?: string;
  readonly yes?: boolean;
}

/** Writes `quarterdeck.yaml` into the folder, which is made when it is absent. Problem: `workspace_exists`. */
export const placeConfig = async (folder: string, text: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, "quarterdeck.yaml"), text, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new Problem("workspace_exists", { folder });
    throw error;
  }
};

const names = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Machines whose zone has no name that is known here, as one set by hand, count in UTC until somebody says which it is. */
const hostZone = async (): Promise<string> => {
  const { isZone } = await import("../../model/zone.ts");
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone !== undefined && isZone(timeZone) ? timeZone : "UTC";
};

const beginningsOf = async (options: Options, folder: string): Promise<Beginnings> => {
  const { usualStages } = await import("../config-text.ts");
  return {
    name: options.name ?? basename(folder),
    timezone: options.timezone ?? (await hostZone()),
    currency: options.currency ?? "USD",
    fiscalMonth: options.fiscalMonth ?? 1,
    leadStages: options.leadStages === undefined ? usualStages.leads : names(options.leadStages),
    stages: options.stages === undefined ? usualStages.opportunities : names(options.stages),
  };
};

/** Asks on a terminal when no flag says anything; the flags, and what is usual, else. */
const newConfig = async (context: Context, options: Options, folder: string): Promise<string> => {
  const { configText } = await import("../config-text.ts");
  const usual = await beginningsOf(options, folder);
  const isSaid = Object.keys(options).some((option) => option !== "from" && option !== "workspace");
  if (isSaid || !isDialogue(context)) return configText(usual);
  const { askBeginnings } = await import("../beginnings.ts");
  return configText(await askBeginnings(await context.parts.prompts(), usual));
};

/** What a file says of itself: the lines of its comment at the top. */
const notesOf = (text: string): string[] => {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("# "));
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.slice(2));
};

/**
 * The process that an export tells is the user's to confirm: on a terminal before anything is written, else by the file. What nothing says of a
 * stage is asked.
 */
const confirmOffer = async (context: Context, { text, unsaid }: OfferedConfig, options: Options): Promise<string> => {
  const { processLines } = await import("../../reports/table/process.ts");
  const { parseConfig } = await import("../../model/config.ts");
  const { pipelines } = parseConfig(text, "quarterdeck.yaml");
  const isSaid = (name: string): boolean => !unsaid.includes(name);
  const shown = pipelines.map((one) => ({
    ...one,
    stages: one.stages.map((stage) => ({ ...stage, isSaid: isSaid(stage.name) })),
  }));
  print(context, processLines(shown, await lookOf(context)));
  for (const line of notesOf(text)) say(context, line);
  if (options.yes === true || !isDialogue(context)) return text;
  const { confirmProcess } = await import("../beginnings.ts");
  const prompts = await context.parts.prompts();
  await confirmProcess(prompts);
  const open = shown.flatMap(({ stages }) => stages).filter((stage) => !stage.isSaid);
  if (open.length === 0) return text;
  const { askCategories } = await import("../process-dialogue.ts");
  const { withMeanings } = await import("../../model/config-edit.ts");
  return withMeanings(text, await askCategories(prompts, open));
};

/** An absent folder has none. */
const filesIn = (folder: string): Promise<string[]> => readdir(folder).catch((): string[] => []);

/** What nobody knows is asked about by the import, which needs a workspace. */
const offeredBy = async (context: Context, from: string, options: Options): Promise<OfferedConfig | null> => {
  try {
    const { name, timezone, currency, fiscalMonth } = options;
    return await context.parts.offeredConfig(from, {
      name,
      timezone,
      currency,
      fiscalMonth,
      usualTimezone: await hostZone(),
    });
  } catch (error) {
    if (!isProblem(error, "unrecognised_file")) throw error;
    const { facts } = error;
    if (facts.columns.length === 0 || facts.like !== null) throw error;
    const remedy =
      "Make the workspace without --from first; quarterdeck import then asks on a terminal what the columns mean, and import FILE --suggest MAPPING proposes it.";
    throw new Problem("unrecognised_file", { ...facts, remedy });
  }
};

/** In which zone and currency is not seen in any figure, and makes all of them. */
const sayHowCounted = async (context: Context, folder: string): Promise<void> => {
  const { parseConfig } = await import("../../model/config.ts");
  const path = join(folder, "quarterdeck.yaml");
  const { timezone, currency } = parseConfig(await readFile(path), path);
  say(context, `Days are counted in ${timezone}, totals in ${currency}; both stand in quarterdeck.yaml.`);
};

/** Of a folder with nothing but a process, such as the export of a workspace without data, there is nothing to import. */
const isProcessAlone = async (from: string): Promise<boolean> => {
  const [name, ...others] = (await filesIn(from)).filter((one) => !one.startsWith("."));
  return name === "quarterdeck.yaml" && others.length === 0;
};

/** Whether anything was imported. */
const initFrom = async (context: Context, from: string, folder: string, options: Options): Promise<boolean> => {
  const offered = await offeredBy(context, from, options);
  const isTold = offered !== null && offered.from !== join(from, "quarterdeck.yaml");
  const text = isTold ? await confirmOffer(context, offered, options) : offered?.text;
  const wasEmpty = (await filesIn(folder)).length === 0;
  await placeConfig(folder, text ?? (await newConfig(context, options, folder)));
  say(
    context,
    offered === null
      ? "The usual stages were taken: see quarterdeck.yaml."
      : `quarterdeck.yaml is taken from ${offered.from}.`,
  );
  if (isTold) await sayHowCounted(context, folder);
  if (await isProcessAlone(from)) {
    say(context, "There is nothing beside it: nothing was imported.");
    return false;
  }
  try {
    await sayPassedOver(context, [from]);
    await importAloud(context, folder, { paths: [from] }, { workspace: folder });
    return true;
  } catch (error) {
    // Nothing is left of a workspace that did not come to be.
    const { remove } = await import("../../storage/durable.ts");
    const isThere = isProblem(error, "broken_off") && error.facts.batch !== null;
    if (wasEmpty && !isThere) for (const name of await readdir(folder)) await remove(join(folder, name));
    throw error;
  }
};

export const initCommand: AddCommand = (program, context) =>
  program
    .command("init [folder]")
    .description("make a new workspace: asks a few questions on a terminal, or takes flags")
    .option("--from <folder>", "take the process from this folder of exports, or its quarterdeck.yaml, then import it")
    .option("--name <name>", "what the company is called")
    .option("--timezone <zone>", "the zone in which its days are counted")
    .option("--currency <code>", "the currency of its totals")
    .option("--fiscal-month <n>", "the month in which its year begins, 1 to 12", wholeNumber)
    .option("--lead-stages <names>", "the stages of leads in order, separated by commas")
    .option("--stages <names>", "the open stages of opportunities in order, separated by commas")
    .option("--yes", "ask nothing: take what is usual")
    .action(async (argument: string | undefined, options: Options) => {
      if (argument !== undefined && options.workspace !== undefined)
        throw new Usage("The folder and --workspace say the same thing twice.", "Use one of them.");
      const named = argument ?? options.workspace;
      const folder = workspaceFolder(context, named);
      let isLoaded = false;
      if (options.from === undefined) {
        // Nobody is asked for a workspace that is there already.
        if ((await filesIn(folder)).includes("quarterdeck.yaml")) throw new Problem("workspace_exists", { folder });
        await placeConfig(folder, await newConfig(context, options, folder));
      } else isLoaded = await initFrom(context, inFolder(context, options.from), folder, options);
      const where = named === undefined ? "" : ` --workspace ${shellWord(named)}`;
      print(context, [
        "",
        `The workspace is ${folder}.`,
        isLoaded
          ? `Now ask: quarterdeck scorecard${where}`
          : `Look at quarterdeck.yaml, then: quarterdeck import FILES${where}`,
      ]);
    });
