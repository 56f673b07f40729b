export { type Effect, type Effects, effectsOf, sortedByEffect } from "./effects.ts";
