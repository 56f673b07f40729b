/** What stands at the top of files. */
import type { Session } from "../../engines/index.ts";
import { type GivenFile, inputFiles } from "../read/files.ts";
import { loadRaw } from "../read/raw.ts";
import { dropRaw } from "../read/raw-table.ts";
import { openStaging } from "../read/staging.ts";
import { firstRows } from "./look.ts";

export interface PreviewedFile {
  /** As the user named it. */
  readonly path: string;
  readonly columns: readonly string[];
  readonly preview: readonly (readonly string[])[];
}

/** Problems: those of reading. */
export const previewFiles = async (
  session: Session,
  files: readonly GivenFile[],
): Promise<readonly PreviewedFile[]> => {
  await using staging = await openStaging(session);
  const options = { table: null, once: true };
  const previewed: PreviewedFile[] = [];
  for (const file of await inputFiles(files)) {
    const raw = await loadRaw(file, options, staging);
    previewed.push({ path: file.name, columns: raw.columns, preview: await firstRows(session, raw) });
    await dropRaw(raw, options, staging);
  }
  return previewed;
};
