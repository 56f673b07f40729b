/** Columns that were matched, as a mapping file. */
import { stringify } from "yaml";
import { tableNamed } from "../../model/tables.ts";
import type { SuggestedColumn, SuggestedFile } from "./suggest.ts";

export interface Settled {
  /** For columns whose dates can be read in two ways; `shared`: as the other columns are written. */
  readonly dateOrder?: "shared" | "day_first" | "month_first";
  /** By the file's own word for a stage: which of the process it is. */
  readonly stages?: Readonly<Record<string, string>>;
}

const isMoney = (table: string | null, column: string | null): boolean =>
  tableNamed(table ?? "")?.columns.some(({ name, type }) => name === column && type === "money") === true;

const cellOf = (
  { column, to, values, money }: SuggestedColumn,
  table: string | null,
  stages: Settled["stages"],
): unknown => {
  if (money !== null && isMoney(table, to)) return { column, money };
  const map = Object.fromEntries(Object.entries(stages ?? {}).filter(([word]) => values.includes(word)));
  return to === "stage" && Object.keys(map).length > 0 ? { column, map, default: "keep" } : column;
};

const blockOf = ({ table, columns }: SuggestedFile, from: string, { stages }: Settled): unknown => {
  const ours = columns.flatMap((one) => (one.to === null ? [] : [[one.to, cellOf(one, table, stages)] as const]));
  const ignored = columns.filter((one) => one.ignored).map(({ column }) => column);
  // What was done is in no column: said once, to be corrected.
  const isUnsaid = table === "activities" && !columns.some(({ to }) => to === "type");
  return {
    from,
    columns: { ...Object.fromEntries(ours), ...(isUnsaid ? { type: { constant: "other" } } : {}) },
    ...(ignored.length === 0 ? {} : { leave_out: ignored }),
  };
};

/** Null when no file fills a table. */
export const mappingText = (files: readonly SuggestedFile[], settled: Settled = {}): string | null => {
  const known = files
    .filter(({ table, columns }) => table !== null && columns.some(({ to }) => to !== null))
    .map((file, index) => ({ file, short: `file_${index + 1}` }));
  if (known.length === 0) return null;
  const tables = [...new Set(known.map(({ file }) => file.table ?? ""))];
  return stringify(
    {
      name: "mapping",
      date_order: settled.dateOrder ?? "shared",
      files: Object.fromEntries(
        known.map(({ file, short }) => [
          short,
          { columns: file.columns.filter(({ to }) => to !== null).map(({ column }) => column) },
        ]),
      ),
      tables: Object.fromEntries(
        tables.map((table) => [
          table,
          known.filter(({ file }) => file.table === table).map(({ file, short }) => blockOf(file, short, settled)),
        ]),
      ),
    },
    { lineWidth: 160 },
  );
};
