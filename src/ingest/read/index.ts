export { asideColumns, keptText, restColumn } from "./aside.ts";
export { type OpenedFiles, openContainers } from "./containers.ts";
export { visible } from "./header.ts";
export { maxColumns } from "./limits.ts";
export { type Listener, type OriginalRow, originalRows } from "./original.ts";
export { type EarlierFile, NeedsWhole } from "./partly.ts";
export { type StagedFile, type StageOptions, type StageReport, stageFiles } from "./stage.ts";
