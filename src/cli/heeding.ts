/** A session of somebody who may give up. */
import type { Session } from "../engines/index.ts";
import type { Sql } from "../sql/index.ts";

/** An interrupt ends the statement that runs; whoever gave up between two of them is not asked the next. */
export const heeding = (connection: Session, signal: AbortSignal): Session => {
  const heeded = (query: Sql): Sql => {
    signal.throwIfAborted();
    return query;
  };
  return {
    ...connection,
    run: async (query) => connection.run(heeded(query)),
    rows: async (query) => connection.rows(heeded(query)),
    columns: async (query) => connection.columns(heeded(query)),
  };
};
