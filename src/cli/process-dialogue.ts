/** Before an import: the process as the export tells it, shown and asked about. What nobody says is asked, never guessed from a name. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseConfig } from "../model/config.ts";
import type { RecordKind, StageCategory } from "../model/process.ts";
import { Problem } from "../problem.ts";
import { type Context, lookOf, print, say } from "./context.ts";
import type { Choice, ImportRequest, Prompts, TakenProcess } from "./parts.ts";
import { type ComparedPipeline, comparedWith, newStages, otherCurrency } from "./processing.ts";

const meanings: readonly Choice<StageCategory>[] = [
  { value: "open", label: "open", hint: "it goes on" },
  { value: "won", label: "won" },
  { value: "lost", label: "lost" },
  { value: "no_decision", label: "no decision", hint: "it ended without one" },
  { value: "hold", label: "hold", hint: "it rests" },
  { value: "void", label: "void", hint: "it should not be there" },
];

/** A lead is not won: it becomes an opportunity, and that is known by the opportunity, whatever its stage. */
const meaningsOfLeads = meanings.filter(({ value }) => value !== "won");

/** By id, for stages of which nothing says what it means to stand in them. */
export const askCategories = async (
  { choose }: Prompts,
  stages: readonly { readonly id: string; readonly name: string; readonly of: RecordKind }[],
): Promise<ReadonlyMap<string, StageCategory>> => {
  const { harmless } = await import("../reports/table/width.ts");
  const said = new Map<string, StageCategory>();
  for (const { id, name, of } of stages) {
    const [who, choices] = of === "lead" ? ["for a lead ", meaningsOfLeads] : ["", meanings];
    const question = `What does it mean ${who}to stand in ${harmless(name)}? Nothing says it.`;
    said.set(id, await choose(question, choices, "open"));
  }
  return said;
};

interface Compared {
  readonly title: string;
  readonly pipelines: readonly ComparedPipeline[];
  /** Of the files' amounts, where totals of the workspace are in another. */
  readonly currency: string | null;
  /** In which totals are. */
  readonly own: string;
}

/** Whether totals of a workspace that holds nothing yet shall be in the currency of the files: in another none of their amounts has a price. */
export const askCurrency = ({ confirm }: Prompts, currency: string, own: string): Promise<boolean> =>
  confirm(`The amounts are in ${currency}, totals of this workspace in ${own}. Have its totals in ${currency}?`, true);

/** Null where there is nothing to ask: our own form, an export that tells no stages, a workspace that knows them all. */
const compared = async (context: Context, folder: string, request: ImportRequest): Promise<Compared | null> => {
  const path = join(folder, "quarterdeck.yaml");
  const written = await readFile(path).catch(() => null);
  // Who has no workspace hears it from the import.
  if (written === null) return null;
  try {
    const offered = await context.parts.offeredProcess(request);
    if (offered === null) return null;
    const config = parseConfig(written, path);
    const pipelines = comparedWith(offered.process, config);
    const currency = await otherCurrency(folder, offered.process, config);
    if (newStages(pipelines).length === 0 && currency === null) return null;
    return { title: offered.title, pipelines, currency, own: config.currency };
  } catch (error) {
    // What is wrong with the files, the import says itself.
    if (error instanceof Problem) return null;
    throw error;
  }
};

/** Which of the new stages are taken, and what they mean; null: there is none, or they are not. */
const chosenStages = async (
  context: Context,
  { title, pipelines }: Compared,
  flag: "take" | undefined,
): Promise<Pick<TakenProcess, "said" | "chosen"> | null> => {
  const fresh = newStages(pipelines);
  if (fresh.length === 0) return null;
  const { processLines } = await import("../reports/table/process.ts");
  const count = fresh.length === 1 ? "1 stage is" : `${fresh.length} stages are`;
  // By flag, the answer may be for a program.
  const tell = (lines: readonly string[]) =>
    flag === undefined ? print(context, lines) : say(context, lines.join("\n"));
  tell([
    `${title} tells the process; ${count} not in quarterdeck.yaml:`,
    ...processLines(pipelines, await lookOf(context)),
    "",
  ]);
  if (flag !== undefined) return { said: new Map() };
  const prompts = await context.parts.prompts();
  if (!(await prompts.confirm("Add them to quarterdeck.yaml, in this order?", true))) return null;
  const said = await askCategories(
    prompts,
    fresh.filter(({ isSaid }) => !isSaid),
  );
  return { said };
};

/** Nothing is changed but by `take` or by consent. */
export const settleProcess = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  flag: "take" | "keep" | undefined,
): Promise<void> => {
  if (flag === "keep") return;
  const found = await compared(context, folder, request);
  if (found === null) return;
  const { currency, own } = found;
  const takesCurrency =
    currency !== null && (flag === "take" || (await askCurrency(await context.parts.prompts(), currency, own)));
  const taken = await chosenStages(context, found, flag);
  if (!takesCurrency && taken === null) return;
  const { pipelines } = found;
  const process = taken ?? { chosen: [], said: new Map<string, StageCategory>() };
  await context.parts.takeProcess(folder, request, { pipelines, ...process, ...(takesCurrency ? { currency } : {}) });
  if (takesCurrency) say(context, `Totals are in ${currency} from now on, as the amounts are, and not in ${own}.`);
  if (taken !== null) say(context, "quarterdeck.yaml has them now. What it says can be changed there at any time.");
};
