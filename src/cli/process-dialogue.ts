/** Before an import: the process as the export tells it, shown and asked about. What nobody says is asked, never guessed from a name. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseConfig } from "../model/config.ts";
import type { RecordKind, StageCategory } from "../model/process.ts";
import { Problem } from "../problem.ts";
import { type Context, lookOf, print, say } from "./context.ts";
import type { Choice, ImportRequest, Prompts } from "./parts.ts";
import { type ComparedPipeline, comparedWith, newStages } from "./processing.ts";

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

/** Null where there is nothing to ask: our own form, an export that tells no stages, a workspace that knows them all. */
const compared = async (
  context: Context,
  folder: string,
  request: ImportRequest,
): Promise<{ title: string; pipelines: readonly ComparedPipeline[] } | null> => {
  const path = join(folder, "quarterdeck.yaml");
  const text = await readFile(path, "utf8").catch(() => null);
  // Who has no workspace hears it from the import.
  if (text === null) return null;
  try {
    const offered = await context.parts.offeredProcess(request);
    if (offered === null) return null;
    const pipelines = comparedWith(offered.process, parseConfig(text, path));
    return newStages(pipelines).length === 0 ? null : { title: offered.title, pipelines };
  } catch (error) {
    // What is wrong with the files, the import says itself.
    if (error instanceof Problem) return null;
    throw error;
  }
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
  const { processLines } = await import("../reports/table/process.ts");
  const fresh = newStages(found.pipelines);
  const count = fresh.length === 1 ? "1 stage is" : `${fresh.length} stages are`;
  // By flag, the answer may be for a program.
  const tell = (lines: readonly string[]) =>
    flag === undefined ? print(context, lines) : say(context, lines.join("\n"));
  tell([
    `${found.title} tells the process; ${count} not in quarterdeck.yaml:`,
    ...processLines(found.pipelines, await lookOf(context)),
    "",
  ]);
  let said: ReadonlyMap<string, StageCategory> = new Map();
  if (flag === undefined) {
    const prompts = await context.parts.prompts();
    if (!(await prompts.confirm("Add them to quarterdeck.yaml, in this order?", true))) return;
    said = await askCategories(
      prompts,
      fresh.filter(({ isSaid }) => !isSaid),
    );
  }
  await context.parts.takeProcess(folder, request, { pipelines: found.pipelines, said });
  say(context, "quarterdeck.yaml has them now. What it says can be changed there at any time.");
};
