/** The process that files tell, taken into a workspace that is open: by somebody's word, never guessed. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDuckDb } from "../engines/index.ts";
import { offeredProcess, parseMapping } from "../ingest/mapping/index.ts";
import { openContainers } from "../ingest/read/index.ts";
import { Problem } from "../problem.ts";
import type { ProcessToTake } from "../server/index.ts";
import { writeDurably } from "../storage/durable.ts";
import type { Opened } from "./importing.ts";
import {
  type ComparedStage,
  comparedWith,
  newStages,
  otherCurrency,
  takeProcess,
  withCategories,
  withChosen,
} from "./processing.ts";

const refuse = (reason: string, field = "meanings"): never => {
  throw new Problem("bad_request", { field, reason });
};

/** Only of stages that are new and of which the files do not say it. */
const checkMeanings = (fresh: readonly ComparedStage[], meanings: ProcessToTake["meanings"]): void => {
  for (const id of meanings.keys()) {
    const stage = fresh.find((one) => one.id === id);
    if (stage === undefined) refuse(`names ${id}, which is no stage that is new.`);
    else if (stage.isSaid) refuse(`names ${id}, of which the files say it.`);
  }
};

const checkChosen = (fresh: readonly ComparedStage[], chosen: readonly string[] | null): void => {
  const other = chosen?.find((id) => !fresh.some((stage) => stage.id === id));
  if (other !== undefined) refuse(`names ${other}, which is no stage that is new.`, "stages");
};

/** Adds the stages and answers with their ids; what cannot be taken leaves `quarterdeck.yaml` as it was. Problems: those of reading, `bad_request`, `bad_config`. */
export const takingIn =
  ({ workspace, formOf }: Pick<Opened, "workspace" | "formOf">) =>
  async ({
    files,
    as,
    mapping: given,
    meanings,
    stages: chosen,
    currency,
  }: ProcessToTake): Promise<readonly string[]> => {
    await using unpacked = await openContainers(files, process.stdin);
    const mapping = await formOf(unpacked.files, as === "canonical" ? null : given);
    if (mapping?.text == null) return [];
    await using engine = await openDuckDb({ fileAccess: true });
    await using session = await engine.session();
    const offer = await offeredProcess(session, unpacked.files, parseMapping(mapping.text, mapping.name));
    if (offer === null) return [];
    const offered = comparedWith(offer, workspace.config);
    checkMeanings(newStages(offered), meanings);
    checkChosen(newStages(offered), chosen);
    if (currency !== null && currency !== (await otherCurrency(workspace.folder, offer, workspace.config)))
      refuse(`is ${currency}, which is not to be taken.`, "currency");
    const pipelines = withChosen(offered, chosen);
    const fresh = newStages(pipelines);
    if (fresh.length === 0 && currency === null) return [];
    const path = join(workspace.folder, "quarterdeck.yaml");
    const before = await readFile(path);
    await takeProcess(workspace.folder, withCategories(pipelines, meanings), currency);
    try {
      await workspace.takeConfig();
    } catch (error) {
      await writeDurably(path, before);
      throw error;
    }
    return fresh.map(({ id }) => id);
  };
