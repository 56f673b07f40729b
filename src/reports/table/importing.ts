/** What an import understood and what became of it, for people. */
import { type FindingGroup, findingGroupLines } from "./findings.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { countText } from "./units.ts";
import { harmless, wrap } from "./width.ts";

interface Understood {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly as: string; readonly rows: number }[];
  readonly ignored: readonly { readonly path: string; readonly columns: readonly string[] }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
}

interface Imported {
  readonly batch: number;
  readonly tables: readonly {
    readonly table: string;
    readonly read: number;
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
  }[];
  readonly findings: readonly FindingGroup[];
}

type Look = Pick<Show, "width" | "paint">;

const left = (title: string, drop: number) => ({ title, align: "left" as const, drop });
const right = (title: string, drop: number) => ({ title, align: "right" as const, drop });

const dateWords: Readonly<Record<string, string>> = {
  day_first: "day first",
  month_first: "month first",
  year_first: "year first",
  excel_serial: "as Excel counts days",
  epoch: "as seconds or milliseconds since 1970, in UTC",
  undecided: "as they stand, as not all of them are dates of one order",
};

export const understoodLines = ({ title, files, ignored, tables, dates }: Understood, show: Look): string[] => [
  show.paint("strong", title),
  ...gridLines(
    {
      columns: [left("File", 0), left("Read as", 0), right("Rows", 0)],
      rows: files.map(({ path, as, rows }) => [plain(harmless(path)), plain(harmless(as)), plain(countText(rows))]),
    },
    show.width,
    show.paint,
  ),
  ...(files.some(({ as }) => !tables.some(({ table }) => table === as))
    ? wrap(`They become ${tables.map(({ table, rows }) => `${countText(rows)} ${table}`).join(", ")}.`, show.width)
    : []),
  ...dates.flatMap(({ file, column, read }) =>
    wrap(`${harmless(file)}: dates in ${harmless(column)} were read ${dateWords[read] ?? read}.`, show.width),
  ),
  ...ignored.flatMap(({ path, columns }) =>
    wrap(
      `Left aside, as nothing is known about it: ${harmless(path)} (${harmless(columns.slice(0, 6).join(", "))}).`,
      show.width,
    ),
  ),
];

export const importedLines = ({ batch, tables, findings }: Imported, show: Look): string[] => {
  const found = findings.reduce((sum, { count }) => sum + count, 0);
  const count = (value: number) => (value === 0 ? toned("dim", "–") : plain(countText(value)));
  return [
    "",
    ...gridLines(
      {
        columns: [left("Table", 0), right("Read", 3), right("New", 0), right("Changed", 1), right("Unchanged", 2)],
        rows: tables.map((table) => [
          plain(table.table),
          count(table.read),
          count(table.new),
          count(table.changed),
          count(table.unchanged),
        ]),
      },
      show.width,
      show.paint,
    ),
    "",
    found === 0
      ? `Import ${batch} is loaded. Nothing was found wrong.`
      : `Import ${batch} is loaded. ${countText(found)} ${found === 1 ? "thing was" : "things were"} found:`,
    ...findingGroupLines(findings, show),
    ...(found === 0
      ? []
      : wrap("quarterdeck check --code CODE lists them.", show.width).map((line) => show.paint("dim", line))),
  ];
};
