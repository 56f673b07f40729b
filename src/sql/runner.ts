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
