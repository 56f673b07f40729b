/** A mapping in the making: what each column shall become, and what is said beside it. Pure; whoever asks or reads flags changes it. */
import type { KnownPerson } from "../ingest/people/known.ts";
import { movedIn, saysNoSubject } from "../ingest/suggest/history.ts";
import { isStage, mappingText, type Settled, saysNoType, standsIn, typeOf } from "../ingest/suggest/mapping-text.ts";
import { type NamedPeople, peopleNamed, type UnclearName } from "../ingest/suggest/people-named.ts";
import { type Becomes, corrected, readAs } from "../ingest/suggest/suggest.ts";
import type { SuggestedFile } from "../ingest/suggest/suggested.ts";
import { instantsOf } from "../ingest/suggest/time-columns.ts";
import { stagesOfAnswers } from "../model/config-rules.ts";
import { nearestWord } from "../model/nearest.ts";
import type { RecordKind, Stage, StageCategory, WorkspaceConfig } from "../model/process.ts";
import { tableNamed, tables } from "../model/tables.ts";
import { Usage } from "./usage.ts";

export interface Draft {
  /** Whom the workspace knows. */
  readonly known?: readonly KnownPerson[];
  readonly files: readonly SuggestedFile[];
  readonly settled: Settled;
  /** Words that are stages of the user's own, in their order, to be put into the process before anything is loaded. */
  readonly own?: readonly OwnStage[];
}

export interface OwnStage {
  /** Also its id. */
  readonly word: string;
  readonly of: Stage["of"];
  readonly category: StageCategory;
}

export const draftText = ({ files, settled }: Draft): string | null => mappingText(files, settled);

export const tableNames: readonly string[] = tables.map(({ name }) => name);

const unknown = (what: string, word: string, known: readonly string[]): Usage => {
  const near = nearestWord(word, known);
  return new Usage(
    `There is no ${what} called ${word}.`,
    near === null ? `There are: ${known.join(", ")}.` : `Did you mean ${near}?`,
  );
};

export const withTable = (draft: Draft, path: string, table: string | null): Draft => ({
  ...draft,
  files: draft.files.map((file) => (file.path === path ? readAs(file, table) : file)),
});

export const withColumn = (draft: Draft, path: string, column: string, becomes: Becomes): Draft => ({
  ...draft,
  files: draft.files.map((file) => (file.path === path ? corrected(file, column, becomes) : file)),
});

/** A word of a file for one of the process's stages. */
export interface StageWord {
  readonly word: string;
  readonly of: Stage["of"];
  /** Of that name; null when somebody has to say. */
  readonly stage: Stage | null;
}

const isCalled = (stage: Stage, word: string): boolean =>
  [stage.id, stage.name].some((name) => name.trim().toLowerCase() === word.trim().toLowerCase());

/** Words that stand in columns of stages and are no id of one, each once. */
export const stageWords = ({ files, settled }: Draft, { pipelines }: WorkspaceConfig): readonly StageWord[] => {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const words = files.flatMap((file) => {
    const of = standsIn(file, settled) ?? "opportunity";
    return file.columns
      .filter(({ to }) => isStage(to))
      .flatMap(({ values }) => values)
      .filter((word) => !stages.some(({ id }) => id === word))
      .map((word): StageWord => {
        const named = stages.find((stage) => stage.of === of && isCalled(stage, word));
        return { word, of, stage: named ?? null };
      });
  });
  return [...new Map(words.map((one) => [one.word, one])).values()];
};

export const withStage = (draft: Draft, word: string, stage: string): Draft => ({
  ...draft,
  settled: { ...draft.settled, stages: { ...draft.settled.stages, [word]: stage } },
});

/**
 * Words of the files that are called as a stage is; where somebody says another, that holds. A word that is no stage is one word, however it
 * is written.
 */
export const withNamedStages = (draft: Draft, config: WorkspaceConfig): Draft => {
  const words = stageWords(draft, config);
  const spelt = ({ word, of }: StageWord): string => `${of} ${word.trim().toLowerCase()}`;
  const said = (word: string): string | undefined => draft.settled.stages?.[word];
  const meant = new Map(
    words.flatMap((one) =>
      [said(one.word)].flatMap((stage) => (stage === undefined ? [] : [[spelt(one), stage] as const])),
    ),
  );
  return words.reduce((all, one) => {
    if (said(one.word) !== undefined) return all;
    const stage = one.stage?.id ?? meant.get(spelt(one));
    if (stage === undefined) meant.set(spelt(one), one.word);
    return stage === undefined ? all : withStage(all, one.word, stage);
  }, draft);
};

