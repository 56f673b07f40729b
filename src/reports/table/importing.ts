/** What an import understood and what became of it, for people. */

import { lastPart } from "../../model/last-part.ts";
import { dayText } from "../../wording/dates.ts";
import { countText } from "../../wording/figures.ts";
import { type FindingGroup, findingGroupLines } from "./findings.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { harmless, wrap } from "./width.ts";

interface Quotes {
  readonly path: string;
  readonly isSpaced: boolean;
  readonly isEscaped: boolean;
}

interface Renamed {
  readonly path: string;
  readonly column: string;
  readonly attribute: string;
}

interface Understood {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly as: string; readonly rows: number }[];
  readonly ignored: readonly {
    readonly path: string;
    readonly columns: readonly string[];
    readonly what?: string | null;
  }[];
  readonly lacking?: readonly { readonly path: string; readonly columns: readonly (readonly string[])[] }[];
  readonly absent?: readonly {
    readonly path: string;
    readonly columns: readonly { readonly name: string; readonly near: string | null }[];
  }[];
  readonly titles?: readonly { readonly path: string; readonly from: number; readonly to: number }[];
  readonly quotes?: readonly Quotes[];
  readonly renamed?: readonly Renamed[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
}

interface Outcome {
  readonly tables: readonly {
    readonly table: string;
    readonly read: number;
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly rejected: number;
  }[];
  readonly findings: readonly FindingGroup[];
  /** Rows that were left out. */
  readonly rejected: number;
}

interface Imported extends Outcome {
  readonly batch: number;
  readonly unseen?: { readonly tables: readonly string[]; readonly from: string; readonly until: string };
}

type Look = Pick<Show, "width" | "paint">;

const left = (title: string, drop: number) => ({ title, align: "left" as const, drop });
const right = (title: string, drop: number) => ({ title, align: "right" as const, drop });

const dateWords: Readonly<Record<string, string>> = {
  day_first: "day first",
  month_first: "month first",
  year_first: "year first",
  month_named: "by the names of their months",
  excel_serial: "as Excel counts days",
  epoch: "as seconds or milliseconds since 1970, in UTC",
  undecided: "as they stand, as not all of them are dates of one order",
};

const manyUnknown = 3;

/** Files that no KPI needs, by what they hold, and those of which nothing is known. */
const asidesOf = (ignored: Understood["ignored"]): readonly string[] => {
  const unknown = ignored.filter(({ what }) => what == null);
  const namesOf = (what: string): string =>
    ignored.flatMap((file) => (file.what === what ? [harmless(lastPart(file.path))] : [])).join(", ");
  const whats = [...new Set(ignored.flatMap(({ what }) => what ?? []))];
  return [
    ...whats.map((what) => `Not needed: ${namesOf(what)} (${what}).`),
    ...(unknown.length > manyUnknown
      ? [
          `Left aside, as nothing is known about them: ${unknown.map(({ path }) => harmless(lastPart(path))).join(", ")}.`,
        ]
      : unknown.map(
          ({ path, columns }) =>
            `Left aside, as nothing is known about it: ${harmless(path)} (${harmless(columns.slice(0, 6).join(", "))}).`,
        )),
  ];
};

/** The tables that rows go into; those of which the files have none are not told. */
const intoText = (tables: Understood["tables"]): string => {
  const filled = tables.filter(({ rows }) => rows > 0);
  return filled.length === 0
    ? "There are no rows in them."
    : `They go into ${filled.map(({ table, rows }) => `${table} (${countText(rows)})`).join(", ")}.`;
};

const titlesText = (path: string, from: number, to: number): string =>
  from === to
    ? `${path}: line ${from} stands above the names of its columns and was left out.`
    : `${path}: lines ${from} to ${to} stand above the names of its columns and were left out.`;

const quotesText = ({ path, isSpaced, isEscaped }: Quotes): string =>
  `${harmless(path)}: ${[
    ...(isSpaced ? ["blanks before a cell were taken for no part of it"] : []),
    ...(isEscaped ? ['\\" within quotes was read as a quote'] : []),
  ].join(", and ")}, as the whole file is written so.`;

const renamedText = ({ path, column, attribute }: Renamed): string =>
  `${harmless(path)}: ${harmless(column)} is the attribute ${harmless(attribute)}, as an earlier file called it.`;

/** `deals.csv has no column Ammount (did you mean Amount?), which the mapping names: what it would tell stays empty.` */
const absentText = ({ path, columns }: NonNullable<Understood["absent"]>[number]): string => {
  const names = columns.map(
    ({ name, near }) => `${harmless(name)}${near === null ? "" : ` (did you mean ${harmless(near)}?)`}`,
  );
  const [what, they] = names.length === 1 ? ["column", "it"] : ["columns", "they"];
  return `${harmless(path)} has no ${what} ${names.join(", ")}, which the mapping names: what ${they} would tell stays empty.`;
};

