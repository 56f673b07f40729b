/** Columns that were matched, as a mapping file. */
import { basename } from "node:path";
import { stringify } from "yaml";
import { tableNamed } from "../../model/tables.ts";
import type { SuggestedColumn, SuggestedFile } from "./suggest.ts";

export interface Settled {
  /** For columns whose dates can be read in two ways; `shared`: as the other columns are written. */
  readonly dateOrder?: "shared" | "day_first" | "month_first";
  /** By the file's own word for a stage: which of the process it is. */
  readonly stages?: Readonly<Record<string, string>>;
  /** What all activities were, where no column says it. */
  readonly type?: string;
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

const blockOf = ({ table, columns }: SuggestedFile, from: string, { stages, type }: Settled): unknown => {
  const ours = columns.flatMap((one) => (one.to === null ? [] : [[one.to, cellOf(one, table, stages)] as const]));
  const ignored = columns.filter((one) => one.ignored).map(({ column }) => column);
  // Said once, to be corrected.
  const isUnsaid = table === "activities" && saysNoType(columns);
  return {
    from,
    columns: { ...Object.fromEntries(ours), ...(isUnsaid ? { type: { constant: type ?? "other" } } : {}) },
    ...(ignored.length === 0 ? {} : { leave_out: ignored }),
  };
};

/** What was done may be in no column. */
export const saysNoType = (columns: readonly SuggestedColumn[]): boolean => !columns.some(({ to }) => to === "type");

const titleOf = ([first, ...others]: readonly { readonly file: SuggestedFile }[]): string => {
  const name = basename(first?.file.path ?? "");
  return `Like ${name}${others.length === 0 ? "" : ` and ${others.length} more`}`;
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
      title: titleOf(known),
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
