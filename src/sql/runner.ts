/** Whatever runs statements: what facts and questions need of an engine's session, and no more. */
import type { Sql } from "./sql.ts";

export interface ResultColumns {
  readonly names: readonly string[];
  /** `columns[i][row]` in the order of `names`. */
  readonly columns: readonly ArrayLike<unknown>[];
  readonly rowCount: number;
}

export interface Runner {
  run(statement: Sql): Promise<void>;
  rows(query: Sql): Promise<readonly Record<string, unknown>[]>;
  columns(query: Sql): Promise<ResultColumns>;
}

/** A runner whose statements can be done as one: all of them or none, and nobody sees some. */
export interface Transactor extends Runner {
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
}
