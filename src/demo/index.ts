/** What the demo offers: a company made from a seed, and its folder. */
export { type DemoFiles, type DemoOptions, makeDemo } from "./make.ts";
export type { DemoTable } from "./tables.ts";
export type { Truth, Truths } from "./truths.ts";
export { csvOf, writeDemo } from "./write.ts";
