/** The declared process, looked up: what a stage is, and the ladder of a record in its pipeline. */
import type { Pipeline, RecordKind, Stage, StageCategory, WorkspaceConfig } from "../../src/model/process.ts";

/** `unknown`: before a history that does not say; `undeclared`: a stage that the process does not name; `none`: a lead without any. */
export type Standing = StageCategory | "unknown" | "undeclared" | "none";

const allStages = (config: WorkspaceConfig): readonly Stage[] => config.pipelines.flatMap((p) => p.stages);
const stageNamed = (config: WorkspaceConfig, id: string): Stage | undefined =>
  allStages(config).find((stage) => stage.id === id);

export const standingOf = (config: WorkspaceConfig, id: string): Standing =>
  stageNamed(config, id)?.category ?? "undeclared";

/** Place in the order declared; undeclared stages come before all. */
export const placeOf = (config: WorkspaceConfig, id: string): number =>
  allStages(config).findIndex((stage) => stage.id === id);

const pipelineOf = (config: WorkspaceConfig, id: string | undefined): Pipeline => {
  const found = config.pipelines.find((pipeline) => pipeline.id === id) ?? config.pipelines[0];
  if (found === undefined) throw new Error("a process without any pipeline");
  return found;
};

/** The open stages of an object in its pipeline, in order; won (linked) comes after the last. */
export const ladderOf = (config: WorkspaceConfig, kind: RecordKind, pipeline: string | undefined): readonly string[] =>
  pipelineOf(config, pipeline)
    .stages.filter((stage) => stage.of === kind && stage.category === "open")
    .map((stage) => stage.id);

/** Open stages of an object over all pipelines. */
export const openStages = (config: WorkspaceConfig, kind: RecordKind): readonly string[] =>
  allStages(config)
    .filter((stage) => stage.of === kind && stage.category === "open")
    .map((stage) => stage.id);

export const qualifyingStage = (config: WorkspaceConfig, pipeline: string | undefined): string | undefined =>
  pipelineOf(config, pipeline).stages.find((stage) => stage.qualifies)?.id;

export const isTerminal = (standing: Standing): boolean =>
  standing === "won" || standing === "lost" || standing === "no_decision" || standing === "void";
export const isLost = (standing: Standing): boolean => standing === "lost" || standing === "no_decision";