/** Words for stages of which neither the process nor anybody says which they are. */
export const unsaidStages = (draft: Draft, config: WorkspaceConfig): readonly StageWord[] =>
  stageWords(draft, config).filter(({ word, stage }) => stage === null && draft.settled.stages?.[word] === undefined);

/** Words that no stage of the process is, as far as anybody has said: what stands there is neither open nor won nor lost. */
export const undeclaredWords = (draft: Draft, config: WorkspaceConfig): readonly string[] =>
  stageWords(draft, config).flatMap(({ word, stage }) =>
    (draft.settled.stages?.[word] ?? stage?.id ?? word) === word && !draft.own?.some((one) => one.word === word)
      ? [word]
      : [],
  );

/** Of these, those that the mapping tells as stages: they can be put into the process. */
export const offeredWords = (draft: Draft, config: WorkspaceConfig): readonly StageWord[] => {
  const told = new Set(
    draft.files.flatMap((file) =>
      standsIn(file, draft.settled) === null
        ? []
        : file.columns.flatMap(({ to, values }) => (isStage(to) ? values : [])),
    ),
  );
  const undeclared = undeclaredWords(draft, config);
  return stageWords(draft, config).filter(
    ({ word }) => told.has(word) && undeclared.includes(word) && !stagesOfAnswers.includes(word),
  );
};

/** The one currency of all deals' amounts, as far as the files' signs and words say it; null where they say none, or several. */
export const currencyOf = ({ files }: Draft): string | null => {
  const told = files.flatMap(({ table, currency, columns }) =>
    table !== "opportunities"
      ? []
      : [
          ...(currency === null ? [] : [currency]),
          ...columns.flatMap(({ to, values }) => (to === "currency" ? values : [])),
        ],
  );
  const [only, ...others] = new Set(told.map((code) => code.toUpperCase()));
  return only !== undefined && others.length === 0 && /^[A-Z]{3}$/.test(only) ? only : null;
};

/** What the records are called that move from stage to stage, the usual ones first. */
export const movers: Readonly<Record<RecordKind, string>> = { opportunity: "deals", lead: "leads" };

/** Whose moves it is that histories tell in which no column says it, by their names and columns; of deals where those say both. Null: there are none. */
export const likelyMovesOf = ({ files }: Draft): RecordKind | null => {
  const [only, ...others] = new Set(files.filter(saysNoSubject).map(movedIn));
  return only !== undefined && others.length > 0 ? "opportunity" : (only ?? null);
};

export const withMovesOf = (draft: Draft, movesOf: RecordKind): Draft => ({
  ...draft,
  settled: { ...draft.settled, movesOf },
});

/** What is taken for granted of histories in which no column says whose moves they are. */
export const subjectNotes = ({ files, settled }: Draft): readonly string[] =>
  settled.movesOf !== undefined
    ? []
    : files
        .filter(saysNoSubject)
        .map(
          (file) =>
            `No column of ${file.path} says whose moves they are: they are taken as those of ${movers[movedIn(file)]}. --moves-of says otherwise (${Object.keys(movers).join(", ")}).`,
        );

/** As long as nobody has said whose stages they are, nor which. */
export const withoutStages = ({ settled: { movesOf: _, ...settled }, ...draft }: Draft): Draft => ({
  ...draft,
  settled: { ...settled, stages: {} },
  own: [],
});

export const activityTypes: readonly string[] =
  tableNamed("activities")?.columns.find(({ name }) => name === "type")?.values ?? [];

/** Whether nobody has said yet what the activities were. */
export const lacksType = ({ files, settled }: Draft): boolean =>
  settled.type === undefined && files.some(({ table, columns }) => table === "activities" && saysNoType(columns));

/** What the activities seem to be, by their files' names and columns; other where those do not say it, or not all the same. */
export const likelyType = ({ files }: Draft): string => {
  const [only = "other", ...others] = new Set(
    files.filter(({ table, columns }) => table === "activities" && saysNoType(columns)).map(typeOf),
  );
  return others.length === 0 ? only : "other";
};

