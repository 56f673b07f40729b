/** What the columns of a file that nobody knows may mean: by their names, and by what is in them. A suggestion, never loaded unseen. */
import type { Session } from "../../engines/index.ts";
import { tableNamed } from "../../model/tables.ts";
import { type GivenFile, type InputFile, inputFiles, stemOf } from "../read/files.ts";
import { loadRaw } from "../read/raw.ts";
import { openStaging, type Staging } from "../read/staging.ts";
import { withStatus } from "./activity-status.ts";
import { activityTypeOf, spaced } from "./activity-type.ts";
import { withCampaignParts } from "./campaign-parts.ts";
import { currencyOf } from "./currency.ts";
import { isHistory } from "./history.ts";
import { keyColumns } from "./key.ts";
import { firstRows, lookAt } from "./look.ts";
import { mappingText } from "./mapping-text.ts";
import { matched, missingIn } from "./match.ts";
import type { SuggestedColumn, SuggestedFile } from "./suggested.ts";
import { synonyms } from "./synonyms.ts";
import { timeColumns } from "./time-columns.ts";

export interface Suggestion {
  readonly files: readonly SuggestedFile[];
  /** A mapping file to correct and to import with; null when nothing at all was found. */
  readonly mapping: string | null;
}

/** What its columns give all in all. */
const settled = (file: SuggestedFile): SuggestedFile => {
  const { table, columns } = file;
  const key = keyColumns(table, columns);
  const given = new Set(columns.flatMap(({ to }) => (to === null ? [] : [to])));
  const amount = columns.find(({ to }) => to === "amount");
  const hasCurrency = tableNamed(table ?? "")?.columns.some(({ name }) => name === "currency") === true;
  const isAsked = hasCurrency && !given.has("currency") && amount !== undefined;
  return {
    ...file,
    key,
    currency: isAsked ? currencyOf(amount.column, amount.money?.symbols ?? [], amount.formatted) : null,
    missing: table === null ? [] : missingIn(table, given, key.length > 0),
  };
};

/** Where no name says which column is the day that each row needs, and one alone holds days, it may be that one. */
const withOnlyDays = (table: string, columns: readonly SuggestedColumn[]): readonly SuggestedColumn[] => {
  const given = new Set(columns.flatMap(({ to }) => (to === null ? [] : [to])));
  const [needed, ...others] = missingIn(table, given).filter((name) =>
    tableNamed(table)?.columns.some((one) => one.name === name && (one.type === "instant" || one.type === "date")),
  );
  const [only, ...more] = columns.filter(({ to, timeOf, dates }) => to === null && timeOf === null && dates > 0.9);
  if (needed === undefined || only === undefined || others.length > 0 || more.length > 0) return columns;
  return columns.map((one) => (one === only ? { ...one, to: needed, confidence: 0.5 } : one));
};

/** The file taken for rows of a table, or of none: its columns are matched anew. */
export const readAs = (file: SuggestedFile, table: string | null): SuggestedFile => {
  const found = table === null ? null : matched(table, file.columns);
  const named = file.columns.map((one): SuggestedColumn => {
    const match = found?.to.get(one.column);
    return { ...one, ignored: false, timeOf: null, to: match?.ours ?? null, confidence: match?.confidence ?? 0 };
  });
  const columns = table === null ? named : withStatus(table, withCampaignParts(table, withOnlyDays(table, named)));
  const times = table === null ? null : timeColumns(table, columns);
  return settled({ ...file, table, columns: columns.map((one) => ({ ...one, ...times?.get(one.column) })) });
};

export type Becomes = { readonly to: string } | { readonly timeOf: string } | "attribute" | "nothing";

/** What a column becomes when somebody says so: one of ours, the time of day of one, an attribute, or nothing. Whatever was that before is an attribute then. */
export const corrected = (file: SuggestedFile, column: string, becomes: Becomes): SuggestedFile => {
  const said = { to: null, timeOf: null, ...(typeof becomes === "string" ? {} : becomes) };
  const columns = file.columns.map((one): SuggestedColumn => {
    if (one.column === column)
      return { ...one, ...said, ignored: becomes === "nothing", confidence: typeof becomes === "string" ? 0 : 1 };
    const isTaken = said.to !== null ? one.to === said.to : said.timeOf !== null && one.timeOf === said.timeOf;
    return isTaken ? { ...one, to: null, timeOf: null, confidence: 0 } : one;
  });
  return settled({ ...file, columns });
};

/** What files of a table are often called. */
const callings: readonly (readonly [table: string, like: RegExp, weight?: number])[] = [
  ["opportunities", /deal|opportunit|pipeline|angebot|affaire/],
  ["leads", /lead|prospect|contact|kontakt/],
  ["accounts", /account|compan|customer|kunde|client/],
  ["people", /user|people|staff|team|\breps?\b|employee|mitarbeiter/],
  // Their columns are those that anything has: a name, a status, a date.
  [
    "campaigns",
    /^(?!.*(lead|member|contact|prospect|deal|opportunit|spend|cost|perform)).*(campaign|kampagne|campagne|\bprograms?\b)/,
    2,
  ],
  ["spend", /spend|cost|marketing|\bads?\b|kosten/],
  // Before all else once it is known for one: deals have the same columns.
  ["stage_changes", /./, 2],
];

/** Of two tables as likely by their columns the one is meant after which the file is called. */
const calledAs = (path: string, table: string): number => {
  const stem = spaced(stemOf(path));
  if (table === "activities") return activityTypeOf(stem) !== null || /activit|aktivit/.test(stem) ? 0.5 : 0;
  const found = callings.find(([one, like]) => one === table && like.test(stem));
  return found === undefined ? 0 : (found[2] ?? 0.5);
};

/** Of these tables of ours the likeliest by the columns and the name of the file; null where none is likely. */
export const likeliestTable = (
  { path, columns }: Pick<SuggestedFile, "path" | "columns">,
  among: readonly string[] = Object.keys(synonyms),
): string | null => {
  const [best] = Object.keys(synonyms)
    .filter((table) => among.includes(table))
    .map((table) => matched(table, columns))
    .filter(({ table, to }) => table !== "stage_changes" || isHistory(path, columns, to))
    .map(({ table, score }) => ({ table, score: score > 0 ? score + calledAs(path, table) : score }))
    .sort((a, b) => b.score - a.score);
  return best !== undefined && best.score > 0 ? best.table : null;
};

const suggestFile = async (file: InputFile, staging: Staging): Promise<SuggestedFile> => {
  const { session } = staging;
  const raw = await loadRaw(file, { table: null, once: false }, staging);
  const looks: SuggestedColumn[] = [];
  for (const index of raw.columns.keys())
    looks.push({ ...(await lookAt(session, raw, index)), to: null, timeOf: null, ignored: false, confidence: 0 });
  const preview = await firstRows(session, raw);
  const seen = { path: raw.file.name, rows: raw.rows, table: null, columns: looks, preview };
  const unsettled = { ...seen, missing: [], key: [], currency: null };
  return readAs(unsettled, likeliestTable(seen));
};

/** Reads the files; nothing is loaded. Problems: those of reading. */
export const suggestMapping = async (session: Session, files: readonly GivenFile[]): Promise<Suggestion> => {
  await using staging = await openStaging(session);
  const suggested: SuggestedFile[] = [];
  for (const file of await inputFiles(files)) suggested.push(await suggestFile(file, staging));
  return { files: suggested, mapping: mappingText(suggested) };
};
