/** Which file told a table last, so that the next one can be read in part: what it says again line for line says nothing new. */
import type { Session } from "../../engines/index.ts";
import type { RefKind } from "../../model/tables.ts";
import { join, quoted, type Sql, sql } from "../../sql/index.ts";
import { NeedsWhole } from "../read/partly.ts";
import { homes } from "./references.ts";
import type { StagedTable } from "./stage.ts";

/** What the staged rows of a table leave out, as their earlier file says it already. */
export interface Told {
  /** Rows that stand in the earlier file line for line. */
  readonly same: ReadonlyMap<string, number>;
  /** Those of these tables of which each staged row took the place of one with its key. */
  readonly replaced: ReadonlySet<string>;
  /** By table, the hash of the one plain file that tells all of it. */
  readonly files: ReadonlyMap<string, string>;
}

/** Kinds that rows of the table refer to and of which nothing was brought: such a reference is not missed yet. */
const awaitedBy = (
  { table, has }: Pick<StagedTable, "table" | "has">,
  sizes: ReadonlyMap<string, number>,
): readonly string[] => {
  const refersTo = (kind: RefKind): boolean =>
    table.columns.some(
      ({ name: column, ref }) =>
        has.has(column) && (ref === kind || (ref === "subject" && (kind === "lead" || kind === "opportunity"))),
    );
  return homes.flatMap(({ kind, table: home }) => (sizes.get(home.name) === 0 && refersTo(kind) ? [home.name] : []));
};

const ofTables = (tables: readonly string[]): Sql => sql`table_name in (${join(tables.map(quoted), ", ")})`;

/** Tables of which a finding does not say which line it means. */
const unplaced = async (session: Session): Promise<ReadonlySet<string | null>> => {
  const rows = await session.rows<{ table: string | null }>(
    sql`select distinct table_name as "table" from found where line is null`,
  );
  return new Set(rows.map(({ table }) => table));
};

const checkAwaited = async (
  session: Session,
  same: Told["same"],
  sizes: ReadonlyMap<string, number>,
): Promise<void> => {
  const told = await session.rows<{ table: string; awaited: string }>(
    sql`select table_name as "table", awaited from told_files where awaited <> ''`,
  );
  for (const { table, awaited } of told)
    if (same.has(table) && awaited.split(",").some((home) => sizes.get(home) !== 0))
      throw new NeedsWhole(`${table} refers to what has come since`);
};

/** These later files have no row that the earlier ones did not have: only their names are others. */
const keepAgain = async (session: Session, named: readonly (readonly [table: string, hash: string])[]) => {
  if (named.length === 0) return;
  const names = join(
    named.map(([table, hash]) => sql`(${quoted(table)}, ${quoted(hash)})`),
    ", ",
  );
  await session.run(
    sql`update told_files as t set hash = f.hash from (values ${names}) as f (table_name, hash) where f.table_name = t.table_name and f.hash <> t.hash`,
  );
};

/** These files tell all of their tables, and of which lines something was found. */
const keepFiles = async (
  session: Session,
  kept: readonly (readonly [table: string, hash: string, awaited: string])[],
) => {
  if (kept.length === 0) return;
  const rows = join(
    kept.map(([table, hash, awaited]) => sql`(${quoted(table)}, ${quoted(hash)}, ${quoted(awaited)})`),
    ", ",
  );
  await session.run(sql`insert into told_files (table_name, hash, awaited) values ${rows}`);
  const tables = ofTables(kept.map(([table]) => table));
  await session.run(
    sql`insert into told_lines (table_name, line) select distinct table_name, line from found where ${tables}`,
  );
};

/**
 * Writes down which file told each staged table, and the lines about which something was found. `distinct`: tables of which no two
 * rows tell one record; `sizes`: of the tables as they are now. Throws `NeedsWhole` where rows that were left out refer to a kind of which the first records came.
 */
export const keepTold = async (
  session: Session,
  staged: readonly StagedTable[],
  distinct: ReadonlySet<string>,
  { same, files }: Told,
  sizes: ReadonlyMap<string, number>,
): Promise<void> => {
  if (same.size > 0) await checkAwaited(session, same, sizes);
  const read = staged.map(({ table }) => table.name as string);
  const again = [...same.keys()].filter((table) => !read.includes(table));
  const lost = [...read, ...again.filter((table) => !files.has(table))];
  if (lost.length > 0) await session.run(sql`delete from told_files where ${ofTables(lost)}`);
  if (read.length > 0) await session.run(sql`delete from told_lines where ${ofTables(read)}`);
  await keepAgain(
    session,
    [...files].filter(([table]) => again.includes(table)),
  );
  const vague = await unplaced(session);
  await keepFiles(
    session,
    staged.flatMap((one): [string, string, string][] => {
      const { name: table } = one.table;
      const hash = files.get(table);
      const isKept = hash !== undefined && distinct.has(table) && !vague.has(table);
      return isKept ? [[table, hash, awaitedBy(one, sizes).join(",")]] : [];
    }),
  );
};

/** By table, the hash of the file that told it last. */
export const toldBefore = async (session: Session): Promise<ReadonlyMap<string, ToldBefore>> => {
  const files = await session.rows<{ table: string; hash: string; lines: boolean }>(
    sql`select table_name as "table", hash, table_name in (select table_name from told_lines) as lines from told_files`,
  );
  return new Map(
    files.map(({ table, hash, lines }) => [
      table,
      { hash, lines: async () => (lines ? await toldLines(session, table) : []) },
    ]),
  );
};

export interface ToldBefore {
  readonly hash: string;
  /** Those about which something was found, ascending. */
  readonly lines: () => Promise<readonly number[]>;
}

const toldLines = async (session: Session, table: string): Promise<readonly number[]> => {
  const { columns } = await session.columns(
    sql`select line::double as line from told_lines where ${ofTables([table])} order by line`,
  );
  return Array.from(columns[0] ?? [], Number);
};
