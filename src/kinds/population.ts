/** The records that a figure is about: one row each, at its anchor, with whose it is and why it may be left out. */
import type { Sql } from "../sql/index.ts";
import type { Frame } from "./frame.ts";

export type ObjectKind = "opportunity" | "lead" | "activity" | "response" | "spend";

/** Of each `partition` the last in `order`, by which days ascend, among those where `displaces` is 1, else among all. */
export interface Reduction {
  readonly partition: string;
  readonly displaces: string;
  readonly order: readonly string[];
}

export interface Population {
  /** What one row is. */
  readonly object: ObjectKind;
  /**
   * A relation with at least `no`, `day` (the anchor's local date), `person_no` (the credit), `now_no` (the owner at the as-of),
   * `excluded` (a reason or null), and a column for each dimension it takes. Not cut to the period.
   */
  readonly relation: (frame: Frame) => Sql;
  /** Dimensions beside `person`, `team` and attributes. */
  readonly dimensions: readonly string[];
  /** The local date by which the credited person's team is told, where that is not `day`: a column of the row `r`. */
  readonly creditDay?: Sql;
  /** The day of a record in lists, where `day` is not its own: a column of the row `q`. */
  readonly listedDay?: Sql;
  /** Without a credit it takes neither person nor team. */
  readonly uncredited?: true;
  /**
   * A record that has several people: the relation with one row for each, used when people or teams are asked for. `is_guest`: not the one
   * that the record is credited to.
   */
  readonly perPerson?: (frame: Frame) => Sql;
  /** Of the rows of one cell, those that count, once period and filters are applied. */
  readonly reduce?: Reduction;
  /**
   * So many days after its `day` passing time changes nothing of a row but the time of what has not ended; absent: it may at any time.
   * Sums by day that are older need not be made anew.
   */
  readonly settlesAfter?: (frame: Frame) => number;
  /** Tables that it needs beside that of its records. */
  readonly needs?: readonly string[];
  /** Tables of what its records become, which it needs too; that these begin later than the records is how it is. */
  readonly becomes?: readonly string[];
  /** Leads and opportunities in one: either will do. */
  readonly eitherObject?: true;
  /** Its rows have `has_history`: how many were read from the record alone is noted. */
  readonly tellsHistory?: true;
  /**
   * Its rows are records (`object`, `no`) on their way through stages; the records whose history that is, as columns of `r`. Of how many
   * nobody knows it, as one of these has none, is noted.
   */
  readonly ways?: readonly { readonly object: Sql; readonly no: Sql }[];
  /** What its rows tell of what became of them. */
  readonly outcomes?: readonly ("lost" | "still_there" | "regressions")[];
  /** Why rows may be left out. */
  readonly reasons: readonly string[];
}
