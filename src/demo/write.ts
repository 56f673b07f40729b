/** Writes the demo company as a workspace folder in the canonical form. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoFiles } from "./make.ts";
import type { DemoTable } from "./tables.ts";

const field = (value: string | null): string => {
  if (value === null) return "";
  return /[",\r\n]/.test(value) || value === "" ? `"${value.replaceAll('"', '""')}"` : value;
};

export const csvOf = ({ columns, rows }: DemoTable): string =>
  [columns, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");

/** One CSV file per table, `quarterdeck.yaml` and `planted-truths.json`; the folder is made when it is missing. */
export const writeDemo = (folder: string, demo: DemoFiles): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "quarterdeck.yaml"), demo.config);
  writeFileSync(join(folder, "planted-truths.json"), `${JSON.stringify(demo.truths, null, 2)}\n`);
  for (const [name, table] of Object.entries(demo.tables)) writeFileSync(join(folder, `${name}.csv`), csvOf(table));
};
