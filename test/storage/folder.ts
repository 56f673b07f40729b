/** Workspaces in temporary folders, with a loader that reads rows as JSON. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../src/engines/index.ts";
import { type LoadReport, loadRows, type TextRow } from "../../src/ingest/load/index.ts";
import { sql } from "../../src/sql/index.ts";
import { type Loader, type NewFile, type OpenOptions, openWorkspace, type Workspace } from "../../src/storage/index.ts";

export const acmeYaml = (timezone = "UTC"): string => `workspace: Acme
timezone: ${timezone}
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: closed_won, name: Won, of: opportunity, category: won}
`;

export interface Folder extends AsyncDisposable {
  readonly path: string;
}

export const newFolder = async (yaml = acmeYaml()): Promise<Folder> => {
  const path = await mkdtemp(join(tmpdir(), "quarterdeck-test-"));
  await writeFile(join(path, "quarterdeck.yaml"), yaml);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** The folder as a process that is killed now would leave it. */
export const asIfKilled = async ({ path }: Folder): Promise<Folder> => {
  const copy = await mkdtemp(join(tmpdir(), "quarterdeck-test-"));
  await cp(path, copy, { recursive: true });
  const dead = { pid: 2 ** 22 + 1, host: (await import("node:os")).hostname(), began: null, address: null };
  await writeFile(join(copy, "quarterdeck.lock"), JSON.stringify(dead));
  return { path: copy, [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }) };
};

export type Rows = Readonly<Record<string, readonly TextRow[]>>;

export const fileOf = (rows: Rows, name = "rows.json"): NewFile => ({ name, content: JSON.stringify(rows) });

export const loadJson: Loader<LoadReport> = async ({ session, config, batch, mark }) => {
  const texts = await Promise.all(batch.files.map(({ path }) => readFile(path, "utf8")));
  const rows: Rows = Object.assign({}, ...texts.map((text) => JSON.parse(text)));
  return loadRows(session, rows, {
    config,
    batch: batch.batch,
    importedAt: batch.importedAt,
    alongside: mark,
  });
};

export const openIt = (
  folder: Folder,
  options: Partial<OpenOptions<LoadReport>> = {},
): Promise<Workspace<LoadReport>> => openWorkspace(folder.path, { load: loadJson, accepting: true, ...options });

export const leadIds = async (workspace: Workspace<LoadReport>): Promise<readonly string[]> => {
  await using session: Session = await workspace.session();
  const rows = await session.rows<{ id: string }>(
    sql`select d.id from leads as l join lead_ids as d on d.no = l.lead_no order by d.id`,
  );
  return rows.map(({ id }) => id);
};

export const lead = (id: string): TextRow => ({ lead_id: id, created_at: "2026-01-01T00:00:00Z" });
