export { type Effect, type Effects, effectsOf, sortedByEffect } from "./effects.ts";
export { isAskedAbout } from "./scenarios.ts";
