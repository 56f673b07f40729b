/** Accepted files become rows of the warehouse: read, understood, loaded in one transaction. */
import type { Session } from "../engines/index.ts";
import {
  knownAttributes,
  type LoadReport,
  loadStaged,
  type Missing,
  settleAssumed,
  settleKnownOnly,
  toldBefore,
} from "../ingest/load/index.ts";
import { absentColumns, lackingColumns, type Mapping, mentionedTables, parseMapping } from "../ingest/mapping/index.ts";
import { settleNames } from "../ingest/people/settle-names.ts";
import { stemOf } from "../ingest/read/files.ts";
import { NeedsWhole, type StageOptions, type StageReport, stageFiles } from "../ingest/read/index.ts";
import { isShortOfMemory } from "../problem.ts";
import { leftAside, sources } from "../sources/index.ts";
import type { AcceptedBatch, Loader, LoadStep } from "../storage/index.ts";
import type { LoadedTable, Understood } from "./parts.ts";

/** What is kept in the journal of a batch. */
export interface LoadedReport {
  readonly understood: Understood;
  readonly tables: readonly LoadedTable[];
  readonly findings: number;
  readonly missing?: readonly Missing[];
}

/** Mappings that are shipped name columns as every version of an export may call them: of those only what every record needs is missed. */
const columnsMissing = (
  mapping: Mapping | null,
  files: StageReport["files"],
): Pick<Understood, "lacking" | "absent"> => {
  if (mapping === null) return {};
  return sources.some(({ name }) => name === mapping.name)
    ? { lacking: lackingColumns(mapping, files) }
    : { absent: absentColumns(mapping, files) };
};

export const understoodOf = (report: StageReport, mapping: Mapping | null): Understood => ({
  title: mapping?.title ?? mapping?.name ?? ownForm,
  files: report.files.map(({ path, as, rows }) => ({ path, as, rows })),
  // What a file is called says what it holds only beside a CRM's other files.
  ignored: report.ignored.map((file) => ({
    ...file,
    what: mapping === null ? null : leftAside(stemOf(file.path), file.columns),
  })),
  ...columnsMissing(mapping, report.files),
  quotes: report.files.flatMap(({ path, quoting }) => (quoting == null ? [] : [{ path, ...quoting }])),
  titles: report.files.flatMap(({ path, titles }) => (titles == null ? [] : [{ path, ...titles }])),
  renamed: report.attributes.renamed,
  tables: report.tables,
  dates: report.dates,
  findings: report.findings,
});

const ownForm = "Quarterdeck's own tables";

export interface LoaderHooks {
  /** Hears what the files are before they are loaded. */
  readonly onUnderstood?: (understood: Understood) => void;
  /** In the session that knows what the batch changed and what was found about its rows. */
  readonly afterwards?: (session: Session, batch: AcceptedBatch) => Promise<void>;
}

export interface ToLoad extends Pick<LoadStep, "session" | "config"> {
  readonly batch: Pick<AcceptedBatch, "batch" | "importedAt" | "mapping" | "full"> & {
    readonly files: readonly { readonly name: string; readonly path: string; readonly hash?: string }[];
  };
  /** Where an accepted file lies, by its hash; absent: nothing is compared with earlier files. */
  readonly pathOf?: (hash: string) => string;
  /** From how many bytes on a clean file is not copied; absent: what was measured to be best. */
  readonly inPlaceFrom?: number;
}

/** By table, the hash of the file that alone tells all of it in our own form, so that the next one can be compared with it. */
const wholeFiles = ({ files, dates }: StageReport, given: ToLoad["batch"]["files"]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap((file) => {
      const hash = given.find((one) => one.name === file.path)?.hash;
      const isAlone = files.every((other) => other === file || other.as !== file.as);
      const isPlain = file.isPlain && !dates.some((date) => date.file === file.path);
      return hash !== undefined && isAlone && isPlain ? [[file.as, hash] as const] : [];
    }),
  );

type Earlier = NonNullable<StageOptions["earlier"]>;

/** Bytes: smaller files are read as quickly when they are copied. */
const largeFile = 2 ** 20;

/** `alongside`: done at the end of the transaction. */
export const load = async (
  step: ToLoad,
  onUnderstood: (understood: Understood) => void,
  alongside: (report: LoadReport) => Promise<void>,
): Promise<LoadedReport> => {
  const { session, batch, pathOf, inPlaceFrom = largeFile } = step;
  let before: ReturnType<typeof toldBefore> | undefined;
  const earlier: Earlier = async (table) => {
    before ??= toldBefore(session);
    const told = (await before).get(table);
    if (told === undefined || pathOf === undefined) return null;
    return { path: pathOf(told.hash), lines: await told.lines() };
  };
  // What a whole export leaves out is missing: all that it tells has to be seen.
  const isCompared = pathOf !== undefined && batch.full !== true;
  let isWritten = false;
  const written = async (report: LoadReport): Promise<void> => {
    isWritten = true;
    await alongside(report);
  };
  try {
    return await loadOnce(step, onUnderstood, written, {
      inPlaceFrom,
      ...(isCompared ? { earlier } : {}),
    });
  } catch (error) {
    // What a copy is read from takes less memory at once.
    const isShort = !isWritten && isShortOfMemory(error);
    if (!isShort && !(error instanceof NeedsWhole)) throw error;
    return loadOnce(step, onUnderstood, alongside);
  }
};

const loadOnce = async (
  { session, config, batch }: ToLoad,
  onUnderstood: (understood: Understood) => void,
  alongside: (report: LoadReport) => Promise<void>,
  quicker: Pick<StageOptions, "earlier" | "inPlaceFrom"> = {},
): Promise<LoadedReport> => {
  const text = batch.mapping?.text ?? null;
  const mapping = text === null ? null : parseMapping(text, batch.mapping?.name ?? "mapping");
  await using staged = await stageFiles(session, batch.files, {
    mapping,
    attributes: await knownAttributes(session),
    ...quicker,
  });
  const understood = understoodOf(staged, mapping);
  onUnderstood(understood);
  await settleNames(session);
  await settleAssumed(session);
  await settleKnownOnly(session);
  const { importedAt, full } = batch;
  const { inPlace } = staged;
  const { same, replaced } = staged;
  const told = { same, replaced, files: mapping === null ? wholeFiles(staged, batch.files) : new Map() };
  const files = new Set(staged.files.map(({ as }) => as));
  const mentioned = mapping === null ? new Set<string>() : mentionedTables(mapping, files);
  const report = await loadStaged(session, {
    config,
    batch: batch.batch,
    importedAt,
    full,
    mentioned,
    told,
    attributes: staged.attributes.added,
    inPlace,
    alongside,
  });
  const { findings, missing } = report;
  return { understood, tables: tablesOf(report), findings, ...(full === true ? { missing } : {}) };
};

export const tablesOf = ({ tables }: LoadReport): readonly LoadedTable[] =>
  Object.entries(tables).map(([table, { read, new: added, changed, unchanged, rejected }]) => ({
    table,
    read,
    new: added,
    changed,
    unchanged,
    rejected,
  }));

export const loaderOf =
  ({ onUnderstood, afterwards }: LoaderHooks): Loader<LoadedReport> =>
  async ({ mark, ...step }) => {
    const report = await load(step, onUnderstood ?? (() => {}), mark);
    await afterwards?.(step.session, step.batch);
    return report;
  };
