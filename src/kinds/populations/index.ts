export * from "./activities.ts";
export * from "./leads.ts";
export * from "./opportunities.ts";
export * from "./passages.ts";
export * from "./responses.ts";
export * from "./spend.ts";
export * from "./stages.ts";
