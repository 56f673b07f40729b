/** What the columns of a file that nobody knows may mean: by their names, and by what is in them. A suggestion, never loaded unseen. */
import { stringify } from "yaml";
import type { Session } from "../../engines/index.ts";
import { tableNamed } from "../../model/tables.ts";
import { name, quoted, type Sql, sql } from "../../sql/index.ts";
import { type GivenFile, inputFiles } from "../read/files.ts";
import { loadRaw } from "../read/raw.ts";
import { type RawTable, rawColumn } from "../read/raw-table.ts";
import { openStaging } from "../read/staging.ts";
import { synonyms } from "./synonyms.ts";

export interface SuggestedColumn {
  /** As the file calls it. */
  readonly column: string;
  /** Ours; null: kept as an attribute. */
  readonly to: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly samples: readonly string[];
}

export interface SuggestedFile {
  readonly path: string;
  readonly rows: number;
  /** Null when no table of ours is likely. */
  readonly table: string | null;
  readonly columns: readonly SuggestedColumn[];
  /** Columns that the table needs and the file does not seem to have. */
  readonly missing: readonly string[];
}

export interface Suggestion {
  readonly files: readonly SuggestedFile[];
  /** A mapping file to correct and to import with; null when nothing at all was found. */
  readonly mapping: string | null;
}

interface Look {
  readonly column: string;
  readonly samples: readonly string[];
  readonly filled: number;
  readonly dates: number;
  readonly numbers: number;
  readonly distinct: number;
}

const dateForm = "([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2}))([T ,].*)?";
const numberForm = "[-+(]?[^0-9A-Za-z]{0,3}[0-9][0-9.,' ]*[^0-9A-Za-z]{0,3}";

const lookAt = async (session: Session, raw: RawTable, index: number): Promise<Look> => {
  const cell = rawColumn(index);
  const share = (form: string): Sql =>
    sql`(count(*) filter (where regexp_full_match(trim(cell), ${quoted(form)})))::double`;
  const [row] = await session.rows<{
    filled: number;
    dates: number;
    numbers: number;
    kinds: number;
    samples: string | null;
  }>(
    sql`select count(*)::double as filled, ${share(dateForm)} as dates, ${share(numberForm)} as numbers, count(distinct cell)::double as kinds,
        array_to_string(list_sort(list_distinct(list(left(cell, 40))))[1:3], chr(31)) as samples
      from (select ${cell} as cell from ${name(raw.relation)} where ${cell} is not null limit 1000)`,
  );
  const filled = row?.filled ?? 0;
  return {
    column: raw.columns[index] ?? "",
    samples: (row?.samples ?? "").split("\u001f").filter((text) => text !== ""),
    filled,
    dates: filled === 0 ? 0 : (row?.dates ?? 0) / filled,
    numbers: filled === 0 ? 0 : (row?.numbers ?? 0) / filled,
    distinct: filled === 0 ? 0 : (row?.kinds ?? 0) / filled,
  };
};

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** By its name alone. */
const named = (column: string, ours: string, others: readonly string[]): number => {
  const own = bare(column);
  if (own === bare(ours)) return 1;
  const place = others.indexOf(own);
  if (place >= 0) return 0.95 - 0.02 * place;
  return others.some((word) => word.length > 4 && (own.includes(word) || (own.length > 4 && word.includes(own))))
    ? 0.5
    : 0;
};

/** What its cells say for or against it. */
const contained = (table: string, ours: string, look: Look): number => {
  const column = tableNamed(table)?.columns.find((one) => one.name === ours);
  if (look.filled === 0) return 0.5;
  switch (column?.type) {
    case "instant":
    case "date":
      return look.dates > 0.9 ? 1 : 0.1;
    case "money":
    case "number":
      return look.numbers > 0.9 && look.dates < 0.1 ? 1 : 0.1;
    case "ref":
      if (tableNamed(table)?.key.includes(ours) === true && table !== "spend") return look.distinct > 0.99 ? 1 : 0.2;
      return look.dates > 0.9 ? 0.1 : 1;
    default:
      return look.dates > 0.9 ? 0.2 : 1;
  }
};

