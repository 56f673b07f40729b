export { drawActivities, drawnShare } from "./activities.ts";
export { underAlternative } from "./alternative.ts";
export { type AlternativeId, alternatives } from "./alternatives.ts";
export { buildFacts, usesOf } from "./build.ts";
export {
  category,
  type DataUses,
  type FactsContext,
  fact,
  localDay,
  localTime,
  noStage,
  objects,
  unknownStage,
} from "./context.ts";
export { recordFindings, tablesWithRecords } from "./findings.ts";
export {
  contextAt,
  dropInstants,
  factsByInstant,
  haveComeTrue,
  type KeepOptions,
  type KeptFacts,
  keepFacts,
} from "./keep.ts";
export { inForce, meets } from "./owners.ts";
export { reachAt } from "./reach.ts";
export { type Replacing, refreshFacts } from "./refresh.ts";
export { tidyFacts } from "./rewriting.ts";
export { type Watermark, watermark } from "./watermark.ts";
