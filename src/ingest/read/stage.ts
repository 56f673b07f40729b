/** Files in, staged rows out: what was understood, what was not, and nothing dropped in silence. */
import { stat } from "node:fs/promises";
import type { Session } from "../../engines/index.ts";
import { type Table, tableNamed, tables } from "../../model/tables.ts";
import { name, sql } from "../../sql/index.ts";
import { applyMapping } from "../mapping/apply.ts";
import { mappedFile, unrecognised } from "../mapping/recognise.ts";
import type { Mapping } from "../mapping/schema.ts";
import type { AttributeName, Renamed } from "./attribute-names.ts";
import { canonicalTable, type InPlace, stageCanonical, stageInPlace } from "./canonical.ts";
import { type DateFormat, dateFormat } from "./date-format.ts";
import { type GivenFile, type InputFile, inputFiles } from "./files.ts";
import { type EarlierFile, NeedsWhole, stagePartly } from "./partly.ts";
import { PlainDates } from "./plain-dates.ts";
import { loadRaw, openFile } from "./raw.ts";
import { dropRaw, type RawOptions, type RawTable } from "./raw-table.ts";
import { roomInPlace } from "./room.ts";
import { addingTo, openStaging, type Staging, stagedNames } from "./staging.ts";

export interface StageOptions {
  /** Absent: the files are in our own form. Files that it does not know may be ours beside it. */
  readonly mapping?: Mapping | null;
  /** Stage what the files tell of the process, and no tables. */
  readonly processOnly?: boolean;
  /** Attributes that are there, in the order in which they came. Absent: none. */
  readonly attributes?: readonly AttributeName[];
  /** The file that told one of our tables last, where a later one can be read in part. */
  readonly earlier?: (table: string) => Promise<EarlierFile | null>;
  /** From how many bytes on a clean file that alone tells the table is not copied: `inPlace` of the report. Absent: none is. */
  readonly inPlaceFrom?: number;
}

export interface StagedFile {
  /** As the user named it. */
  readonly path: string;
  /** `canonical`, or the mapping's name. */
  readonly source: string;
  /** Our table, or the mapping's short name of the file. */
  readonly as: string;
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Rows that could not be read. */
  readonly findings: number;
  /** Lines above the names that were left out. */
  readonly titles: RawTable["titles"] | null;
  /** How its quotes are written, where not as in nearly all files. */
  readonly quoting: RawTable["quoting"] | null;
  /** A later file of the same table can be compared with it line for line. */
  readonly isPlain: boolean;
}

/** Its disposal takes the staged tables away. */
export interface StageReport extends AsyncDisposable {
  readonly files: readonly StagedFile[];
  /** Files that nothing is known about. */
  readonly ignored: readonly { readonly path: string; readonly columns: readonly string[] }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly findings: readonly { readonly code: string; readonly count: number }[];
  /** Dates that were not ISO, and how they were read: `day_first`, `month_first`, `undecided`. */
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
  readonly attributes: {
    /** Columns that are called otherwise in their file. */
    readonly renamed: readonly Renamed[];
    /** Names that were not known before. */
    readonly added: readonly AttributeName[];
  };
  /** By table, the rows that stood in its earlier file line for line: they are not staged. A table that has no others is not there. */
  readonly same: ReadonlyMap<string, number>;
  /** Those of these tables of which each staged row took the place of one with its key. */
  readonly replaced: ReadonlySet<string>;
  /** By table, the files that were staged as they lie. */
  readonly inPlace: ReadonlyMap<string, InPlace>;
}

interface Placed {
  readonly inPlace: Map<string, InPlace>;
  /** Bytes of files that may still be staged as they lie. */
  room: number;
  readonly same: Map<string, number>;
  readonly replaced: Set<string>;
  readonly files: StagedFile[];
  readonly ignored: { readonly path: string; readonly columns: readonly string[] }[];
  readonly dates: { readonly file: string; readonly column: string; readonly read: string }[];
  /** What a mapping knows, under its short names; carried out when all is read, for its tables may need several files. */
  readonly mapped: Map<string, RawTable[]>;
}