interface Matched {
  readonly table: string;
  readonly score: number;
  readonly to: ReadonlyMap<string, { readonly ours: string; readonly confidence: number }>;
  readonly missing: readonly string[];
}

/** Each column of ours by at most one of the file's, the surest first. */
const matched = (table: string, looks: readonly Look[]): Matched => {
  const pairs = Object.entries(synonyms[table] ?? {})
    .flatMap(([ours, others]) =>
      looks.map((look) => ({
        ours,
        column: look.column,
        confidence: named(look.column, ours, others) * contained(table, ours, look),
      })),
    )
    .filter(({ confidence }) => confidence >= 0.4)
    .sort((a, b) => b.confidence - a.confidence);
  const to = new Map<string, { ours: string; confidence: number }>();
  const taken = new Set<string>();
  for (const { ours, column, confidence } of pairs) {
    if (taken.has(ours) || to.has(column)) continue;
    taken.add(ours);
    to.set(column, { ours, confidence });
  }
  const needed = (tableNamed(table)?.columns ?? []).filter(({ required }) => required === true).map((one) => one.name);
  const missing = needed.filter((one) => !taken.has(one) && !(table === "activities" && one === "type"));
  const sum = [...to.values()].reduce((total, { confidence }) => total + confidence, 0);
  return { table, score: sum - 1.5 * missing.length, to, missing };
};

const suggestFile = async (session: Session, raw: RawTable): Promise<SuggestedFile> => {
  const looks: Look[] = [];
  for (const index of raw.columns.keys()) looks.push(await lookAt(session, raw, index));
  const [best] = Object.keys(synonyms)
    .map((table) => matched(table, looks))
    .sort((a, b) => b.score - a.score);
  const found = best !== undefined && best.score > 0 ? best : null;
  return {
    path: raw.file.name,
    rows: raw.rows,
    table: found?.table ?? null,
    missing: found?.missing ?? [],
    columns: looks.map(({ column, samples }) => {
      const match = found?.to.get(column);
      return { column, to: match?.ours ?? null, confidence: match?.confidence ?? 0, samples };
    }),
  };
};

const mappingOf = (files: readonly SuggestedFile[]): string | null => {
  const known = files.filter(({ table }) => table !== null);
  if (known.length === 0) return null;
  const blocks = known.map(({ table, columns }, index) => ({
    table: table ?? "",
    block: {
      from: `file_${index + 1}`,
      columns: {
        ...Object.fromEntries(columns.flatMap(({ column, to }) => (to === null ? [] : [[to, column]]))),
        // What was done is not in any column: said once, to be corrected.
        ...(table === "activities" ? { type: { constant: "other" } } : {}),
      },
    },
  }));
  return stringify(
    {
      name: "mapping",
      date_order: "shared",
      files: Object.fromEntries(
        known.map(({ columns }, index) => [
          `file_${index + 1}`,
          { columns: columns.filter(({ to }) => to !== null).map(({ column }) => column) },
        ]),
      ),
      tables: Object.fromEntries(
        [...new Set(blocks.map(({ table }) => table))].map((table) => [
          table,
          blocks.filter((one) => one.table === table).map(({ block }) => block),
        ]),
      ),
    },
    { lineWidth: 160 },
  );
};

/** Reads the files; nothing is loaded. Problems: those of reading. */
export const suggestMapping = async (session: Session, files: readonly GivenFile[]): Promise<Suggestion> => {
  await using staging = await openStaging(session);
  const suggested: SuggestedFile[] = [];
  for (const file of await inputFiles(files))
    suggested.push(await suggestFile(session, await loadRaw(file, { table: null, once: false }, staging)));
  return { files: suggested, mapping: mappingOf(suggested) };
};
