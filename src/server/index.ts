/** The HTTP face. */
export { type AppOptions, createApp } from "./app.ts";
export { isLoopback } from "./guard.ts";
export type { House } from "./house.ts";