const declaredFormats = (mapping: Mapping | null): ReadonlyMap<string, DateFormat> =>
  new Map(
    Object.entries(mapping?.dates ?? {}).flatMap(([column, written]) => {
      const format = dateFormat(written);
      return format === null ? [] : [[column.toLowerCase(), format] as const];
    }),
  );

/** A mapping may read a file many times, for several tables and look-ups. */
const mappedFiles: RawOptions = { table: null, once: false };

/** Beside a foreign export only a file that is called like one of our tables is ours: contacts may well have an account_id and a name. */
const ownTable = (stem: string, columns: readonly string[], mapping: Mapping | null): Table | null =>
  mapping === null || tableNamed(stem) !== undefined ? canonicalTable(stem, columns) : null;

const place = async (
  given: InputFile,
  { mapping = null, earlier, inPlaceFrom }: StageOptions,
  staging: Staging,
  placed: Placed,
): Promise<void> => {
  const opened = await openFile(given, staging.session);
  const { file, columns } = opened;
  const short = mapping === null ? null : mappedFile(mapping, file, columns);
  const table = short === null ? ownTable(file.stem, columns, mapping) : null;
  if (short === null && table === null) {
    placed.ignored.push({ path: file.name, columns });
    return;
  }
  const describe = (raw: RawTable): void => {
    placed.files.push({
      path: file.name,
      source: short === null ? "canonical" : (mapping?.name ?? "mapping"),
      as: short ?? table?.name ?? "",
      encoding: raw.encoding,
      delimiter: raw.delimiter,
      columns: raw.columns,
      rows: raw.rows,
      findings: raw.findings,
      titles: raw.titles ?? null,
      quoting: raw.quoting ?? null,
      isPlain: raw.isPlain === true,
    });
  };
  if (table !== null) {
    if (placed.inPlace.has(table.name)) throw new NeedsWhole(`several files tell ${table.name}`);
    const before = mapping === null ? await earlier?.(table.name) : null;
    const partly =
      before == null ? null : await stagePartly(opened, table, { earlier: before, room: placed.room }, staging);
    if (partly !== null) {
      placed.same.set(table.name, partly.same);
      if (partly.replaces) placed.replaced.add(table.name);
      if (partly.inPlace !== null) placed.inPlace.set(table.name, partly.inPlace);
      describe(partly.raw);
      return;
    }
    const isFirst = mapping === null && !placed.files.some((other) => other.as === table.name);
    const bounds = isFirst && inPlaceFrom !== undefined ? { from: inPlaceFrom, room: placed.room } : null;
    const formats = declaredFormats(mapping);
    const { raw, dates, inPlace } = await placeCanonical(file, table, columns, { formats, bounds }, staging);
    if (inPlace !== null) {
      placed.inPlace.set(table.name, inPlace);
      placed.room -= (await stat(file.path)).size;
    }
    placed.dates.push(...dates.map((date) => ({ file: file.name, ...date })));
    describe(raw);
  } else if (short !== null) {
    const raw = await loadRaw(file, mappedFiles, staging);
    placed.mapped.set(short, [...(placed.mapped.get(short) ?? []), raw]);
    describe(raw);
  }
};

interface CanonicalOptions {
  readonly formats: ReadonlyMap<string, DateFormat>;
  /** Null: the file is copied. */
  readonly bounds: InPlaceBounds | null;
}

/** Bytes. */
interface InPlaceBounds {
  readonly from: number;
  readonly room: number;
}

interface CanonicalPlaced {
  readonly raw: RawTable;
  readonly dates: readonly { readonly column: string; readonly read: string }[];
  readonly inPlace: InPlace | null;
}

const mayLie = async (file: InputFile, { from, room }: InPlaceBounds): Promise<boolean> => {
  if (file.format !== "delimited" || file.gzip) return false;
  const { size } = await stat(file.path);
  return size >= from && size <= room;
};

