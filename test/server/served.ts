/** A workspace of a random company, served without a port: requests are handed in. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { openForChanges } from "../../src/cli/importing.ts";
import type { Hearing } from "../../src/cli/parts.ts";
import { type ServedHouse, serveWorkspace } from "../../src/cli/serving.ts";
import { writeConfig } from "../../src/model/config.ts";
import { csvOf } from "../../src/reports/csv.ts";
import { type AppOptions, createApp } from "../../src/server/index.ts";
import type { World } from "../worlds/world.ts";

export const quiet: Hearing = { progress: { show: () => {}, end: () => {} }, onMessage: () => {} };

export interface Served extends AsyncDisposable {
  readonly folder: string;
  readonly house: ServedHouse;
  readonly app: FastifyInstance;
}

const host = "127.0.0.1:4173";

/** As our own page asks. */
export const own = { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" } as const;

const importWorld = async (folder: string, { config, tables }: World): Promise<void> => {
  const files = join(folder, "files");
  await mkdir(files);
  for (const [table, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row) => columns.map((column) => row[column] ?? null));
    if (rows.length > 0) await writeFile(join(files, `${table}.csv`), csvOf(columns, cells));
  }
  await writeFile(join(folder, "quarterdeck.yaml"), writeConfig(config));
  await using importing = await openForChanges(folder, quiet);
  await importing.import({ paths: [files], as: "canonical" }, () => {});
};

/** The company's workspace, which nobody serves. */
export const workspaceOf = async (world: World): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-server-"));
  await importWorld(folder, world);
  return folder;
};

export const served = async (world: World, options: Partial<AppOptions> = {}): Promise<Served> =>
  servedFolder(await workspaceOf(world), options);

/** The folder is taken away with it. */
export const servedFolder = async (folder: string, options: Partial<AppOptions> = {}): Promise<Served> => {
  const house = await serveWorkspace(folder, quiet);
  const app = await createApp({ house, ...options });
  return {
    folder,
    house,
    app,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await house[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
