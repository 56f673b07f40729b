export { type OpenedFiles, openContainers } from "./containers.ts";
export { type StagedFile, type StageOptions, type StageReport, stageFiles } from "./stage.ts";
