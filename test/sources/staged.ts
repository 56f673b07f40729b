/** A staged export, asked in plain SQL. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CellValue, Session } from "../../src/engines/index.ts";
import { openDuckDb } from "../../src/engines/index.ts";
import { parseMapping, recognise } from "../../src/ingest/mapping/index.ts";
import { type StageReport, stageFiles } from "../../src/ingest/read/index.ts";
import { sources } from "../../src/sources/index.ts";
import { sql } from "../../src/sql/index.ts";

export const dataFolder = (name: string): string => resolve(import.meta.dirname, "../../../shared/data", name);
export const isThere = (name: string): boolean => existsSync(dataFolder(name));

export interface Staged extends AsyncDisposable {
  readonly report: StageReport;
  readonly session: Session;
  /** Rows of a statement without values. */
  readonly ask: (text: string) => Promise<Record<string, CellValue>[]>;
  /** The only cell. */
  readonly one: (text: string) => Promise<CellValue>;
}

const asked = (text: string) => ({ ...sql``, chunks: [text] });

/** `mapping`: YAML; absent: as recognised. */
export const stage = async (paths: readonly string[], mapping?: string): Promise<Staged> => {
  const engine = await openDuckDb({ fileAccess: true });
  const session = await engine.session();
  const dispose = async () => {
    await session[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
  };
  try {
    const found =
      mapping === undefined
        ? (await recognise(session, paths, sources)).mapping
        : parseMapping(mapping, "mapping.yaml");
    const report = await stageFiles(session, paths, { mapping: found });
    const ask = (text: string) => session.rows(asked(text));
    return {
      report,
      session,
      ask,
      one: async (text) => {
        const [row] = await ask(text);
        return row === undefined ? null : (Object.values(row)[0] ?? null);
      },
      async [Symbol.asyncDispose]() {
        await report[Symbol.asyncDispose]();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
};