export const understoodLines = (
  {
    title,
    files,
    ignored,
    lacking = [],
    absent = [],
    titles = [],
    quotes = [],
    renamed = [],
    tables,
    dates,
  }: Understood,
  show: Look,
): string[] => [
  show.paint("strong", title),
  ...gridLines(
    {
      columns: [left("File", 0), left("Read as", 0), right("Rows", 0)],
      rows: files.map(({ path, as, rows }) => [plain(harmless(path)), plain(harmless(as)), plain(countText(rows))]),
    },
    show.width,
    show.paint,
  ),
  ...(files.some(({ as }) => !tables.some(({ table }) => table === as)) ? wrap(intoText(tables), show.width) : []),
  ...titles.flatMap(({ path, from, to }) => wrap(titlesText(harmless(path), from, to), show.width)),
  ...quotes.flatMap((one) => wrap(quotesText(one), show.width)),
  ...renamed.flatMap((one) => wrap(renamedText(one), show.width)),
  ...dates.flatMap(({ file, column, read }) =>
    wrap(`${harmless(file)}: dates in ${harmless(column)} were read ${dateWords[read] ?? read}.`, show.width),
  ),
  ...lacking.flatMap(({ path, columns }) =>
    wrap(
      `${harmless(path)} has no column ${columns.map((names) => harmless(names.join(" or "))).join(", and none called ")}: without it nothing new can be loaded from it. Export it with that.`,
      show.width,
    ),
  ),
  ...absent.flatMap((one) => wrap(absentText(one), show.width)),
  ...asidesOf(ignored).flatMap((text) => wrap(text, show.width)),
];

const outcomeLines = ({ tables }: Outcome, show: Look): string[] => {
  const count = (value: number) => (value === 0 ? toned("dim", "–") : plain(countText(value)));
  const told = tables.filter(({ read, rejected }) => read > 0 || rejected > 0);
  if (told.length === 0) return ["No rows were read."];
  return gridLines(
    {
      columns: [
        left("Table", 0),
        right("Read", 3),
        right("New", 0),
        right("Changed", 1),
        right("Unchanged", 2),
        right("Left out", 0),
      ],
      rows: told.map((table) => [
        plain(table.table),
        count(table.read),
        count(table.new),
        count(table.changed),
        count(table.unchanged),
        count(table.rejected),
      ]),
    },
    show.width,
    show.paint,
  );
};

/** Said only of what was waited for. */
const tookText = (tookMs: number): string => {
  if (tookMs < 50) return "";
  if (tookMs < 60_000) return `, in ${(tookMs / 1000).toFixed(1)} s`;
  return `, in ${Math.floor(tookMs / 60_000)} min ${Math.floor((tookMs % 60_000) / 1000)} s`;
};

const foundLines = (what: string, { findings, rejected }: Outcome, show: Look): string[] => {
  const found = findings.reduce((sum, { count }) => sum + count, 0);
  // What an earlier import of the same file found is not found again.
  const nothing = rejected === 0 ? "Nothing was found wrong." : "Nothing was found wrong that had not been before.";
  return found === 0
    ? wrap(`${what} ${nothing}`, show.width)
    : [
        ...wrap(`${what} ${countText(found)} ${found === 1 ? "thing was" : "things were"} found:`, show.width),
        ...findingGroupLines(findings, show),
      ];
};

const unseenText = ({ tables, from, until }: NonNullable<Imported["unseen"]>): string => {
  const what = tables.length === 1 ? tables[0] : `${tables.slice(0, -1).join(", ")} and ${tables.at(-1)}`;
  return (
    `What it tells of ${what} is known from ${dayText(from)} on, the day of the import, but the data ends on ${dayText(until)}: answers of the present do not see it yet. ` +
    "It counts from the import on, once later deals or activities are imported. To have it count from the beginning, make the workspace anew from all files at once, " +
    `or give ${tables.map((table) => `${table}.csv`).join(", ")} of our own form a recorded_at before the first deal.`
  );
};

/** `tookMs`: from the first byte to the last fact. */
export const importedLines = (imported: Imported, show: Look, tookMs = 0): string[] => [
  "",
  ...outcomeLines(imported, show),
  "",
  ...foundLines(`Import ${imported.batch} is loaded${tookText(tookMs)}.`, imported, show),
  ...(imported.unseen === undefined ? [] : ["", ...wrap(unseenText(imported.unseen), show.width)]),
  ...(imported.findings.length === 0
    ? []
    : wrap("quarterdeck check CODE lists them.", show.width).map((line) => show.paint("dim", line))),
];

/** What an import would do. */
export const rehearsedLines = (outcome: Outcome, show: Look): string[] => [
  "",
  ...outcomeLines(outcome, show),
  "",
  ...foundLines("So it would be; nothing was loaded.", outcome, show),
];

/** `how`: the command that writes the rows which were left out; null when they cannot be had again. */
export const leftOutLines = (rows: number, how: string | null, show: Look): string[] =>
  rows === 0
    ? []
    : wrap(
        `${rows === 1 ? "1 row was" : `${countText(rows)} rows were`} left out.${how === null ? "" : ` ${how} writes ${rows === 1 ? "it" : "them"} with the reasons, to be mended and imported.`}`,
        show.width,
      );

/** Where the rows are that were left out. */
export const asideLines = (
  files: readonly { readonly path: string; readonly of: string; readonly rows: number }[],
  show: Look,
): string[] =>
  files.flatMap(({ path, of, rows }) =>
    wrap(
      `${rows === 1 ? "The row" : `The ${countText(rows)} rows`} of ${harmless(of)} that ${rows === 1 ? "was" : "were"} left out ${rows === 1 ? "is" : "are"} in ${path}, with the reasons. Mend ${rows === 1 ? "it" : "them"} there, then import that file.`,
      show.width,
    ),
  );
