/** Which file told a table last, so that the next one can be read in part: what it says again line for line says nothing new. */
import type { Session } from "../../engines/index.ts";
import type { RefKind } from "../../model/tables.ts";
import { quoted, type Sql, sql } from "../../sql/index.ts";
import { NeedsWhole } from "../read/partly.ts";
import { count, sizesOf } from "./counts.ts";
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

const homeSizes = (session: Session) =>
  sizesOf(
    session,
    homes.map(({ table }) => table.name),
  );

const ofTable = (table: string): Sql => sql`table_name = ${quoted(table)}`;

/** Findings about rows of the table that do not say which line they mean. */
const unplaced = (session: Session, table: string): Promise<number> =>
  count(session, sql`found where ${ofTable(table)} and line is null`);

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

/** The later file has no row that the earlier one did not have: only its name is another. */
const keepAgain = (session: Session, table: string, hash: string | undefined): Promise<void> =>
  session.run(
    hash === undefined
      ? sql`delete from told_files where ${ofTable(table)}`
      : sql`update told_files set hash = ${hash} where ${ofTable(table)} and hash <> ${hash}`,
  );

/**
 * Writes down which file told each staged table, and the lines about which something was found. `distinct`: tables of which no two
 * rows tell one record. Throws `NeedsWhole` where rows that were left out refer to a kind of which the first records came.
 */
export const keepTold = async (
  session: Session,
  staged: readonly StagedTable[],
  distinct: ReadonlySet<string>,
  { same, files }: Told,
): Promise<void> => {
  const sizes = await homeSizes(session);
  if (same.size > 0) await checkAwaited(session, same, sizes);
  const isStaged = new Set<string>(staged.map(({ table }) => table.name));
  for (const table of same.keys()) if (!isStaged.has(table)) await keepAgain(session, table, files.get(table));
  for (const one of staged) {
    const { name: table } = one.table;
    await session.run(sql`delete from told_files where ${ofTable(table)}`);
    await session.run(sql`delete from told_lines where ${ofTable(table)}`);
    const hash = files.get(table);
    if (hash === undefined || !distinct.has(table) || (await unplaced(session, table)) > 0) continue;
    await session.run(
      sql`insert into told_files (table_name, hash, awaited) values (${quoted(table)}, ${hash}, ${awaitedBy(one, sizes).join(",")})`,
    );
    await session.run(
      sql`insert into told_lines (table_name, line) select distinct ${quoted(table)}, line from found where ${ofTable(table)}`,
    );
  }
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
    sql`select line::double as line from told_lines where ${ofTable(table)} order by line`,
  );
  return Array.from(columns[0] ?? [], Number);
};
