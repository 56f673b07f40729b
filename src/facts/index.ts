export { buildFacts, usesOf } from "./build.ts";
export { category, type DataUses, type FactsContext, fact, noStage, objects, unknownStage } from "./context.ts";
export { declaredStages } from "./process.ts";
export { watermark } from "./watermark.ts";
