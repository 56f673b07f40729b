/** The staged tables: text as it was read, one table per canonical table, in a place of their own that is gone afterwards. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import type { InPlace } from "../read/canonical.ts";
import { NeedsWhole } from "../read/partly.ts";
import { change } from "./counts.ts";
import { type Survey, surveyStage, yearsOf } from "./survey.ts";
import { impliedColumns, type TypedOptions, typedRows } from "./typed.ts";
import { utcIn } from "./zone.ts";

/** A canonical table that the batch fills. */
export interface StagedTable extends Survey {
  /** Its rows with every cell understood, as a query; `only`: a query of the `rid`s that are wanted. */
  readonly typed: (only?: Sql) => Sql;
  /** `typed` reads a copy: using it again costs little. */
  readonly isCopied: boolean;
  /** Which rows can be loaded: a condition on `rid`. */
  readonly kept: Sql;
  /** Rows that cannot be loaded. */
  readonly lost: number;
  /** Rows that lack a required column and can only add to a record. */
  readonly incomplete: number;
  /** Masks of the columns that are bad, and that lie ahead, in any row. */
  readonly bad: number;
  readonly late: number;
}

/** Makes an empty stage; the staged tables that were there are gone. */
export const openStage = async (session: Session): Promise<void> => {
  await closeStage(session);
  await session.run(sql`attach ':memory:' as staged (compress)`);
};

export const closeStage = (session: Session): Promise<void> => session.run(sql`detach database if exists staged`);

const typedCopy = (table: Table): Sql => name(`typed_${table.name}`);

/** Once a table is merged, its copy would only take memory from what comes. */
export const dropTyped = async (session: Session, { table, isCopied }: StagedTable): Promise<void> => {
  if (isCopied) await session.run(sql`drop table if exists temp.${typedCopy(table)}`);
};

export const faultsOf = (table: Table): Sql => name(`faults_${table.name}`);

// Up to so many rows a copy costs less than planning the query again for each use; of more, the copy would cost memory.
const copied = 200_000;

/** Copies what a file that was staged as it lies says, understood: its one reading. */
const copyInPlace = async (session: Session, survey: Survey, { file, rows }: InPlace, options: TypedOptions) => {
  const copy = typedCopy(survey.table);
  const query = sql`create or replace temp table ${copy} as ${typedRows(survey, options)}`;
  const read = await change(session, query).catch((cause: unknown) => {
    if (cause instanceof Error && /^Invalid Input Error/.test(cause.message)) throw new NeedsWhole(file, { cause });
    throw cause;
  });
  if (read !== rows) throw new NeedsWhole(`${file}: the engine reads other rows than are there`);
  const columns = [sql`*`, sql`${quoted(file)} as file`, sql`rid as line`, ...impliedColumns(survey)];
  return sql`select ${join(columns, ", ")} from ${copy}`;
};

const describe = async (
  session: Session,
  survey: Survey,
  options: TypedOptions & StageOptions,
): Promise<StagedTable> => {
  const { table, read } = survey;
  const copy = typedCopy(table);
  const { inPlace } = survey;
  const lying = inPlace === null ? null : await copyInPlace(session, survey, inPlace, options);
  const small = lying !== null || read <= (options.copyUpTo ?? copied);
  if (small && lying === null)
    await session.run(sql`create or replace temp table ${copy} as ${typedRows(survey, options)}`);
  const typed = (only?: Sql): Sql => {
    if (!small) return typedRows(survey, options, only);
    const all = lying ?? sql`select * from ${copy}`;
    return only === undefined ? all : sql`${all} where rid in (${only})`;
  };
  const faulty = sql`select rid, bad, late, lost, incomplete from (${typed()}) where bad <> 0 or late <> 0 or lost or incomplete`;
  const faults = faultsOf(table);
  if (!small) await session.run(sql`create or replace temp table ${faults} as ${faulty}`);
  const [counts] = await session.rows<{ lost: number; incomplete: number; bad: number; late: number }>(
    sql`select count(*) filter (where lost)::double as lost, count(*) filter (where incomplete and not lost)::double as incomplete, coalesce(bit_or(bad), 0)::double as bad, coalesce(bit_or(late), 0)::double as late from ${small ? sql`(${faulty})` : faults}`,
  );
  const { lost, incomplete, bad, late } = counts ?? { lost: 0, incomplete: 0, bad: 0, late: 0 };
  if (small && lost + bad + late > 0) await session.run(sql`create or replace temp table ${faults} as ${faulty}`);
  const kept = lost === 0 ? sql`true` : sql`rid not in (select f.rid from ${faults} as f where f.lost)`;
  return { ...survey, typed, isCopied: small, kept, lost, incomplete, bad, late };
};

export interface StageOptions {
  readonly timezone: string;
  readonly importedAt: number;
  /** Tables of up to so many rows are copied once they are understood; absent: what was measured to be best. */
  readonly copyUpTo?: number;
  /** Tables that are views of files. */
  readonly inPlace?: ReadonlyMap<string, InPlace>;
}

/** What is staged, each table with what is wrong in it set aside in `faults_<table>`. */
export const stagedTables = async (session: Session, options: StageOptions): Promise<readonly StagedTable[]> => {
  const surveys = await surveyStage(session, options.inPlace ?? new Map());
  const utc = utcIn(options.timezone, yearsOf(surveys));
  const staged: StagedTable[] = [];
  for (const survey of surveys) staged.push(await describe(session, survey, { ...options, utc }));
  return staged;
};
