/** The process that an export tells, beside the one that the workspace declares. */
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OfferedProcess } from "../ingest/mapping/index.ts";
import { parseConfig } from "../model/config.ts";
import { type NewPipeline, type NewStage, withPipelines, withStages } from "../model/config-edit.ts";
import type { StageCategory, WorkspaceConfig } from "../model/process.ts";
import { configText, usualStages } from "./config-text.ts";

export interface ComparedStage extends NewStage {
  /** Whether the export says what standing in it means. */
  readonly isSaid: boolean;
  /** What quarterdeck.yaml says of it; null when it does not name it. */
  readonly declared: StageCategory | null;
}

export interface ComparedPipeline extends NewPipeline {
  readonly stages: readonly ComparedStage[];
}

/** Stages that nobody told, put in so that a process has a beginning, are left out where there is one. */
export const comparedWith = (offer: OfferedProcess, { pipelines }: WorkspaceConfig): readonly ComparedPipeline[] => {
  const declared = new Map(pipelines.flatMap(({ stages }) => stages).map((stage) => [stage.id, stage]));
  const unsaid = new Set(offer.unsaid);
  return offer.pipelines
    .map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages
        .filter(({ id }) => id !== "in_progress" || declared.has(id))
        .map((stage) => ({
          ...stage,
          isSaid: !unsaid.has(stage.name),
          declared: declared.get(stage.id)?.category ?? null,
        })),
    }))
    .filter(({ stages }) => stages.length > 0);
};

export const newStages = (pipelines: readonly ComparedPipeline[]): readonly ComparedStage[] =>
  pipelines.flatMap(({ stages }) => stages).filter(({ declared }) => declared === null);

/** The same stages with what somebody says of them. */
export const withCategories = (
  pipelines: readonly ComparedPipeline[],
  said: ReadonlyMap<string, StageCategory>,
): readonly ComparedPipeline[] =>
  pipelines.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({ ...stage, category: said.get(stage.id) ?? stage.category })),
  }));

const isUsual = (config: WorkspaceConfig): boolean => {
  const usual = configText({
    ...{ name: "usual", timezone: "UTC", currency: "USD", fiscalMonth: 1 },
    ...{ leadStages: usualStages.leads, stages: usualStages.opportunities },
  });
  return JSON.stringify(parseConfig(usual, "usual").pipelines) === JSON.stringify(config.pipelines);
};

const holdsNothing = async (folder: string): Promise<boolean> =>
  (await readdir(join(folder, "accepted", "batches")).catch(() => [])).length === 0;

/** Adds the new stages to the workspace's `quarterdeck.yaml`; the usual ones, of which nothing stands yet, give way to them. */
export const takeProcess = async (folder: string, pipelines: readonly NewPipeline[]): Promise<void> => {
  const path = join(folder, "quarterdeck.yaml");
  const text = await readFile(path, "utf8");
  const isFresh = isUsual(parseConfig(text, path)) && (await holdsNothing(folder));
  const changed = (isFresh ? withPipelines : withStages)(text, pipelines);
  parseConfig(changed, path);
  await writeFile(`${path}.draft`, changed);
  await rename(`${path}.draft`, path);
};
