/** The company as a workspace: written as canonical tables and imported, as a user would bring it in. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openForChanges } from "../src/cli/importing.ts";
import type { Hearing } from "../src/cli/parts.ts";
import { openDuckDb } from "../src/engines/index.ts";
import { exportWorkspace } from "../src/ingest/index.ts";
import { writeConfig } from "../src/model/config.ts";
import { benchConfig, makeCompany } from "./company.ts";

export const quiet: Hearing = { progress: { show: () => {}, end: () => {} }, onMessage: () => {} };

/** The folder of a workspace with so many leads; made when it is not there. */
export const workspaceOf = async (folder: string, leads: number): Promise<string> => {
  const workspace = join(folder, `workspace-${leads}`);
  if (existsSync(join(workspace, "made"))) return workspace;
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  const [file, tables] = [join(folder, `company-${leads}.db`), join(folder, `tables-${leads}`)];
  if (!existsSync(file)) await (await makeCompany({ leads }, file))[Symbol.asyncDispose]();
  const engine = await openDuckDb({ file, threads: 2, memoryLimit: "4GB", fileAccess: true });
  try {
    await using session = await engine.session();
    await exportWorkspace(session, tables, { timezone: benchConfig().timezone });
  } finally {
    await engine[Symbol.asyncDispose]();
  }
  await writeFile(join(workspace, "quarterdeck.yaml"), writeConfig(benchConfig()));
  {
    await using importing = await openForChanges(workspace, quiet);
    await importing.import({ paths: [tables], as: "canonical" }, () => {});
  }
  await rm(tables, { recursive: true });
  await writeFile(join(workspace, "made"), "");
  return workspace;
};
