/** Loads staged rows into the warehouse: understood, numbered, merged, and what is wrong with them told. */
import type { Session } from "../../engines/index.ts";
import type { WorkspaceConfig } from "../../model/process.ts";
import { tables } from "../../model/tables.ts";
import type { AttributeName } from "../read/attribute-names.ts";
import type { InPlace } from "../read/canonical.ts";
import { keepAttributeNames } from "./attribute-names.ts";
import { beginChanges, collectChanges } from "./changed.ts";
import { sizesOf } from "./counts.ts";
import { reportDeleted } from "./deleted.ts";
import { numberIds } from "./dictionaries.ts";
import { reportFaults } from "./faults.ts";
import { lookUpFew, numberFew } from "./few.ts";
import { beginFindings, countFindings, keepFindings } from "./findings.ts";
import { mergeTable } from "./merge.ts";
import { type Missing, reportMissing } from "./missing.ts";
import { homeSizes, reportReferences, settleReferences } from "./references.ts";
import { unreadableRows } from "./rejected.ts";
import { dropTyped, type StagedTable, stagedTables } from "./stage.ts";
import { keepTold, type Told } from "./told.ts";
import type { Merged } from "./write.ts";

export interface LoadOptions {
  readonly config: WorkspaceConfig;
  /** The number of the accepted batch; every row it adds or changes carries it. */
  readonly batch: number;
  /** When the batch was accepted, epoch milliseconds. */
  readonly importedAt: number;
  /** Whether the files tell every record of their kinds: what they leave out is missing. */
  readonly full?: boolean;
  /** Tables of which they only mention records: of those nothing is missing. */
  readonly mentioned?: ReadonlySet<string>;
  /** Tables of more rows are understood anew for each use instead of copied; absent: what was measured to be best. */
  readonly copyUpTo?: number;
  /** What is known of the files; absent: nothing, all their rows are staged and no later file is compared with them. */
  readonly told?: Told;
  /** Attributes that the warehouse does not know yet. Absent: none. */
  readonly attributes?: readonly AttributeName[];
  /** Staged tables that are views of files. */
  readonly inPlace?: ReadonlyMap<string, InPlace>;
  /** Done at the end of the same transaction: all of it comes to be, or nothing. */
  readonly alongside?: (report: LoadReport) => Promise<void>;
}

/** Rows read, those that could not be among them, and records by what became of them; `findings` of this batch about the table. */
export interface TableReport {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that were left out, those that could not be read among them. */
  readonly rejected: number;
  readonly findings: number;
}

export interface LoadReport {
  /** By canonical table, those that the batch filled. */
  readonly tables: Readonly<Record<string, TableReport>>;
  readonly findings: number;
  /** Of each kind that a whole export brings; else none. */
  readonly missing: readonly Missing[];
}

const nothing: Merged = { new: 0, changed: 0, unchanged: 0, lacking: 0, distinct: true };

const again = (unchanged: number): TableReport => ({
  read: unchanged,
  new: 0,
  changed: 0,
  unchanged,
  rejected: 0,
  findings: 0,
});

const unknownFiles: Told = { same: new Map(), replaced: new Set(), files: new Map() };

/** Tables of which only few rows were staged, and these name nothing that has no number yet. */
const numberedAlready = async (
  session: Session,
  staged: readonly StagedTable[],
  { same }: Told,
): Promise<ReadonlySet<string>> => {
  const numbered = new Set<string>();
  const few = staged.filter(({ table }) => same.has(table.name));
  if (few.length === 0) return numbered;
  const ids = await lookUpFew(session, few);
  for (const one of few) if (await numberFew(session, one, ids)) numbered.add(one.table.name);
  return numbered;
};

/**
 * Loads the tables of schema `staged` in one transaction. Leaves behind, for this session, `changed_records(kind, no)`: the records
 * that were added, changed or given history, activities or responses; and `changed_tables(name)`. Throws `NeedsWhole`, with nothing written, where rows that the files'
 * earlier forms told already have to be read after all.
 */
export const loadStaged = (
  session: Session,
  {
    config,
    batch,
    importedAt,
    alongside,
    copyUpTo,
    full,
    mentioned,
    attributes = [],
    inPlace,
    told = unknownFiles,
  }: LoadOptions,
): Promise<LoadReport> =>
  session.transaction(async () => {
    const staged = await stagedTables(session, { timezone: config.timezone, importedAt, copyUpTo, inPlace });
    await beginFindings(session);
    await beginChanges(session);
    for (const one of staged) await reportFaults(session, one);
    const numbered = await numberedAlready(session, staged, told);
    const differing = await numberIds(
      session,
      staged.filter(({ table }) => !numbered.has(table.name)),
    );
    const sizes = await sizesOf(
      session,
      tables.map(({ name }) => name),
    );
    const missing =
      full === true
        ? await reportMissing(
            session,
            staged.filter(({ table }) => mentioned?.has(table.name) !== true),
          )
        : [];
    await reportDeleted(session, staged);
    const merged = new Map<string, Merged>();
    for (const one of staged) {
      const { name } = one.table;
      const same = told.same.get(name) ?? null;
      const [isNumbered, isReplaced] = [numbered.has(name), told.replaced.has(name)];
      const options = { batch, importedAt, idsDiffer: differing.has(name), same, isNumbered, isReplaced };
      merged.set(name, await mergeTable(session, one, sizes.get(name) === 0, options));
      await dropTyped(session, one);
    }
    const touched = staged.flatMap(({ table }) => {
      const counts = merged.get(table.name);
      return counts === undefined ? [] : [{ table, ...counts, before: sizes.get(table.name) ?? 0 }];
    });
    await collectChanges(session, touched, batch);
    const sizesNow = await homeSizes(session);
    await reportReferences(session, staged, sizesNow);
    await keepFindings(session, staged, batch);
    await settleReferences(session);
    const distinct = [...merged].flatMap(([table, one]) => (one.distinct ? [table] : []));
    await keepTold(session, staged, new Set(distinct), told, sizesNow);
    await keepAttributeNames(session, attributes);
    const findings = await countFindings(session);
    const unreadable = await unreadableRows(session);
    const reports = tables.flatMap(({ name }): [string, TableReport][] => {
      const one = staged.find(({ table }) => table.name === name);
      const same = told.same.get(name);
      if (one === undefined) return same === undefined ? [] : [[name, again(same)]];
      const { lacking, ...became } = merged.get(name) ?? nothing;
      const unread = unreadable.get(name) ?? 0;
      return [
        [
          name,
          {
            read: one.read + unread + (same ?? 0),
            new: became.new,
            changed: became.changed,
            unchanged: became.unchanged + (same ?? 0),
            rejected: one.lost + lacking + unread,
            findings: findings.get(name) ?? 0,
          },
        ],
      ];
    });
    const report: LoadReport = {
      tables: Object.fromEntries(reports),
      findings: [...findings.values()].reduce((sum, one) => sum + one, 0),
      missing,
    };
    await alongside?.(report);
    return report;
  });