/** The engine reads a clean file itself; should it see other rows than the pre-flight, it gets our own copy. */
const placeCanonical = async (
  file: InputFile,
  table: Table,
  columns: readonly string[],
  { formats, bounds }: CanonicalOptions,
  staging: Staging,
): Promise<CanonicalPlaced> => {
  const plain = bounds !== null && (await mayLie(file, bounds)) ? new PlainDates(table, columns) : null;
  for (const copy of [false, true]) {
    const options = { table: table.name, once: true, copy, ...(plain === null ? {} : { dates: plain }) };
    const raw = await loadRaw(file, options, staging);
    if (plain?.isPlain() === true && !copy && raw.isPlain === true && raw.rows > 0) {
      const known = await stageInPlace(raw, table, staging);
      return { raw, dates: [], inPlace: { file: file.name, rows: raw.rows, columns: known, years: plain.years() } };
    }
    const { rows, dates } = await stageCanonical(raw, table, formats, staging);
    await dropRaw(raw, options, staging);
    if (rows === raw.rows) return { raw, dates, inPlace: null };
    await staging.session.run(sql`delete from ${name(`staged.${table.name}`)} where source_file = ${file.name}`);
    await staging.session.run(sql`delete from staged.findings where file = ${file.name}`);
  }
  throw new Error(`${file.name}: the engine reads other rows than are there`);
};

/** What stands in an earlier file can only be left out where one file tells all of the table. */
const checkSame = ({ same, files }: Placed): void => {
  for (const table of same.keys())
    if (files.filter((file) => file.as === table).length > 1) throw new NeedsWhole(`several files tell ${table}`);
};

const rowsOf = async (session: Session, table: string): Promise<number> => {
  const [count] = await session.rows<{ rows: number }>(
    sql`select count(*)::double as rows from ${name(`staged.${table}`)}`,
  );
  return count?.rows ?? 0;
};

/** Rows that only add to records are not counted: whether any of those are there only the workspace can say. */
const stagedTables = async (
  session: Session,
  { same, inPlace }: Placed,
): Promise<{ table: string; rows: number }[]> => {
  const names = await stagedNames(session);
  const found: { table: string; rows: number }[] = [];
  for (const table of tables) {
    if (![names, same, inPlace].some((those) => those.has(table.name))) continue;
    const staged = names.has(table.name) ? await rowsOf(session, table.name) : 0;
    const adding = names.has(addingTo(table)) ? await rowsOf(session, addingTo(table)) : 0;
    const unstaged = (inPlace.get(table.name)?.rows ?? 0) + (same.get(table.name) ?? 0);
    found.push({ table: table.name, rows: staged - adding + unstaged });
  }
  return found;
};

/**
 * Reads the files into `staged.<table>` and `staged.findings` of the session's engine, which must have access to files. Throws
 * `file_not_found`, `file_unreadable`, `unrecognised_file` (nothing at all is known), `ambiguous_dates`, `join_multiplies`; `NeedsWhole` where
 * not all of a table's files can be read in part.
 */
export const stageFiles = async (
  session: Session,
  paths: readonly GivenFile[],
  options: StageOptions = {},
): Promise<StageReport> => {
  const mapping = options.mapping ?? null;
  const files = await inputFiles(paths);
  const staging = await openStaging(session, options.attributes);
  try {
    const placed: Placed = {
      files: [],
      ignored: [],
      dates: [],
      mapped: new Map(),
      same: new Map(),
      replaced: new Set(),
      inPlace: new Map(),
      room: await roomInPlace(session),
    };
    for (const file of files) await place(file, { ...options, mapping }, staging, placed);
    checkSame(placed);
    if (placed.files.length === 0) {
      throw unrecognised(
        placed.ignored,
        paths.map((path) => (typeof path === "string" ? path : path.name)),
      );
    }
    if (mapping !== null)
      placed.dates.push(...(await applyMapping(mapping, placed.mapped, staging, options.processOnly)).dates);
    for (const raw of [...placed.mapped.values()].flat()) await dropRaw(raw, mappedFiles, staging);
    return {
      files: placed.files,
      ignored: placed.ignored,
      dates: placed.dates,
      same: placed.same,
      replaced: placed.replaced,
      inPlace: placed.inPlace,
      attributes: { renamed: staging.attributes.renamed(), added: staging.attributes.added() },
      tables: await stagedTables(session, placed),
      findings: await session.rows<{ code: string; count: number }>(
        sql`select code, count(*)::double as count from staged.findings group by code order by code`,
      ),
      [Symbol.asyncDispose]: () => staging[Symbol.asyncDispose](),
    };
  } catch (error) {
    await staging[Symbol.asyncDispose]();
    throw error;
  }
};
