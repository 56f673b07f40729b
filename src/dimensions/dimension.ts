/** What an answer can be split and filtered by: where its key is found on a record, and how its members are called. */
import type { Sql } from "../sql/index.ts";

/** The relation is `r`; `fact` names a table of the facts. */
export interface DimensionContext {
  readonly fact: (table: string) => Sql;
  /** Who is credited: a column of `r`. */
  readonly person: Sql;
  /** The local date on which the credit's team is looked up. */
  readonly day: Sql;
  readonly asOf: Sql;
}

/** Integers stand for records; words stand for themselves. */
export type KeyKind = "number" | "word";

export interface Dimension {
  readonly id: string;
  readonly name: string;
  readonly keys: KeyKind;
  /** The key of a row of `r`, after `join`. */
  readonly key: (context: DimensionContext) => Sql;
  readonly join?: (context: DimensionContext) => Sql;
  /**
   * Members `(key, id, label)` in the dimension's own order; a column `within` says what those belong to that may be called the same.
   * Words need none: they are ordered as words.
   */
  readonly members?: (context: Pick<DimensionContext, "fact" | "asOf">) => Sql;
  /** Every member appears in an answer, also without any record. */
  readonly complete?: true;
  /** One record may stand under several members: rows do not add up to the total. */
  readonly overlaps?: true;
  /** It asks whose a record is: one with several people stands under each. */
  readonly ofPeople?: true;
  /** Of words: the columns in which they stand. */
  readonly heldIn?: readonly { readonly table: string; readonly column: string }[];
  /** Words beside those: what no column says is called so. */
  readonly otherWords?: readonly string[];
  /** What nobody or nothing is called. */
  readonly nothing: string;
  /** Where a filter cannot just compare the key. `keys` are `(?, ?, ...)`-ready values. */
  readonly matches?: (context: DimensionContext, keys: Sql, includesNothing: boolean) => Sql;
}
