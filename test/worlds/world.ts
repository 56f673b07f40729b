/** A small company as its files would tell it: the declared process and the canonical rows as text cells, empty where absent. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorkspaceConfig } from "../../src/model/process.ts";
import type { TableName } from "../../src/model/tables.ts";

export type Cells = Record<string, string>;
export type World = {
  readonly config: WorkspaceConfig;
  readonly tables: Partial<Record<TableName, Cells[]>>;
};

export const rowsOf = (world: World, table: TableName): readonly Cells[] => world.tables[table] ?? [];

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows as one CSV; its columns are all those that any row names, in the order met. */
export const csv = (rows: readonly Cells[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? "")).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
};

const quote = (text: string): string => JSON.stringify(text);
const list = (items: readonly string[]): string => `[${items.map(quote).join(", ")}]`;

/** `quarterdeck.yaml` of a configuration, flow style for what is short. */
export const yamlOf = (config: WorkspaceConfig): string => {
  const { workingTime: work } = config;
  const lines = [
    `workspace: ${quote(config.workspace)}`,
    `timezone: ${quote(config.timezone)}`,
    `currency: ${quote(config.currency)}`,
    `week_starts: ${{ mon: "monday", tue: "tuesday", wed: "wednesday", thu: "thursday", fri: "friday", sat: "saturday", sun: "sunday" }[config.weekStarts]}`,
    ...(config.fiscalCalendars.length === 0 ? [] : ["fiscal_calendars:"]),
    ...config.fiscalCalendars.map((f) => `  - {id: ${quote(f.id)}, starts_month: ${f.startsMonth}, label: ${f.label}}`),
    `working_time: {days: [${work.days.join(", ")}], from: ${quote(work.from)}, to: ${quote(work.to)}, holidays: ${
      work.holidays === "US" ? "US" : list(work.holidays)
    }}`,
    "pipelines:",
  ];
  for (const pipeline of config.pipelines) {
    lines.push(`  - id: ${quote(pipeline.id)}`, `    name: ${quote(pipeline.name)}`, "    stages:");
    for (const stage of pipeline.stages) {
      const qualifies = stage.qualifies ? ", qualifies: true" : "";
      lines.push(
        `      - {id: ${quote(stage.id)}, name: ${quote(stage.name)}, of: ${stage.of}, category: ${stage.category}${qualifies}}`,
      );
    }
  }
  lines.push(`follow_up_days: ${config.followUpDays}`, `sla_working_hours: ${config.slaWorkingHours}`);
  const horizons = Object.entries(config.horizonDays);
  if (horizons.length > 0) {
    lines.push(`horizon_days: {${horizons.map(([id, days]) => `${quote(id)}: ${days}`).join(", ")}}`);
  }
  lines.push(`sample: {small: ${config.sample.small}, few: ${config.sample.few}}`);
  return `${lines.join("\n")}\n`;
};

/** Writes the world as a workspace folder that can be imported: one CSV per table that has rows, and the process. */
export const writeWorld = (world: World, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "quarterdeck.yaml"), yamlOf(world.config));
  for (const [name, rows] of Object.entries(world.tables)) {
    if (rows.length > 0) writeFileSync(join(folder, `${name}.csv`), csv(rows));
  }
};
