/** Columns that were matched, as a mapping file. */
import { stringify } from "yaml";
import { lastPart } from "../../model/last-part.ts";
import type { RecordKind } from "../../model/process.ts";
import { tableNamed } from "../../model/tables.ts";
import { stemOf } from "../read/files.ts";
import { likelyType } from "./activity-type.ts";
import { currencyWords, ofOneCurrency, toldBy } from "./currency.ts";
import { movedIn, saysNoSubject } from "./history.ts";
import { isPerson, peopleNamed } from "./people-named.ts";
import { emptiesIn, type SuggestedColumn, type SuggestedFile } from "./suggested.ts";
import { wordsFor } from "./words.ts";

export interface Settled {
  /** For columns whose dates can be read in two ways; `shared`: as the other columns are written. */
  readonly dateOrder?: "shared" | "day_first" | "month_first";
  /** By the file's own word for a stage: which of the process it is. */
  readonly stages?: Readonly<Record<string, string>>;
  /** What all activities were, where no column says it. */
  readonly type?: string;
  /** Whose moves all histories tell in which no column says it. */
  readonly movesOf?: RecordKind;
  /** By a name that several have: the id of who is meant. */
  readonly persons?: Readonly<Record<string, string>>;
  /** `false`: names of people that no file tells of make none. */
  readonly people?: boolean;
}

const isMoney = (table: string | null, column: string | null): boolean =>
  tableNamed(table ?? "")?.columns.some(({ name, type }) => name === column && type === "money") === true;

/** The columns of one file, and what was settled. */
interface Given {
  readonly file: SuggestedFile;
  readonly settled: Settled;
}

/** Spend of one campaign and day may be told in several columns which of its parts it is of. */
const kindOf = ({ columns }: SuggestedFile): unknown => {
  const [only, ...others] = columns.filter(({ to }) => to === "kind").map(({ column }) => column);
  return others.length === 0 ? only : { template: [only, ...others].map((column) => `{${column}}`).join(" / ") };
};

/** What words are that mean none of ours. Without a status it was done: that is to be seen. */
const defaults: Readonly<Record<string, unknown>> = { type: { constant: "other" }, status: "finding" };

/** Where a row says none in the column of currencies, its amount may. */
const currencyIn = ({ column, values }: SuggestedColumn, { columns }: SuggestedFile): unknown => {
  const words = currencyWords(values);
  const said = Object.keys(words).length === 0 ? column : { column, map: words, default: "keep" };
  const amount = columns.find(({ to, money }) => to === "amount" && money !== null);
  const told = toldBy(amount?.money?.symbols ?? []);
  return amount === undefined || told === null ? said : { first_of: [said, { column: amount.column, ...told }] };
};

const cellOf = (cell: SuggestedColumn, { file, settled }: Given): unknown => {
  const { column, to, values, money } = cell;
  if (to === "kind") return kindOf(file);
  if (to === "currency") return currencyIn(cell, file);
  if (money !== null && isMoney(file.table, to)) {
    const saysCurrency = file.columns.some((one) => one.to === "currency");
    return { column, money: saysCurrency ? money : { ...money, symbols: ofOneCurrency(money.symbols) } };
  }
  const time = file.columns.find(({ timeOf }) => timeOf !== null && timeOf === to);
  if (time !== undefined) return { column, time: time.column };
  const known = tableNamed(file.table ?? "")?.columns.find(({ name }) => name === to);
  if (known?.values !== undefined)
    return { column, map: wordsFor(known, values), default: defaults[known.name] ?? { constant: "" } };
  const said = isStage(to) ? settled.stages : isPerson(file.table, to) ? settled.persons : {};
  const map = Object.fromEntries(Object.entries(said ?? {}).filter(([word]) => values.includes(word)));
  return Object.keys(map).length > 0 ? { column, map, default: "keep" } : column;
};

/** One column as it is, several beside each other. What happened has no name: two calls of a day are two, whatever they are told by. */
const keyOf = ({ table, key }: SuggestedFile): Readonly<Record<string, unknown>> => {
  const [id] = tableNamed(table ?? "")?.key ?? [];
  const [only, ...others] = key;
  if (id === undefined || only === undefined) return {};
  const template = key.map((column) => `{${column}}`).join(" / ");
  if (table === "activities") return { [id]: { template, apart: true } };
  return { [id]: others.length === 0 ? only : { template } };
};

/** Whose moves a history tells. */
const movedBy = ({ file, settled }: Given): RecordKind =>
  (saysNoSubject(file) ? settled.movesOf : undefined) ?? movedIn(file);

