/** A small company in memory, with facts built: what most tests ask. */
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { buildFacts, contextAt, watermark } from "../src/facts/index.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { createTables } from "../src/model/physical.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { type Asker, createAsker } from "../src/query/index.ts";

export interface Company extends AsyncDisposable {
  readonly session: Session;
  readonly asker: Asker;
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string>>[] | undefined>>;

/** The wall clock of tests: later than every fact of every world. */
export const now = Date.parse("2030-01-01T00:00:00Z");

export const company = async (config: WorkspaceConfig, rows: Rows): Promise<Company> => {
  const engine = await openDuckDb({ threads: 1 });
  const session = await engine.session();
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
  await loadRows(
    session,
    Object.fromEntries(Object.entries(rows).flatMap(([table, some]) => (some === undefined ? [] : [[table, some]]))),
    {
      config,
      batch: 1,
      importedAt: now,
    },
  );
  const at = (await watermark(session, config.timezone, now))?.at ?? 0;
  const built = new Map<number, string>();
  const factsAt = async (asOf: number): Promise<string> => {
    const found = built.get(asOf);
    if (found !== undefined) return found;
    const schema = asOf === at ? "facts" : `facts_${built.size}`;
    built.set(asOf, schema);
    await buildFacts(session, await contextAt(session, config, asOf, schema));
    return schema;
  };
  const asker = await createAsker({ runner: session, config, catalogue, watermark: at, factsAt });
  return {
    session,
    asker,
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
};
