/** What the ways of merging share: names, counts, stored rows, and the one way in which rows are added. */
import type { Table } from "../../model/tables.ts";
import { instant, join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { latestOf } from "./layers.ts";
import { saidBy } from "./masks.ts";
import { keyColumns, keyList } from "./numbered.ts";
import { datingColumn, physicalColumnNames } from "./typed.ts";

export interface MergeOptions {
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly importedAt: number;
  /** Each row of an empty table is known to have an id of its own. */
  readonly idsDiffer: boolean;
  /** Rows that stand in the earlier file of the table line for line, and are not staged; null where all are. */
  readonly same: number | null;
  /** Of few rows: everything that they name had its number already, and they have it. */
  readonly isNumbered: boolean;
  /** Each of few rows took the place of one with its key. */
  readonly isReplaced: boolean;
}

/** Records by what became of them. */
export interface Merged {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that lack a required column and tell of no known record. */
  readonly lacking: number;
  /** No two of the rows tell one record. */
  readonly distinct: boolean;
}

/** What needed no closer look, and how many rows do: those in `slow`. */
export interface Quick {
  readonly new: number;
  /** Their old forms are in `before_<table>`. */
  readonly changed: number;
  readonly unchanged: number;
  readonly slow: number;
  /** No two of the rows tell one record. */
  readonly distinct: boolean;
  /** A `numbered` query of those rows, where it was copied; then `known` is there as well. */
  readonly rows?: Sql;
}

/** Rows that are neither simply new nor simply the same: `(rid, stored_row)`, the latter null where the record is new. */
export const slow = name("slow");

/** The records that they tell as they are stored. */
export const known = name("known");

/** Rows as they were before this batch changed them; made only when it did. */
export const beforeOf = (table: Table): Sql => name(`before_${table.name}`);

export const list = (parts: readonly Sql[]): Sql => join(parts, ", ");

export const names = (columns: readonly string[], alias?: string): Sql =>
  list(columns.map((column) => name(alias === undefined ? column : `${alias}.${column}`)));

/**
 * When a row without a `recorded_at` of its own was known: in the first import when it occurred, at the latest now; else now. Of a table
 * with `knownFrom` since then, in any import.
 */
export const recordedOf = (table: Table, first: boolean, importedAt: number): Sql => {
  if (!first && table.knownFrom === undefined) return instant(importedAt);
  return datingColumn(table) === undefined ? sql`timestamp '1970-01-01'` : sql`least(occurred, ${instant(importedAt)})`;
};

export const stored = (table: Table): Sql =>
  list([...physicalColumnNames(table).map(name), sql`recorded_at, batch, attributes, given, told`]);

export const repeatedKeys = (table: Table, rows: Sql): Sql =>
  sql`select ${keyList(table)} from (${rows}) group by all having count(*) > 1`;

/**
 * Stored rows with their key, and `latest`, when something of them was last told. `which`: a condition on `t`, with its key and `stored_row`,
 * of those that are wanted.
 */
export const storedRows = (table: Table, which = sql`true`): Sql => {
  const all = sql`select rowid as stored_row, ${keyColumns(table)}, ${stored(table)}, ${latestOf} as latest from ${name(table.name)}`;
  return sql`select * from (${all}) as t where ${which}`;
};

// A null in the attributes says that the file has the column and the cell is empty.
export const withoutEmpty = sql`case when contains(attributes, ':null') then nullif(json_merge_patch('{}', attributes)::varchar, '{}') else attributes end`;

/** The statement that adds rows of a `numbered` query. */
export const insert = (table: Table, rows: Sql, first: boolean, where: Sql, { batch, importedAt }: MergeOptions): Sql =>
  sql`insert into ${name(table.name)} (${stored(table)}) select ${names(physicalColumnNames(table))}, coalesce(explicit, ${recordedOf(table, first, importedAt)}), ${whole(batch)}, ${withoutEmpty}, ${saidBy(table, "r")}, null from (${rows}) as r where ${where}`;
