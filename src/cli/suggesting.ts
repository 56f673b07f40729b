/** What the columns of an unknown file may mean, and the mapping file that keeps it. */
import { writeFile } from "node:fs/promises";
import { openDuckDb } from "../engines/index.ts";
import { openContainers } from "../ingest/read/index.ts";
import { type Suggestion, suggestMapping } from "../ingest/suggest/suggest.ts";
import { Usage } from "./usage.ts";

export const suggest = async (paths: readonly string[]): Promise<Suggestion> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(paths, process.stdin);
  return await suggestMapping(session, opened.files);
};

/** Never writes over what somebody may have corrected. */
export const saveMapping = async (path: string, mapping: string): Promise<void> => {
  try {
    await writeFile(path, mapping, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new Usage(`${path} is there already.`, "Name another file with --suggest FILE, or remove it.");
    throw error;
  }
};
