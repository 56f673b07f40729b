/** What every warehouse offers: statements in, typed columns out. How each spells and is reached stands in its own file. */
import type { Sql } from "../sql/index.ts";

export type CellValue = string | number | boolean | bigint | null | Date | readonly unknown[] | Float64Array;

/** One column of a result: a typed array where all of it is numbers. */
export type Column = ArrayLike<CellValue>;

/** A result by columns: `columns[i][row]`, in the order of `names`. Integers and decimals arrive as numbers, dates as `YYYY-MM-DD`, instants as epoch ms. */
export interface Columns {
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  readonly rowCount: number;
}

/** One connection. Statements of one session run one after another. */
export interface Session extends AsyncDisposable {
  /** A statement without a result. */
  run(statement: Sql): Promise<void>;
  columns(query: Sql): Promise<Columns>;
  rows<Row extends Record<string, CellValue>>(query: Sql): Promise<Row[]>;
  /** All or nothing: on any error everything is rolled back and the error comes out. Within another, it is a part of that one. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  interrupt(): void;
}

export interface Engine extends AsyncDisposable {
  session(): Promise<Session>;
  /** Little memory from now on, for questions: a statement for which it is too little is run again with all there may be, which stays until `release`. */
  spare(): Promise<void>;
  /** All the memory there may be, until `release`: for what is large. */
  ample(): Promise<void>;
  /** Gives back the memory in which the file's pages are kept; they are read again when they are asked for. While no statement runs: it would find little memory. */
  release(): Promise<void>;
}
