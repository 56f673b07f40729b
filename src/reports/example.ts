/** A KPI's worked example as small tables and a sentence. */
import type { ScorecardLine } from "../query/index.ts";
import { rangeText } from "../wording/dates.ts";
import { figure } from "./table/units.ts";

type Kpi = ScorecardLine["kpi"];

export interface ExampleTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that are not shown. */
  readonly more: number;
}

const most = 12;

/** The rows given, table by table, with the columns that occur. */
export const exampleTables = ({ example }: Kpi): ExampleTable[] =>
  Object.entries(example.given).map(([name, given]) => {
    const columns = [...new Set(given.flatMap((row) => Object.keys(row)))];
    return {
      name,
      columns,
      rows: given.slice(0, most).map((row) => columns.map((column) => row[column] ?? "")),
      more: Math.max(0, given.length - most),
    };
  });

/** `January 2026 gives 60.0%.` */
export const exampleGives = (kpi: Kpi): string => {
  const { example, unit } = kpi;
  const written = (value: number | null): string =>
    value === null ? "no value" : figure(value, { unit, currency: "USD" });
  const period = rangeText(example);
  if (example.gives === null || typeof example.gives === "number") return `${period} gives ${written(example.gives)}.`;
  const parts = Object.entries(example.gives).map(([key, value]) => `${key} ${written(value)}`);
  return `${period} gives: ${parts.join(", ")}.`;
};
