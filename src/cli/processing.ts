/** The process that an export tells, beside the one that the workspace declares. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OfferedProcess } from "../ingest/mapping/index.ts";
import { parseConfig, textOfConfig } from "../model/config.ts";
import { type NewPipeline, type NewStage, withCurrency, withStages } from "../model/config-edit.ts";
import type { StageCategory, WorkspaceConfig } from "../model/process.ts";
import { writeDurably } from "../storage/durable.ts";
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

/** Of the new stages those that somebody names, in that order; those that are declared stay where they are. Null: all, as the files have them. */
export const withChosen = (
  pipelines: readonly ComparedPipeline[],
  chosen: readonly string[] | null,
): readonly ComparedPipeline[] => {
  if (chosen === null) return pipelines;
  return pipelines.map((pipeline) => {
    const fresh = pipeline.stages.filter(({ declared }) => declared === null);
    const wanted = chosen.flatMap((id) => fresh.find((stage) => stage.id === id) ?? []);
    const places = wanted.values();
    const stages = pipeline.stages.flatMap((stage) => (stage.declared === null ? (places.next().value ?? []) : stage));
    return { ...pipeline, stages };
  });
};

/** The same stages with what somebody says of them. */
export const withCategories = (
  pipelines: readonly ComparedPipeline[],
  said: ReadonlyMap<string, StageCategory>,
): readonly ComparedPipeline[] =>
  pipelines.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({ ...stage, category: said.get(stage.id) ?? stage.category })),
  }));

const usualConfig = (): WorkspaceConfig => {
  const usual = configText({
    ...{ name: "usual", timezone: "UTC", currency: "USD", fiscalMonth: 1 },
    ...{ leadStages: usualStages.leads, stages: usualStages.opportunities },
  });
  return parseConfig(usual, "usual");
};

const holdsNothing = async (folder: string): Promise<boolean> =>
  (await readdir(join(folder, "accepted", "batches")).catch(() => [])).length === 0;

/** Stages that nobody chose, of a process that holds nothing yet, give way to those that files tell, but for those that the files name, too. */
const givingWay = (config: WorkspaceConfig, pipelines: readonly NewPipeline[]): ReadonlySet<string> => {
  if (JSON.stringify(usualConfig().pipelines) !== JSON.stringify(config.pipelines)) return new Set();
  const isTold = new Set(pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)));
  return new Set(config.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)).filter((id) => !isTold.has(id)));
};

/**
 * The one currency of the files' amounts, where totals of a workspace that holds nothing yet are in another, so that none of them would have a
 * price; else null.
 */
export const otherCurrency = async (
  folder: string,
  { currency }: Pick<OfferedProcess, "currency">,
  config: WorkspaceConfig,
): Promise<string | null> =>
  currency === undefined || currency === config.currency || !(await holdsNothing(folder)) ? null : currency;

/**
 * Adds the new stages to the workspace's `quarterdeck.yaml`, and has its totals in the currency unless that is null; the usual stages, of which
 * nothing stands yet, give way to those that are added.
 */
export const takeProcess = async (
  folder: string,
  pipelines: readonly NewPipeline[],
  currency: string | null = null,
): Promise<void> => {
  const path = join(folder, "quarterdeck.yaml");
  const text = textOfConfig(await readFile(path), path);
  const config = parseConfig(text, path);
  const declared = new Set(config.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)));
  const isAdding = pipelines.some(({ stages }) => stages.some(({ id }) => !declared.has(id)));
  const isFresh = isAdding && (await holdsNothing(folder));
  const staged = withStages(text, pipelines, isFresh ? givingWay(config, pipelines) : new Set());
  const changed = currency === null ? staged : withCurrency(staged, currency);
  parseConfig(changed, path);
  await writeDurably(path, changed);
};
