/** Mappings in the making of files that nobody knows: suggested, and corrected by whoever looks at them on the page. */
import type { KnownPerson } from "../ingest/people/known.ts";
import { type GivenFile, stemOf } from "../ingest/read/files.ts";
import { type Becomes, readAs } from "../ingest/suggest/suggest.ts";
import type { SuggestedFile } from "../ingest/suggest/suggested.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { tableNamed, tables } from "../model/tables.ts";
import { Problem } from "../problem.ts";
import type { FilesToPreview, Previewed } from "../server/index.ts";
import type { BatchMapping } from "../state/index.ts";
import {
  activityTypes,
  type Draft,
  draftText,
  lacksType,
  likelyMovesOf,
  likelyType,
  peopleOf,
  stageWords,
  timeOfWord,
  withColumn,
  withMovesOf,
  withNamedStages,
  withPeople,
  withPerson,
  withStage,
  withTable,
  withType,
} from "./drafting.ts";
import { suggest } from "./suggesting.ts";

type Corrections = NonNullable<FilesToPreview["corrections"]>;

export interface Drafted {
  readonly draft: Draft;
  readonly stages: Previewed["stages"];
  /** What activities may have been, where no column says it. */
  readonly types: readonly string[];
  /** Whose moves histories may tell, where no column says it. */
  readonly movesOf: Previewed["moves_of"];
  readonly people: Previewed["people"];
  /** Null when no column is one of ours. */
  readonly mapping: BatchMapping | null;
}

const refuse = (reason: string): never => {
  throw new Problem("bad_request", { field: "corrections", reason });
};

const becomesOf = (table: string | null, word: string): Becomes => {
  if (word === "attribute" || word === "nothing") return word;
  const time = timeOfWord(table, word);
  if (time !== null) return time;
  const isThere = tableNamed(table ?? "")?.columns.some(({ name }) => name === word) === true;
  return isThere ? { to: word } : refuse(`names ${word}, which is no column of ${table ?? "nothing"}.`);
};

const fileOf = (draft: Draft, path: string): SuggestedFile =>
  draft.files.find((file) => file.path === path) ?? refuse(`names ${path}, which is none of the files.`);

const correctedBy = (given: Draft, corrections: Corrections): Draft => {
  const {
    files = [],
    stages = [],
    date_order: order,
    activity_type: type,
    moves_of: movesOf,
    people,
    persons = [],
  } = corrections;
  let draft: Draft = order === undefined ? given : { ...given, settled: { ...given.settled, dateOrder: order } };
  for (const { file: path, table, columns = [] } of files) {
    fileOf(draft, path);
    if (typeof table === "string" && tableNamed(table) === undefined) refuse(`names ${table}, which is no table.`);
    if (table !== undefined) draft = withTable(draft, path, table);
    for (const { column, becomes } of columns) {
      const file = fileOf(draft, path);
      if (!file.columns.some((one) => one.column === column)) refuse(`names ${column}, which is no column of ${path}.`);
      draft = withColumn(draft, path, column, becomesOf(file.table, becomes));
    }
  }
  if (type !== undefined && !activityTypes.includes(type)) refuse(`names ${type}, which is no type of activity.`);
  const typed = type === undefined ? draft : withType(draft, type);
  const moved = movesOf === undefined ? typed : withMovesOf(typed, movesOf);
  const peopled = people === undefined ? moved : withPeople(moved, people);
  const named = persons.reduce((all, { name, person }) => withPerson(all, name, person), peopled);
  return stages.reduce((all, { word, stage }) => withStage(all, word, stage), named);
};

/** A file that is called like one of our tables is that. */
const asCalled = (file: SuggestedFile): SuggestedFile => {
  const table = tableNamed(stemOf(file.path));
  return table === undefined ? file : readAs(file, table.name);
};

const mappingName = (files: readonly SuggestedFile[]): string =>
  `${stemOf(files.find(({ table }) => table !== null)?.path ?? "files")}.mapping.yaml`;

