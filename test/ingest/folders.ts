/** Folders with files in them, for as long as the tests of a file run. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** Returns how to make a folder with these files. */
export const temporaryFolders = (prefix: string) => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), prefix));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  let count = 0;
  return async (contents: Readonly<Record<string, string>>): Promise<string> => {
    count += 1;
    const place = join(folder, String(count));
    await mkdir(place);
    for (const [name, content] of Object.entries(contents)) await writeFile(join(place, name), content);
    return place;
  };
};
