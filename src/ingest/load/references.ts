/** Ids that name a record which no file brought: a finding for each row and column, while the row is kept. */
import type { Session } from "../../engines/index.ts";
import { dictionary, numberColumn } from "../../model/physical.ts";
import { type Column, type RefKind, type Table, tables } from "../../model/tables.ts";
import { join, name, type Sql, sql } from "../../sql/index.ts";
import { change, count, sizesOf } from "./counts.ts";
import { findingColumns, recordId } from "./faults.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";

/** What a finding says of a reference to nobody. */
const unknownReason = (kind: string): string =>
  `names ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind} that no file brought`;

/** Where the records of each kind are. */
export const homes: readonly { readonly kind: RefKind; readonly table: Table }[] = (tables as readonly Table[]).flatMap(
  (table) => (table.entity === undefined ? [] : [{ kind: table.entity, table }]),
);

const absent = (kind: RefKind): Sql => name(`absent_${kind}`);

const refersTo = (column: Column, kind: RefKind): Sql | undefined => {
  if (column.ref === kind) return sql`true`;
  return column.ref === "subject" && (kind === "lead" || kind === "opportunity")
    ? sql`lower(s.subject_type) = ${kind}::varchar`
    : undefined;
};

const reportAbsent = async (session: Session, kind: RefKind, staged: readonly StagedTable[]): Promise<void> => {
  for (const { table, kept, has } of staged)
    for (const column of table.columns) {
      const when = refersTo(column, kind);
      if (when === undefined || !has.has(column.name) || (table.entity === kind && table.key.includes(column.name)))
        continue;
      const cell = (one: string): Sql => name(`s.${one}`);
      await session.run(
        sql`insert into found (${findingColumns}) select 'unknown_reference', ${table.name}::varchar, ${recordId(table, cell)}, s.source_file, s.source_line, ${column.name}::varchar, ${cell(column.name)}, ${unknownReason(kind)}::varchar from (select *, rowid as rid from ${stagedTable(table)}) as s join ${absent(kind)} as a on a.id = ${cell(column.name)} where ${when} and ${kept}`,
      );
    }
};

/** How many records there are of each kind, and how many numbers. */
export const homeSizes = (session: Session): Promise<ReadonlyMap<string, number>> =>
  sizesOf(
    session,
    homes.flatMap(({ kind, table }) => [table.name, dictionary(kind)]),
  );

/** Reports references of the staged rows to records that are still unknown, of `homeSizes`. A kind of which nothing was ever brought is not missed. */
export const reportReferences = async (
  session: Session,
  staged: readonly StagedTable[],
  sizes: ReadonlyMap<string, number>,
): Promise<void> => {
  for (const { kind, table } of homes) {
    const here = sizes.get(table.name) ?? 0;
    // Every record has its number, so where there are as many of both, none is unknown.
    if (here === 0 || sizes.get(dictionary(kind)) === here) continue;
    const own = name(numberColumn(table.key[0] ?? ""));
    const missing = await change(
      session,
      sql`create or replace temp table ${absent(kind)} as select d.no, d.id from ${name(dictionary(kind))} as d where not exists (select 1 from ${name(table.name)} as h where h.${own} = d.no)`,
    );
    if (missing > 0) await reportAbsent(session, kind, staged);
  }
};

/** Every column that refers to a record of its own table, as a condition on findings. */
const referring = (kind: RefKind): Sql => {
  const columns = (tables as readonly Table[]).flatMap((table) =>
    table.columns.filter((column) => refersTo(column, kind) !== undefined).map((column) => ({ table, column })),
  );
  return join(
    columns.map(
      ({ table, column }) => sql`table_name = ${table.name}::varchar and column_name = ${column.name}::varchar`,
    ),
    " or ",
  );
};

/** Takes back earlier findings about references to records that have come since. */
export const settleReferences = async (session: Session): Promise<void> => {
  if ((await count(session, sql`findings where code = 'unknown_reference'`)) === 0) return;
  for (const { kind, table } of homes) {
    const own = name(numberColumn(table.key[0] ?? ""));
    await session.run(
      sql`delete from findings where code = 'unknown_reference' and (${referring(kind)}) and reason = ${unknownReason(kind)}::varchar and value in (select d.id from ${name(dictionary(kind))} as d join ${name(table.name)} as h on h.${own} = d.no)`,
    );
  }
};