export const withType = (draft: Draft, type: string): Draft => ({ ...draft, settled: { ...draft.settled, type } });

/** Whose names would make people, and whether they shall. */
export const peopleOf = ({ files, settled, known }: Draft): { named: readonly NamedPeople[]; isMade: boolean } => ({
  named: peopleNamed(files, known),
  isMade: settled.people !== false,
});

export const withPeople = (draft: Draft, people: boolean): Draft => ({
  ...draft,
  settled: { ...draft.settled, people },
});

/** Names that several people have, each once. */
export const unclearNames = (draft: Draft): readonly UnclearName[] => [
  ...new Map(peopleOf(draft).named.flatMap(({ unclear }) => unclear.map((one) => [one.name, one]))).values(),
];

export const withPerson = (draft: Draft, name: string, person: string): Draft => ({
  ...draft,
  settled: { ...draft.settled, persons: { ...draft.settled.persons, [name]: person } },
});

/** `time:occurred_at`: the time of day of that instant. Null: it is no instant of the table. */
export const timeOfWord = (table: string | null, word: string): Becomes | null => {
  const [, instant] = /^time:(.+)$/.exec(word) ?? [];
  return instant !== undefined && instantsOf(table).includes(instant) ? { timeOf: instant } : null;
};

/** What flags say of a suggestion. */
export interface DraftFlags {
  readonly table?: string;
  /** `Phase=stage`, `Time=time:created_at`, `Notes=attribute`, `Colour=nothing`. */
  readonly column?: readonly string[];
  /** `Offer=proposal`. */
  readonly stage?: readonly string[];
  readonly dateOrder?: "day-first" | "month-first";
  /** What all activities were. */
  readonly type?: string;
  /** Whose moves all histories tell. */
  readonly movesOf?: RecordKind;
  /** `false`: names of people make none. */
  readonly people?: boolean;
  /** `Ann Lee=005A`. */
  readonly person?: readonly string[];
}

const pair = (text: string, example: string): readonly [string, string] => {
  const place = text.lastIndexOf("=");
  if (place < 1 || place === text.length - 1)
    throw new Usage(`${text} cannot be meant.`, `Write for example ${example}.`);
  return [text.slice(0, place), text.slice(place + 1)];
};

const byFlag = (draft: Draft, text: string): Draft => {
  const [column, word] = pair(text, "--column Phase=stage");
  const files = draft.files.filter(({ columns }) => columns.some((one) => one.column === column));
  if (files.length === 0)
    throw unknown(
      "column",
      column,
      draft.files.flatMap(({ columns }) => columns.map((one) => one.column)),
    );
  return files.reduce((all, { path, table }) => {
    if (word === "attribute" || word === "nothing") return withColumn(all, path, column, word);
    const time = timeOfWord(table, word);
    if (time !== null) return withColumn(all, path, column, time);
    const known = (tableNamed(table ?? "")?.columns ?? []).map(({ name }) => name);
    if (!known.includes(word)) throw unknown(`column of ${table ?? "no table"}`, word, known);
    return withColumn(all, path, column, { to: word });
  }, draft);
};

/** The suggestion as flags correct it. */
export const byFlags = (
  files: readonly SuggestedFile[],
  flags: DraftFlags,
  known: readonly KnownPerson[] = [],
): Draft => {
  const { table, column = [], stage = [], person = [], dateOrder, type } = flags;
  if (table !== undefined && !tableNames.includes(table)) throw unknown("table", table, tableNames);
  if (type !== undefined && !activityTypes.includes(type)) throw unknown("type of activity", type, activityTypes);
  const order =
    dateOrder === undefined ? {} : ({ dateOrder: dateOrder === "day-first" ? "day_first" : "month_first" } as const);
  const read = table === undefined ? files : files.map((file) => readAs(file, table));
  const settled = {
    ...order,
    ...(type === undefined ? {} : { type }),
    ...(flags.movesOf === undefined ? {} : { movesOf: flags.movesOf }),
    ...(flags.people === undefined ? {} : { people: flags.people }),
  };
  const draft = column.reduce(byFlag, { files: read, settled, known });
  const staged = stage.reduce((all, text) => withStage(all, ...pair(text, "--stage Offer=proposal")), draft);
  return person.reduce((all, text) => withPerson(all, ...pair(text, "--person 'Ann Lee=005A'")), staged);
};
