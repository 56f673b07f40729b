/** The HTTP face. */
export { type AppOptions, createApp } from "./app.ts";
export { isLoopback } from "./guard.ts";
export type {
  FilesToPreview,
  GoalToSet,
  House,
  Organisation,
  Overview,
  Present,
  Previewed,
  ProcessToTake,
  Session,
  Step,
} from "./house.ts";
export type { LogTo } from "./log.ts";
export { createRequests } from "./requests.ts";
export { filterText, namesText } from "./schemas/question.ts";
export type { ImportPreview } from "./types.ts";