/** What the rows and the columns of a file may become. */
const choices: Previewed["choices"] = tables.map(({ name, meaning, columns }) => ({
  table: name,
  meaning,
  columns: columns.map((column) => ({
    name: column.name,
    required: "required" in column && column.required === true,
    instant: column.type === "instant",
  })),
}));

/** What no text has. */
const hasControls = (cells: readonly string[]): boolean =>
  cells.some((cell) => /(?![\t\r\n])\p{Cc}|\ufffd/u.test(cell));

/** A picture is read as text as well as anything, but it is no table. */
const refuseNoTable = ({ path, columns, preview }: SuggestedFile): void => {
  const lines = [columns.map(({ column }) => column), ...preview];
  const isTable = columns.length > 0 && lines.filter(hasControls).length * 2 < lines.length;
  if (!isTable)
    throw new Problem("file_unreadable", {
      ...{ path, line: null, reason: columns.length === 0 ? "it is empty." : "it is no table." },
      remedy: "Tables come as CSV, TSV, XLSX, Parquet or NDJSON, or as a ZIP of them.",
    });
};

/** As many suggestions are remembered while they are corrected. */
const mostRemembered = 4;

/** The types of activities, the likeliest at the beginning. */
const likeliestFirst = (draft: Draft): readonly string[] => [...new Set([likelyType(draft), ...activityTypes])];

/** Who moves from stage to stage, the likeliest at the beginning. */
const likelyMovers = (draft: Draft): Drafted["movesOf"] => {
  const likely = likelyMovesOf(draft);
  return likely === null ? [] : [...new Set([likely, "opportunity" as const, "lead" as const])];
};

/** `config` and `known` people: as they are when somebody looks. */
export const draftsOf = (config: () => WorkspaceConfig, known: () => Promise<readonly KnownPerson[]>) => {
  const remembered = new Map<string, readonly SuggestedFile[]>();
  const suggested = async (wished: FilesToPreview, files: readonly GivenFile[]): Promise<readonly SuggestedFile[]> => {
    const key = JSON.stringify(wished.files);
    const found = remembered.get(key) ?? (await suggest(files)).files.map(asCalled);
    for (const file of found) refuseNoTable(file);
    remembered.delete(key);
    remembered.set(key, found);
    for (const old of [...remembered.keys()].slice(0, -mostRemembered)) remembered.delete(old);
    return found;
  };
  return {
    choices,
    stageChoices: () =>
      config().pipelines.flatMap(({ stages }) => stages.map(({ id, name, of }) => ({ of, stage: id, label: name }))),
    /** The files lie open; `wished` names them as they were sent. Problem: `bad_request`. */
    draft: async (wished: FilesToPreview, files: readonly GivenFile[]): Promise<Drafted> => {
      const given = { files: await suggested(wished, files), settled: {}, known: await known() };
      const corrected = correctedBy(given, wished.corrections ?? {});
      const words = stageWords(corrected, config());
      const draft = withNamedStages(corrected, config());
      const text = draftText(draft);
      return {
        draft,
        stages: words.map(({ word, of }) => ({ word, of, stage: draft.settled.stages?.[word] ?? null })),
        people: peopleOf(draft).named.map(({ file, column, names, known: here, unclear }) => ({
          ...{ file, column, names, known: here },
          unclear: unclear.map(({ name, could }) => ({
            name,
            person: draft.settled.persons?.[name] ?? null,
            could: could.map(({ id, name: called, email }) => ({ person: id, name: called, email })),
          })),
        })),
        movesOf: likelyMovers(draft),
        types: lacksType({ ...draft, settled: {} }) ? likeliestFirst(draft) : [],
        mapping: text === null ? null : { name: mappingName(draft.files), text },
      };
    },
    nothingOurs: ({ draft: { files } }: Drafted): Problem =>
      new Problem("unrecognised_file", {
        path: files.map(({ path }) => path).join(", "),
        columns: files[0]?.columns.map(({ column }) => column) ?? [],
        like: null,
        remedy: "Say what its rows are, and what each column is.",
      }),
  };
};
