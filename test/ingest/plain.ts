/** What a warehouse holds, told by the sources' ids: two that say the same are equal, however their records are numbered. */
import type { CellValue, Session } from "../../src/engines/index.ts";
import { dictionary, numberColumn, refKinds } from "../../src/model/physical.ts";
import { type Table, tables } from "../../src/model/tables.ts";
import { name, sql } from "../../src/sql/index.ts";

type Row = Record<string, CellValue>;
type Ids = ReadonlyMap<string, ReadonlyMap<number, string>>;

const idsOf = async (session: Session): Promise<Ids> => {
  const all = new Map<string, ReadonlyMap<number, string>>();
  for (const kind of refKinds) {
    const rows = await session.rows<{ no: number; id: string }>(sql`select no, id from ${name(dictionary(kind))}`);
    all.set(kind, new Map(rows.map(({ no, id }) => [no, id])));
  }
  return all;
};

const idOf = (ids: Ids, kind: string, no: unknown): string | null =>
  no === null ? null : (ids.get(kind)?.get(Number(no)) ?? `no ${kind} ${no}`);

const kindOf = (table: Table, physical: string, row: Row): string | undefined => {
  const ref = table.columns.find((one) => one.ref !== undefined && numberColumn(one.name) === physical)?.ref;
  return ref === "subject" ? String(row.subject_type) : ref;
};

const told = (ids: Ids, table: Table, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([physical, value]) => {
      const kind = kindOf(table, physical, row);
      return [physical, kind === undefined ? value : idOf(ids, kind, value)];
    }),
  );

const sorted = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Table by table, its rows without their batch and when each cell was told, and the versions of its tracked columns. */
export const plainWarehouse = async (session: Session): Promise<Record<string, readonly Row[]>> => {
  const ids = await idsOf(session);
  const all: Record<string, readonly Row[]> = {};
  for (const table of tables as readonly Table[]) {
    const rows = await session.rows<Row>(sql`select * exclude (batch, given, told) from ${name(table.name)}`);
    all[table.name] = sorted(rows.map((row) => told(ids, table, row)));
  }
  const versions = await session.rows<Row>(sql`select * exclude (batch) from field_versions`);
  all.versions = sorted(
    versions.map((row) => {
      const table = tables.find((one: Table) => one.name === row.table_name) as Table;
      const kind = kindOf(table, String(row.field), row);
      return {
        ...row,
        no: idOf(ids, table.entity ?? "", row.no),
        value: kind === undefined ? (row.value ?? null) : idOf(ids, kind, row.value ?? null),
      };
    }),
  );
  return all;
};
