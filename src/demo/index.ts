/** What the demo offers: a company made from a seed, and its folder. */
export { type DemoFiles, makeDemo } from "./make.ts";
export type { Truth } from "./truth.ts";
export { csvOf, writeDemo } from "./write.ts";
