/** A warehouse in memory, filled from rows: what most tests begin with. */
import { type DuckDbOptions, type Engine, openDuckDb, type Session } from "../../src/engines/index.ts";
import { type LoadOptions, type LoadReport, loadRows, type TextRow } from "../../src/ingest/load/index.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createTables } from "../../src/model/physical.ts";
import type { WorkspaceConfig } from "../../src/model/process.ts";

const acme = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: prospect, name: Prospect, of: lead}
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: proposal, name: Proposal, of: opportunity}
      - {id: closed_won, name: Won, of: opportunity, category: won}
      - {id: closed_lost, name: Lost, of: opportunity, category: lost}
`;

/** The process of Acme, in any zone. */
export const acmeIn = (timezone = "UTC"): WorkspaceConfig =>
  parseConfig(acme.replace("timezone: UTC", `timezone: ${timezone}`), "quarterdeck.yaml");

/** 2026-11-25T00:00:00Z, the instant of an import unless a test says another. */
export const importedAt = Date.UTC(2026, 10, 25);

export interface Warehouse extends AsyncDisposable {
  readonly engine: Engine;
  readonly session: Session;
  load(rows: Readonly<Record<string, readonly TextRow[]>>, options?: Partial<LoadOptions>): Promise<LoadReport>;
}

export const emptyWarehouse = async (options: DuckDbOptions = {}): Promise<Warehouse> => {
  const engine = await openDuckDb(options);
  const session = await engine.session();
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
  let batch = 0;
  return {
    engine,
    session,
    load: (rows, given = {}) => {
      batch += 1;
      return loadRows(session, rows, { config: acmeIn(), batch, importedAt, ...given });
    },
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
};

/** Every row of every stored table as text. */
export const contentOf = async (session: Session): Promise<Record<string, unknown>> => {
  const tables = createTables().map((text) => /create table (\w+)/.exec(text)?.[1] ?? "");
  const content: Record<string, unknown> = {};
  for (const table of tables) {
    const { columns, rowCount } = await session.columns({
      chunks: [`select * from ${table} order by all`],
      values: [],
    });
    content[table] = Array.from({ length: rowCount }, (_, row) =>
      columns.map((column) => String(column[row])).join("|"),
    );
  }
  return content;
};

/** Numbers below a bound, the same for the same seed. */
export const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
