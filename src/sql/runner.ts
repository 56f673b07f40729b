/** Whatever runs statements: what facts and questions need of an engine's session, and no more. */
import type { Sql } from "./sql.ts";

export interface Runner {
  run(statement: Sql): Promise<void>;
  rows(query: Sql): Promise<readonly Record<string, unknown>[]>;
}
