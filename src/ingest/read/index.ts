export { type StagedFile, type StageOptions, type StageReport, stageFiles } from "./stage.ts";