const blockOf = (given: Given, from: string): unknown => {
  const { table, columns, currency } = given.file;
  const ours = columns.flatMap((one) => (one.to === null ? [] : [[one.to, cellOf(one, given)] as const]));
  const ignored = columns.filter((one) => one.ignored).map(({ column }) => column);
  // Said once, to be corrected.
  const isUnsaid = table === "activities" && saysNoType(columns);
  return {
    from,
    columns: {
      ...keyOf(given.file),
      ...Object.fromEntries(ours),
      ...(currency === null ? {} : { currency: { constant: currency } }),
      ...(saysNoSubject(given.file) ? { subject_type: { constant: movedBy(given) } } : {}),
      ...(isUnsaid ? { type: { constant: given.settled.type ?? typeOf(given.file) } } : {}),
    },
    ...(ignored.length === 0 ? {} : { leave_out: ignored }),
  };
};

/** Who is known by the name, or a person whose id is the name. */
const peopleBlocks = (known: readonly Short[], { people }: Settled): readonly unknown[] =>
  people === false
    ? []
    : peopleNamed(known.map(({ file }) => file)).map(({ file, column, isEmail }) => ({
        from: known.find((one) => one.file.path === file)?.short,
        by_name: true,
        columns: { person_id: column, name: column, ...(isEmail ? { email: column } : {}) },
        other_columns: "drop",
      }));

/** What all activities of the file seem to be. */
export const typeOf = ({ path, columns }: SuggestedFile): string =>
  likelyType(
    path,
    columns.map(({ column }) => column),
  ) ?? "other";

/** What was done may be in no column. */
export const saysNoType = (columns: readonly SuggestedColumn[]): boolean => !columns.some(({ to }) => to === "type");

interface Short {
  readonly file: SuggestedFile;
  readonly short: string;
}

const titleOf = ([first, ...others]: readonly Short[]): string => {
  const name = lastPart(first?.file.path ?? "");
  return `Like ${name}${others.length === 0 ? "" : ` and ${others.length} more`}`;
};

const wordOf = ({ path }: SuggestedFile): string =>
  stemOf(path)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "") || "file";

/** With what the mapping calls it: as it is called itself, with a number where an earlier one is called so, too. */
const named = (files: readonly SuggestedFile[]): readonly Short[] => {
  const taken = new Set<string>();
  return files.map((file) => {
    const word = wordOf(file);
    let short = word;
    for (let count = 2; taken.has(short); count += 1) short = `${word}_${count}`;
    taken.add(short);
    return { file, short };
  });
};

/** Columns of ours in which words for stages stand. */
export const isStage = (to: string | null): boolean => to === "stage" || to === "from_stage";

/** Whose stages the file's words are; null: it tells none. */
export const standsIn = (file: SuggestedFile, settled: Settled): RecordKind | null => {
  if (file.table === "stage_changes") return movedBy({ file, settled });
  return file.table === "leads" ? "lead" : file.table === "opportunities" ? "opportunity" : null;
};

/** The stages that the files' own words are: whatever no process declares yet can be taken into one by somebody's word. */
const stageBlocks = (known: readonly Short[], settled: Settled): readonly unknown[] =>
  known.flatMap(({ file, short }) => {
    const of = standsIn(file, settled);
    if (of === null) return [];
    // Of many words nobody is asked which stages they are.
    const told = file.columns.filter(({ to, values }) => isStage(to) && values.length > 0);
    const pipeline = file.columns.find(({ to }) => to === "pipeline_id")?.column;
    return told.map((one) => ({
      from: short,
      columns: {
        stage_id: cellOf(one, { file, settled }),
        name: one.column,
        of: { constant: of },
        ...(pipeline === undefined ? {} : { pipeline_id: pipeline }),
      },
    }));
  });

/** Null when no file fills a table. */
export const mappingText = (files: readonly SuggestedFile[], settled: Settled = {}): string | null => {
  const known = named(files.filter(({ table, columns }) => table !== null && columns.some(({ to }) => to !== null)));
  if (known.length === 0) return null;
  const people = peopleBlocks(known, settled);
  const tables = new Set([...(people.length === 0 ? [] : ["people"]), ...known.map(({ file }) => file.table ?? "")]);
  const stages = stageBlocks(known, settled);
  const empty = emptiesIn(known.map(({ file }) => file));
  return stringify(
    {
      name: "mapping",
      title: titleOf(known),
      date_order: settled.dateOrder ?? "shared",
      ...(empty.length === 0 ? {} : { empty }),
      files: Object.fromEntries(
        known.map(({ file, short }) => [
          short,
          {
            columns: file.columns
              .filter(({ to, timeOf }) => to !== null || timeOf !== null)
              .map(({ column }) => column),
          },
        ]),
      ),
      tables: {
        ...Object.fromEntries(
          [...tables].map((table) => [
            table,
            [
              ...known
                .filter(({ file }) => file.table === table)
                .map(({ file, short }) => blockOf({ file, settled }, short)),
              ...(table === "people" ? people : []),
            ],
          ]),
        ),
      },
      ...(stages.length === 0 ? {} : { process: { read: stages } }),
    },
    { lineWidth: 160 },
  );
};
